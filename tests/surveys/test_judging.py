"""Setting answers aside and putting them back: nothing is deleted, and the roll-ups follow exactly."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from people.models import Unit
from surveys.judging import JudgingError, forget_traces, judge, release, usual_at
from surveys.models import DailyRollup, DailySalt, Response, SetAside, Trace, WaitingCorrection
from surveys.rollups import fold_all, rebuild, verify
from tests.cast import Cast
from tests.factories.people import make_unit
from tests.factories.surveys import DAY, make_responses, make_service

NOW = datetime(2026, 2, 10, 9, tzinfo=UTC)


def make_traced(unit: Unit, count: int, *, network: int = 1, day: date = DAY, **fields: object) -> list[Response]:
    """Open answers with their traces: all of one network, each from a device of its own."""
    responses = make_responses(unit, count, day=day, **fields)
    Trace.objects.bulk_create(
        Trace(response=one, unit=unit, day=day, network=network, device=1000 + one.pk, seconds=30) for one in responses
    )
    return responses


def counted() -> int:
    return sum(DailyRollup.objects.values_list("count", flat=True))


@pytest.fixture
def stuffed(db: None) -> Unit:
    """A unit with 8 honest answers and 20 equal ones of one network at the same minute, all folded."""
    unit = make_unit()
    for network in range(8):
        make_traced(unit, 1, network=network + 100)
    make_traced(unit, 20, network=1, scores=[1] * 9)
    fold_all()
    return unit


def test_stuffed_answers_leave_the_figure_and_stay_in_the_table(stuffed: Unit) -> None:
    assert counted() == 28
    assert judge(now=NOW) == 20
    assert fold_all() == 20
    assert (counted(), Response.objects.count()) == (8, 28)
    row = DailyRollup.objects.get()
    assert (row.count, row.sums[0], row.histogram[:4], row.score_sum) == (8, 24, [0, 0, 8, 0], 8 * 28)
    assert set(SetAside.objects.values_list("reason", "rules_version", "unit", "day")) == {
        ("network", 1, stuffed.pk, DAY)
    }
    assert judge(now=NOW + timedelta(minutes=10)) == 0


def test_what_was_put_back_counts_again_and_is_not_set_aside_a_second_time(stuffed: Unit, cast: Cast) -> None:
    judge(now=NOW)
    fold_all()
    back = {"unit": stuffed, "day": DAY, "reason": "network", "by": cast.hr, "now": NOW}
    assert release(**back, why="Pelayanan keliling memakai satu tablet") == 20
    with pytest.raises(JudgingError, match="sudah dihitung kembali"):
        release(**back, why="Sekali lagi")
    fold_all()
    assert counted() == 28
    assert judge(now=NOW + timedelta(minutes=10)) == 0
    with pytest.raises(JudgingError, match="Tuliskan mengapa"):
        release(**back, why=" ")


@pytest.mark.django_db(transaction=True)
def test_verify_and_rebuild_agree_at_every_step(stuffed: Unit, cast: Cast) -> None:
    make_traced(stuffed, 5, network=1)
    assert verify() == []
    judge(now=NOW)
    assert WaitingCorrection.objects.count() == 25
    assert verify() == []
    assert fold_all(limit=7) == 5 + 25
    assert (verify(), counted()) == ([], 8)
    release(unit=stuffed, day=DAY, reason="network", by=cast.hr, why="Jujur", now=NOW)
    assert verify() == []
    rebuild()
    assert (verify(), counted(), fold_all()) == ([], 33, 0)


@pytest.mark.django_db(transaction=True)
def test_a_rollup_that_forgot_what_was_set_aside_is_found() -> None:
    unit = make_unit()
    make_traced(unit, 20)
    judge(now=NOW)
    fold_all()
    assert verify() == []
    DailyRollup.objects.update(count=1)
    assert [difference.rollup for difference in verify() if difference.rows] == ["daily"]


def test_what_is_usual_is_the_median_of_the_last_four_weeks(db: None) -> None:
    unit = make_unit()
    for back, count in ((1, 4), (2, 10), (3, 6), (29, 50)):
        make_responses(unit, count, day=DAY - timedelta(days=back))
    make_responses(unit, 30, day=DAY - timedelta(days=4), channel="paper")
    fold_all()
    assert usual_at(unit.pk, DAY) == 6


def test_outside_its_hours_a_service_is_closed(db: None) -> None:
    unit = make_unit()
    service = make_service(unit, opens_at="08:00", closes_at="11:30")
    make_traced(unit, 4, service=service)  # at noon
    judge(now=NOW)
    assert list(SetAside.objects.values_list("reason", flat=True)) == ["closed"] * 4


def test_traces_and_salts_are_gone_after_the_day_after_the_next(stuffed: Unit) -> None:
    for back in range(4):
        DailySalt.objects.create(day=DAY - timedelta(days=back), salt=b"garam")
    assert forget_traces(now=NOW + timedelta(days=2)) == 0
    assert forget_traces(now=NOW + timedelta(days=3)) == 28
    assert not DailySalt.objects.filter(day__lt=DAY + timedelta(days=1)).exists()


def test_the_database_keeps_what_was_set_aside_and_wants_a_reason_to_put_it_back(stuffed: Unit) -> None:
    judge(now=NOW)
    with pytest.raises(IntegrityError, match="set_aside_release_whole"), transaction.atomic():
        SetAside.objects.update(released_at=NOW)
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        SetAside.objects.all().delete()
    SetAside.objects.update(released_at=NOW, release_reason="Jujur")
    with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
        SetAside.objects.update(released_at=None, release_reason="")
