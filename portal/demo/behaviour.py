"""What changed at work after the trainings of the last year (level 3): answered reviews, and one that is open."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from evaluations.behaviour.chasing import REMINDED_AFTER
from evaluations.behaviour.opening import OPEN_DAYS, QUESTIONNAIRE, agency_of, default_months
from evaluations.models import BehaviourRater, BehaviourReview, RaterRole, Verdict
from evaluations.models.behaviour import MOST_PICKED
from people.models import Assignment, Headship, Unit
from portal.demo.city import City
from portal.demo.rows import Row
from programs.models import Batch, CompetencyKind, Enrollment, EnrollmentState, Program
from surveys.models import QuestionnaireVersion

MONTH_DAYS = 30.5
EARLIEST_DAYS = 400
"""How long ago a batch ended at most whose participants were asked."""
ANSWERING, PLANNING = 0.6, 0.5
LEVELS = {RaterRole.SELF: 3.3, RaterRole.HEAD: 2.9, RaterRole.COLLEAGUE: 3.1}
PLANS = (
    "Membuat daftar periksa di loket dan memakainya setiap pagi.",
    "Menjelaskan syarat layanan dengan lembar satu halaman.",
    "Membahas satu kasus setiap Jumat bersama rekan.",
    "Menjawab keluhan paling lambat dua hari kerja.",
)
NOTES = ("Sudah terlihat di loket.", "Lanjutkan sampai akhir tahun.", "")


@dataclass(frozen=True, slots=True)
class Asking:
    """One participant, when they were asked, their head, and others of their unit."""

    enrollment: int
    employee: int
    opened_on: date
    head: int | None
    others: list[int]
    agency: int


def make_behaviour(city: City) -> None:
    """Add the reviews of participants whose batch ended some months ago, as they and their heads answered them.

    Those of the employee who is shown are opened afterwards (workplace.py).
    """
    version = QuestionnaireVersion.objects.current(QUESTIONNAIRE).get()
    heads = {row["unit_id"]: row["employee_id"] for row in city.rows.of(Headship) if row.get("ends_on") is None}
    serving, parents = _serving(city), {unit["id"]: unit["parent_id"] for unit in city.rows.of(Unit)}
    opened = _opened_on(city)
    for row in city.rows.of(Enrollment):
        person, unit = row["employee_id"], row["unit_id"]
        head = heads.get(unit)
        asked = row["batch_id"] in opened and row["state"] == EnrollmentState.FINISHED
        if asked and person not in (head, city.personas["employee"]):
            others = [one for one in serving.get(unit, []) if one not in (head, person)]
            _add(
                city,
                Asking(row["id"], person, opened[row["batch_id"]], head, others, agency_of(unit, parents)),
                version,
            )


def _opened_on(city: City) -> dict[int, date]:
    """When each batch's participants were asked: three months after its end, six after a leadership program's."""
    leadership = {row["id"] for row in city.rows.of(Program) if row["competency"] == CompetencyKind.MANAGERIAL}
    found = {}
    for row in city.rows.of(Batch):
        months = default_months(leadership=row["program_id"] in leadership)
        opened = row["ends_on"] + timedelta(days=round(months * MONTH_DAYS))
        if row["state"] == "closed" and opened < city.today and (city.today - row["ends_on"]).days <= EARLIEST_DAYS:
            found[row["id"]] = opened
    return found


def _serving(city: City) -> dict[int, list[int]]:
    """Who works in each unit to the end."""
    found: dict[int, list[int]] = {}
    for row in city.rows.of(Assignment):
        if row["main"] and row["ends_on"] is None:
            found.setdefault(row["unit_id"], []).append(row["employee_id"])
    return found


def _add(city: City, one: Asking, version: QuestionnaireVersion) -> None:
    dice = city.dice(f"behaviour {one.enrollment}")
    opened, days = city.at(one.opened_on, 8), (city.today - one.opened_on).days
    asked: list[tuple[RaterRole, int, int | None]] = [(RaterRole.SELF, one.employee, None)]
    if one.head is not None:
        asked.append((RaterRole.HEAD, one.head, None))
    if len(one.others) >= MOST_PICKED:
        picked = dice.sample(one.others, MOST_PICKED)
        asked += [(RaterRole.COLLEAGUE, other, place) for place, other in enumerate(picked, 1)]
    answering = {role: dice.random() < ANSWERING and days > 3 for role in RaterRole}
    review = city.rows.add(
        BehaviourReview,
        enrollment_id=one.enrollment,
        version_id=version.pk,
        agency_id=one.agency,
        opened_at=opened,
        closes_on=one.opened_on + timedelta(days=OPEN_DAYS),
        reminders=sum(days >= after for after in REMINDED_AFTER),
        **_plan(dice, judged=answering[RaterRole.HEAD]),
    )
    for role, employee, place in asked:
        scores = [min(max(round(dice.gauss(LEVELS[role], 0.7)), 1), 4) for _ in range(version.item_count or 0)]
        answers = answering[role]
        city.rows.add(
            BehaviourRater,
            review_id=review,
            role=role,
            employee_id=employee,
            place=place,
            pick=place,
            asked_at=opened,
            answered_at=opened + timedelta(days=3) if answers else None,
            item_count=len(scores) if answers else None,
            scores=scores if answers else None,
        )


def _plan(dice: Random, *, judged: bool) -> Row:
    """The action plan, and where the head answered the verdict on it."""
    if dice.random() >= PLANNING:
        return {}
    verdict = dice.choice((Verdict.DONE, Verdict.DONE, Verdict.PARTLY, Verdict.NOT_YET)) if judged else ""
    return {"action": dice.choice(PLANS), "verdict": verdict, "verdict_note": dice.choice(NOTES) if judged else ""}
