"""A unit's dashboard: figures by hand, and the same number of queries whatever there is."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from people.models import Unit
from surveys.models import SetAside
from surveys.office.dashboard import dashboard_of, offers_around, wanted_span
from surveys.periods import span_of
from surveys.rollups import fold_all
from tests.cast import Cast
from tests.factories.surveys import make_plan, make_population, make_responses, make_service

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 20)
SPAN = span_of("2026Q1")


@pytest.fixture
def unit(cast: Cast) -> Unit:
    """Twelve answers of 3 by phone in February, eight of 4 on paper today for a service; ten the quarter before."""
    make_responses(cast.unit, 12, [3] * 9)
    make_responses(cast.unit, 8, [4] * 9, day=DAY, channel="paper", service=make_service(cast.unit))
    make_responses(cast.unit, 10, [2] * 9, day=date(2025, 12, 1))
    fold_all()
    return cast.unit


def test_the_figures_are_those_counted_by_hand(unit: Unit) -> None:
    make_population(unit, 30)
    board = dashboard_of(unit=unit, span=SPAN, day=DAY)
    # (12 × 75 + 8 × 100) / 20 = 85.
    assert (board.figure.count, board.figure.index) == (20, Decimal("85.00"))
    assert board.today == 8
    assert board.change is not None
    assert board.change.difference == Decimal("35.00")
    assert [(line.words, line.count, line.percent) for line in board.ways] == [
        ("Ponsel atau komputer sendiri", 12, 60),
        ("Kertas", 8, 40),
    ]
    # Eight answers of the service are too few to be shown, twelve without one are not.
    assert [(line.name, line.figure.count, line.figure.index) for line in board.services] == [
        ("KTP elektronik", 8, None),
        ("", 12, Decimal("75.00")),
    ]
    # 30 users: 28 answers by the published table; eight are missing in the 12 days from 20 to 31 March.
    assert board.progress is not None
    assert (board.progress.target.count, board.progress.remaining, board.progress.a_day) == (28, 8, 1)
    assert [(bar.first, bar.count) for bar in board.bars.bars if bar.count] == [(date(2026, 2, 10), 12), (DAY, 8)]
    assert len(board.bars.bars) == 79


def test_without_population_and_answers_it_says_what_to_do(cast: Cast) -> None:
    board = dashboard_of(unit=cast.unit, span=SPAN, day=DAY)
    assert [line.route for line in board.advice] == ["survey_targets", "unit_posters"]
    assert board.progress is None
    assert not board.figure.is_shown


def test_the_weakest_element_asks_for_a_plan_until_there_is_one(cast: Cast) -> None:
    make_responses(cast.unit, 10)
    fold_all()
    assert "Penanganan Pengaduan" in dashboard_of(unit=cast.unit, span=SPAN, day=DAY).advice[-1].words
    make_plan(cast.unit, "complaints")
    assert all(line.route != "new_improvement_plan" for line in dashboard_of(unit=cast.unit, span=SPAN, day=DAY).advice)


def test_the_page_shows_the_running_period_or_the_one_asked_for() -> None:
    assert wanted_span("", DAY) == SPAN
    assert wanted_span("2025S2", DAY).label == "Semester II 2025"
    assert [span.code for span in offers_around(span_of("2020"), DAY)][-2:] == ["2021", "2020"]


def test_the_page_asks_the_same_queries_at_any_number_of_answers(
    cast: Cast, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.officer)
    address = f"/kelola/survei/{cast.unit.code}/?periode=2026Q1"
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        assert client.get(address).status_code == 200
    for number, day in enumerate((date(2026, 1, 5), date(2026, 2, 10), DAY)):
        make_responses(cast.unit, 12, day=day, service=make_service(cast.unit, f"l{number}"))
        make_plan(cast.unit, action=f"Rencana {number}")
    fold_all()
    with django_assert_num_queries(len(few)):
        page = client.get(address).content.decode()
    assert "36" in page


def test_a_corrected_sheet_of_paper_is_not_told_as_a_suspicion(cast: Cast) -> None:
    corrected, hasty = make_responses(cast.unit, 2, [1] * 9, day=DAY)
    for one, reason in ((corrected, "paper"), (hasty, "speed")):
        values = {"unit": cast.unit, "day": DAY, "reason": reason, "rules_version": 1}
        SetAside.objects.create(response=one, at=datetime(2026, 3, 20, 3, tzinfo=UTC), **values)
    assert dashboard_of(unit=cast.unit, span=SPAN, day=DAY).set_aside == 1
