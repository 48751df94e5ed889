"""What changed at work after the trainings of the last year (level 3): answered reviews, and one that is open."""

from datetime import timedelta

from evaluations.behaviour.chasing import REMINDED_AFTER
from evaluations.behaviour.opening import OPEN_DAYS, QUESTIONNAIRE, agency_of
from evaluations.models import BehaviourRater, BehaviourReview, RaterRole
from evaluations.models.behaviour import MOST_PICKED
from people.models import Assignment, Headship, Unit
from portal.demo.city import City
from portal.demo.rows import Row
from programs.models import Batch, Enrollment, EnrollmentState
from surveys.models import QuestionnaireVersion

LATEST_DAYS, EARLIEST_DAYS = 130, 330
"""How long ago a batch ended whose participants have been asked and have answered."""
ANSWERING = 0.6
LEVELS = {RaterRole.SELF: 3.3, RaterRole.HEAD: 2.9, RaterRole.COLLEAGUE: 3.1}


def make_behaviour(city: City) -> None:
    """Add the reviews of participants whose batch ended some months ago, as they and their heads answered them."""
    version = QuestionnaireVersion.objects.current(QUESTIONNAIRE).get()
    heads = {row["unit_id"]: row["employee_id"] for row in city.rows.of(Headship) if row.get("ends_on") is None}
    ended = {
        row["id"]: row
        for row in city.rows.of(Batch)
        if row["state"] == "closed" and EARLIEST_DAYS >= (city.today - row["ends_on"]).days >= LATEST_DAYS
    }
    serving, parents = _serving(city), {unit["id"]: unit["parent_id"] for unit in city.rows.of(Unit)}
    for row in city.rows.of(Enrollment):
        head = heads.get(row["unit_id"])
        if row["batch_id"] in ended and row["state"] == EnrollmentState.FINISHED and head != row["employee_id"]:
            others = [one for one in serving.get(row["unit_id"], []) if one not in (head, row["employee_id"])]
            about = {"agency_id": agency_of(row["unit_id"], parents)}
            _add(city, row | about, ended[row["batch_id"]], head, others, version)


def _serving(city: City) -> dict[int, list[int]]:
    """Who works in each unit to the end."""
    found: dict[int, list[int]] = {}
    for row in city.rows.of(Assignment):
        if row["main"] and row["ends_on"] is None:
            found.setdefault(row["unit_id"], []).append(row["employee_id"])
    return found


def _add(
    city: City,
    row: Row,
    batch: Row,
    head: int | None,
    others: list[int],
    version: QuestionnaireVersion,
) -> None:
    opened = city.at(batch["ends_on"] + timedelta(days=91), 8)
    review = city.rows.add(
        BehaviourReview,
        enrollment_id=row["id"],
        version_id=version.pk,
        agency_id=row["agency_id"],
        opened_at=opened,
        closes_on=batch["ends_on"] + timedelta(days=91 + OPEN_DAYS),
        reminders=len(REMINDED_AFTER),
    )
    dice = city.dice(f"behaviour {row['id']}")
    asked: list[tuple[RaterRole, int, int | None]] = [(RaterRole.SELF, row["employee_id"], None)]
    if head is not None:
        asked.append((RaterRole.HEAD, head, None))
    if len(others) >= MOST_PICKED:
        asked += [(RaterRole.COLLEAGUE, one, place) for place, one in enumerate(dice.sample(others, MOST_PICKED), 1)]
    for role, employee, place in asked:
        answers = dice.random() < ANSWERING
        scores = [min(max(round(dice.gauss(LEVELS[role], 0.7)), 1), 4) for _ in range(version.item_count or 0)]
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
