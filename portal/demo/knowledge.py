"""What participants knew before and after their training (level 2): five programs' tests, and who took them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp
from random import Random

from django.db.models import Max

from evaluations.knowledge.rounds import AFTER_DAYS, end_of_day, midnight
from evaluations.models import KnowledgeAttempt, KnowledgeKey, KnowledgeRound, KnowledgeTest, RoundKind
from pembinaan.base.dates import city_day
from portal.demo.catalogue import BY_CODE
from portal.demo.city import City
from portal.demo.knowledge_questions import TESTS, Asked
from portal.demo.rows import Row
from programs.models import Batch, BatchState, Enrollment, EnrollmentState, Session
from programs.transitions import ENROLLED
from surveys.models import Element, Item, ItemWording, Questionnaire, QuestionnaireVersion, Scale
from surveys.models.questionnaires import ANSWER_COUNT, RESERVED

LEARNED = {
    "tata-antrean": 1.5, "pelayanan-prima": 1.1, "naskah-dinas": 0.1, "keamanan-informasi": 0.8, "literasi-data": 1.3,
}  # fmt: skip
"""How much more able the participants of each program are after it, in standard deviations of what they knew."""
TAKING_BEFORE, TAKING_AFTER, LEAVING_OUT = 0.92, 0.86, 0.02
GUESSING, SLOPE = 0.22, 1.7
LEVEL = {"easy": -3.5}
"""How hard a question is; a good one is drawn."""


@dataclass(frozen=True)
class Made:
    """A program's test as it was made: its version and, by question, which answer is right and how hard it is."""

    version: int
    asked: tuple[Asked, ...]
    keys: list[int]
    levels: list[float]


def make_knowledge(city: City) -> None:
    """Add the tests, the rounds of batches that ran and of those to come, and the answers of their participants."""
    made = {code: _make_test(city, code, asked) for code, asked in TESTS.items() if code in city.programs}
    codes = {city.programs[code]: code for code in made}
    first_ends: dict[int, datetime] = {}
    for row in city.rows.of(Session):
        if not row.get("cancelled"):
            first_ends[row["batch_id"]] = min(first_ends.get(row["batch_id"], row["ends_at"]), row["ends_at"])
    people: defaultdict[int, list[Row]] = defaultdict(list)
    for row in city.rows.of(Enrollment):
        people[row["batch_id"]].append(row)
    rounds = []
    for batch in city.rows.of(Batch):
        code = codes.get(batch["program_id"], "")
        if code and batch["state"] in (BatchState.OPEN, BatchState.CLOSED):
            first_end = first_ends.get(batch["id"]) or end_of_day(batch["starts_on"])
            rounds.append((batch, code, _add_rounds(city, batch, made[code], first_end)))
    for batch, code, keys in rounds:
        _take(city, batch, people[batch["id"]], made[code], LEARNED[code], keys)


def _make_test(city: City, code: str, asked: tuple[Asked, ...]) -> Made:
    dice = city.dice(f"test {code}")
    since = date(city.today.year - 3, 1, 1)
    questionnaire = city.rows.add(
        Questionnaire, code=f"{RESERVED}{code}", name=f"Tes {BY_CODE[code].title}", scale=Scale.MEAN, starts_on=since
    )
    version = city.rows.add(
        QuestionnaireVersion,
        questionnaire_id=questionnaire,
        number=1,
        published_at=city.at(since),
        item_count=len(asked),
    )
    city.rows.add(KnowledgeTest, program_id=city.programs[code], questionnaire_id=questionnaire)
    known = Element.objects.aggregate(last=Max("position"))["last"] or 0
    keys = []
    for place, question in enumerate(asked, 1):
        element = city.rows.add(
            Element,
            questionnaire_id=questionnaire,
            key=f"{RESERVED}{code}-{place}"[:40],
            name=question.topic,
            short_name=question.topic,
            position=known + len(city.rows.of(Element)) + 1,
        )
        item = city.rows.add(Item, version_id=version, position=place, element_id=element)
        order = dice.sample(range(ANSWER_COUNT), ANSWER_COUNT)
        labels = [question.answers[each] for each in order]
        city.rows.add(ItemWording, item_id=item, language="id", question=question.text, labels=labels)
        keys.append(order.index(1 if question.quality == "miskeyed" else 0) + 1)
        city.rows.add(KnowledgeKey, item_id=item, right=keys[-1])
    return Made(version, asked, keys, [LEVEL.get(each.quality, dice.gauss(0.5, 0.6)) for each in asked])


def _add_rounds(city: City, batch: Row, made: Made, first_end: datetime) -> dict[str, int]:
    shared = {"batch_id": batch["id"], "version_id": made.version, "item_count": len(made.keys)}
    opened = min(batch["enrollment_opens_at"], first_end - timedelta(days=1))
    closes_at = None
    if batch["state"] == BatchState.CLOSED:
        closes_at = end_of_day(max(city_day(batch["closed_at"]), batch["ends_on"]) + timedelta(days=AFTER_DAYS))
    return {
        RoundKind.BEFORE: city.rows.add(
            KnowledgeRound, **shared, kind=RoundKind.BEFORE, opens_at=opened, closes_at=first_end
        ),
        RoundKind.AFTER: city.rows.add(
            KnowledgeRound,
            **shared,
            kind=RoundKind.AFTER,
            opens_at=max(midnight(batch["ends_on"]), first_end),
            closes_at=closes_at,
        ),
    }


def _take(city: City, batch: Row, people: list[Row], made: Made, learned: float, rounds: dict[str, int]) -> None:
    """Those who came took the tests; of batches to come, some have taken the first, the city's employee not yet."""
    dice = city.dice(f"knowledge {batch['id']}")
    is_closed = batch["state"] == BatchState.CLOSED
    came = (EnrollmentState.FINISHED, EnrollmentState.NOT_FINISHED) if is_closed else ENROLLED
    begun = batch["starts_on"] <= city.today
    for row in people:
        if row["state"] not in came or (not is_closed and row["employee_id"] == city.personas.get("employee")):
            continue
        ability = dice.gauss(0, 1)
        if dice.random() < (TAKING_BEFORE if begun else 0.4):
            sent = city.at(min(batch["starts_on"], city.today) - timedelta(days=1), 19, dice.randrange(60))
            _send(city, rounds[RoundKind.BEFORE], row, made, _answers(dice, made, ability), sent)
        if is_closed and dice.random() < TAKING_AFTER:
            sent = city.at(batch["ends_on"] + timedelta(days=1), 8 + dice.randrange(12), dice.randrange(60))
            _send(
                city, rounds[RoundKind.AFTER], row, made, _answers(dice, made, ability + dice.gauss(learned, 0.5)), sent
            )


def _send(city: City, one: int, row: Row, made: Made, answers: list[int], sent: datetime) -> None:
    city.rows.add(
        KnowledgeAttempt,
        round_id=one,
        enrollment_id=row["id"],
        version_id=made.version,
        item_count=len(answers),
        answers=answers,
        sent_at=sent,
    )


def _answers(dice: Random, made: Made, ability: float) -> list[int]:
    """Who is able answers rightly; a key that names a wrong answer makes them look wrong."""
    answers = []
    for question, key, level in zip(made.asked, made.keys, made.levels, strict=True):
        slope = 0.0 if question.quality == "blind" else SLOPE
        knows = GUESSING + (1 - GUESSING) / (1 + exp(-slope * (ability - level)))
        if question.quality == "miskeyed":
            knows = 1 - knows
        wrong = dice.choice([each for each in range(1, ANSWER_COUNT + 1) if each != key])
        chosen = key if dice.random() < knows else wrong
        answers.append(0 if dice.random() < LEAVING_OUT else chosen)
    return answers
