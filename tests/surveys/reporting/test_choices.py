"""Which periods can be reported."""

from datetime import date

from surveys.reporting.choices import periods_to_report
from tests.cast import Cast
from tests.surveys.reporting.made import answer


def test_quarters_with_answers_and_their_semester_and_year_are_on_offer(cast: Cast) -> None:
    answer(cast.unit)
    found = periods_to_report(unit_ids=[cast.unit.pk], unit_id=cast.unit.pk, day=date(2026, 5, 1))
    assert [(offer.span.code, offer.count) for offer in found.offers] == [("2026", 12), ("2026S1", 12), ("2026Q1", 12)]
    assert found.usual.code == "2026Q1"
    assert found.chosen("2026S1").code == "2026S1"
    assert found.chosen("1999").code == "2026Q1"


def test_without_answers_there_is_nothing_to_choose(cast: Cast) -> None:
    assert periods_to_report(unit_ids=[cast.unit.pk], unit_id=cast.unit.pk, day=date(2026, 5, 1)).offers == ()
