"""What participants thought of the batches of the last year (level 1)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from evaluations.models import ReactionAnswer, ReactionForm, ReactionInvitation
from evaluations.reaction.asking import (
    ATTENDED,
    INSTRUCTOR_QUESTIONNAIRE,
    OPEN_DAYS,
    PARTNER_QUESTIONNAIRE,
    QUESTIONNAIRE,
    REMINDED_AFTER,
)
from evaluations.reaction.opinions import LEAST_ANSWERS
from pembinaan.base.dates import city_day
from portal.demo.city import City
from portal.demo.rows import Row
from programs.models import Batch, Enrollment, Program, Session
from surveys.models import QuestionnaireVersion

ASKED_FOR_DAYS = 365
ANSWERING = 0.72
COMMENTS = (
    "Perbanyak contoh dari unit kami.", "Latihannya membantu.", "Waktunya terlalu singkat.",
    "Ruangannya panas setelah makan siang.", "Bagus, lanjutkan ke tingkat berikutnya.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Batched:
    """Who was in a batch, who taught in it, and its partner."""

    people: list[Row]
    teachers: list[int]
    partner: int | None


def make_reactions(city: City) -> None:
    """Add the forms of batches that were closed in the last year, who was asked, and what they said."""
    since = city.today - timedelta(days=ASKED_FOR_DAYS)
    people: defaultdict[int, list[Row]] = defaultdict(list)
    for row in city.rows.of(Enrollment):
        if row["state"] in ATTENDED:
            people[row["batch_id"]].append(row)
    teachers: defaultdict[int, set[int]] = defaultdict(set)
    for row in city.rows.of(Session):
        if row.get("instructor_id"):
            teachers[row["batch_id"]].add(row["instructor_id"])
    codes = (QUESTIONNAIRE, INSTRUCTOR_QUESTIONNAIRE, PARTNER_QUESTIONNAIRE)
    versions = [QuestionnaireVersion.objects.current(code).get() for code in codes]
    partners = {row["id"]: row["institution_id"] for row in city.rows.of(Program)}
    for batch in city.rows.of(Batch):
        if batch["state"] == "closed" and batch["ends_on"] >= since and people[batch["id"]]:
            about = Batched(people[batch["id"]], sorted(teachers[batch["id"]]), partners[batch["program_id"]])
            _add_form(city, batch, about, versions)


def _add_form(city: City, batch: Row, about: Batched, versions: list[QuestionnaireVersion]) -> None:
    about_batch, about_instructors, about_partner = versions
    dice = city.dice(f"reactions {batch['id']}")
    closes_on = city_day(batch["closed_at"]) + timedelta(days=OPEN_DAYS)
    form = city.rows.add(
        ReactionForm,
        batch_id=batch["id"],
        version_id=about_batch.pk,
        instructor_version_id=about_instructors.pk,
        partner_version_id=about_partner.pk if about.partner else None,
        opened_at=batch["closed_at"],
        closes_on=closes_on,
        reminders=len(REMINDED_AFTER) if closes_on < city.today else 0,
    )
    subjects: list[tuple[Row, QuestionnaireVersion, float]] = [({}, about_batch, 3.3)]
    subjects += [({"instructor_id": one}, about_instructors, dice.uniform(3.0, 3.7)) for one in about.teachers]
    if about.partner:
        subjects.append(({"institution_id": about.partner}, about_partner, 3.4))
    answering = [person["id"] for person in about.people if dice.random() < ANSWERING]
    shown = len(answering) // LEAST_ANSWERS * LEAST_ANSWERS
    for person in about.people:
        city.rows.add(ReactionInvitation, form_id=form, enrollment_id=person["id"], answered=person["id"] in answering)
    for place in range(len(answering)):
        for subject, version, level in subjects:
            values = subject | _answer(dice, version, level)
            city.rows.add_keyed(ReactionAnswer, form_id=form, released=place < shown, **values)


def _answer(dice: Random, version: QuestionnaireVersion, level: float) -> Row:
    items = version.item_count or 0
    return {
        "id": UUID(int=dice.getrandbits(128)),
        "version_id": version.pk,
        "item_count": items,
        "scores": [min(max(round(dice.gauss(level, 0.6)), 1), 4) for _ in range(items)],
        "comment": dice.choice(COMMENTS) if dice.random() < 0.1 else "",
    }
