"""What a unit is told to do next, in the words that it reads."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from surveys.models import Element, ImprovementPlan, Population
from surveys.office.advice import Facts, advice
from surveys.office.progress import Progress, progress_of
from surveys.periods import span_of
from surveys.targets import Target

SPAN = span_of("2026Q4")
DAY = date(2026, 12, 27)


def progress(count: int, day: date = DAY) -> Progress | None:
    row = Population(users=400, source="SIAK", entered_at=datetime(2026, 1, 5, tzinfo=UTC))
    return progress_of(count=count, target=Target(400, 196, 196, (row,)), span=SPAN, day=day)


def facts(**changes: Any) -> Facts:
    values: dict[str, Any] = {"day": DAY, "span": SPAN, "progress": progress(196), "last_answer": DAY, "weakest": ()}
    return Facts(**{**values, "plans": (), **changes})


def words(**changes: Any) -> list[str]:
    return [line.words for line in advice(facts(**changes))]


def test_nothing_is_said_when_nothing_is_to_be_done() -> None:
    assert words() == []


def test_what_is_missing_to_the_target_is_divided_by_the_days_that_are_left() -> None:
    # 14 answers on 27, 28, 29, 30 and 31 December: 2.8 a day.
    assert words(progress=progress(182)) == [
        "Target belum tercapai: butuh 14 jawaban lagi sampai 31 Desember, 3 per hari."
    ]


def test_a_period_that_is_over_says_what_was_missing() -> None:
    after = date(2027, 1, 2)
    assert words(day=after, progress=progress(182, after)) == [
        "Target Triwulan IV 2026 tidak tercapai: kurang 14 jawaban."
    ]


@pytest.mark.parametrize(("last", "silent"), [(date(2026, 12, 20), False), (date(2026, 12, 19), True)])
def test_a_week_without_answers_is_told(last: date, silent: bool) -> None:
    assert bool(words(last_answer=last)) is silent


def test_an_overdue_plan_comes_before_missing_answers() -> None:
    plan = ImprovementPlan(action="Loket dijaga", due_on=date(2026, 12, 1), element=Element(key="time"))
    told = words(plans=[plan], progress=progress(182))
    assert told[0] == "Rencana “Loket dijaga” seharusnya selesai 1 Desember 2026."
    assert len(told) == 2


def test_complaints_past_their_promise_come_first() -> None:
    assert words(overdue_complaints=2, progress=None)[0] == "2 pengaduan melewati waktu jawab yang dijanjikan."
