"""Units with answers, proposals and orders of roll-out for tests."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from evaluations.models import NextYearProposal, RolloutOrder
from evaluations.next_year.ordering import Source, freeze
from people.models import Unit
from programs.models import Program
from programs.plans.planning import propose
from surveys.index import ELEMENT_KEYS
from surveys.models import MonthlyRollup, QuestionnaireVersion
from tests.factories.programs import make_program

FROZEN_AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
BORN_AT = FROZEN_AT + timedelta(days=1)
WAVES = (date(2027, 2, 1), date(2027, 6, 1))


def make_answers(unit: Unit, month: date, *, threes: Mapping[str, int] | int, count: int = 40) -> MonthlyRollup:
    """`count` answers in a month: of each element so many are 3, the others 4."""
    version = QuestionnaireVersion.objects.current("skm").get()
    keys = version.items.order_by("position").values_list("element__key", flat=True)
    low = {key: threes if isinstance(threes, int) else threes.get(key, 0) for key in keys}
    histogram = [part for key in keys for part in (0, 0, low[key], count - low[key])]
    sums = [4 * count - low[key] for key in keys]
    total = sum(sums)
    return MonthlyRollup.objects.create(
        unit=unit, month=month, version=version, count=count, sums=sums, histogram=histogram, score_sum=total,
        score_squares=total * total // count + count,
    )  # fmt: skip


def make_weak(unit: Unit, month: date, *elements: str) -> None:
    """Answers of a unit that is good in all but these elements."""
    make_answers(unit, month, threes={key: 36 if key in elements else 4 for key in ELEMENT_KEYS})


def make_rollout(
    units: Sequence[Unit], *, program: Program | None = None, now: datetime = FROZEN_AT, source: str = "Undian umum"
) -> RolloutOrder:
    """An order in two waves whose value is born a day later."""
    value = Source(source, "https://contoh.test/nilai", now + timedelta(days=1))
    return freeze(program=program or make_program(), units=units, months=WAVES, value=value, by=None, now=now)


def make_proposal(program: Program, *, year: int = 2027, now: datetime = FROZEN_AT) -> NextYearProposal:
    """A proposal from the evaluation with one unit."""
    planned = propose(
        origin="evaluation", by=None, now=now, title=program.title, training_type=program.training_type,
        competency=program.competency, learning_hours=program.learning_hours, target_group="Petugas loket", people=5,
    )  # fmt: skip
    weak = {"name": "Waktu penyelesaian", "value": 70.0, "margin": 2.0, "count": 40, "city": 80.0}
    unit = {"code": "153", "name": "Puskesmas", "staff": 20, "already": 0, "places": 5, "weak": [weak]}
    facts = {"units": [unit], "effects": [], "people": 5, "cost": None}
    return NextYearProposal.objects.create(year=year, program=program, planned=planned, facts=facts, made_at=now)
