"""Roll-ups: every answer exactly once, whatever happens at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from surveys import rollups
from surveys.models import DailyRollup, MonthlyRollup, Response, WaitingResponse
from surveys.rollups import fold, fold_all, rebuild, verify
from surveys.tasks import fold_answers
from tests.factories.people import make_unit
from tests.factories.surveys import GOOD, make_responses, make_service


def totals():
    return sum(DailyRollup.objects.values_list("count", flat=True)), sum(
        MonthlyRollup.objects.values_list("count", flat=True)
    )


@pytest.mark.django_db
def test_folding_counts_sums_and_histograms_by_hand():
    unit = make_unit()
    make_responses(unit, 2, [1, 2, 3, 4, 1, 2, 3, 4, 1])
    make_responses(unit, 1, [4, 4, 4, 4, 4, 4, 4, 4, 4])
    assert fold() == 3
    row = DailyRollup.objects.get()
    assert row.count == 3
    assert row.sums == [6, 8, 10, 12, 6, 8, 10, 12, 6]
    assert row.histogram[:8] == [2, 0, 0, 1, 0, 2, 0, 1]
    assert (row.score_sum, row.score_squares) == (21 + 21 + 36, 21**2 + 21**2 + 36**2)
    month = MonthlyRollup.objects.get()
    assert (month.month, month.count, month.sums) == (date(2026, 2, 1), 3, row.sums)
    assert month.histogram == row.histogram


@pytest.mark.django_db
def test_folding_keeps_days_services_and_ways_in_apart_and_adds_up_later_batches():
    unit = make_unit()
    service = make_service(unit)
    make_responses(unit, 2)
    make_responses(unit, 3, service=service)
    make_responses(unit, 4, channel="paper")
    make_responses(unit, 5, day=date(2026, 2, 11))
    assert fold(limit=4) == 4
    assert fold_all(limit=4) == 10
    make_responses(unit, 1)
    assert fold() == 1
    assert sorted(DailyRollup.objects.values_list("count", flat=True)) == [3, 3, 4, 5]
    assert MonthlyRollup.objects.get().sums == [15 * score for score in GOOD]
    assert not WaitingResponse.objects.exists()
    assert fold() == 0


@pytest.mark.django_db
def test_the_task_folds_whatever_waits():
    make_responses(make_unit(), 7)
    fold_answers()
    assert totals() == (7, 7)


@pytest.mark.django_db(transaction=True)
def test_verify_agrees_and_finds_every_kind_of_tampering(capsys):
    unit = make_unit()
    make_responses(unit, 20)
    fold()
    make_responses(unit, 1)
    call_command("rollups", "--verify")
    assert "1 jawaban menunggu" in capsys.readouterr().out

    for tamper in (
        "UPDATE surveys_dailyrollup SET score_squares = score_squares + 1",
        "UPDATE surveys_monthlyrollup SET histogram[1] = histogram[1] + 1",
        "DELETE FROM surveys_dailyrollup",
        "DELETE FROM surveys_waitingresponse",
    ):
        make_responses(unit, 1)
        with connection.cursor() as cursor:
            cursor.execute(tamper)
        with pytest.raises(CommandError, match="--rebuild"):
            call_command("rollups", "--verify")
        call_command("rollups", "--rebuild")
        assert verify() == []
        assert totals() == (Response.objects.count(), Response.objects.count())


def closing(work, *arguments):
    """Run in a thread, with a connection of its own that is closed afterwards."""
    try:
        work(*arguments)
    finally:
        connection.close()


def write(unit):
    for _ in range(25):
        make_responses(unit, 4)


def fold_until(finished):
    while not finished.is_set():
        fold(limit=7)


def rebuild_often():
    for _ in range(3):
        rebuild()


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_two_folders_a_rebuild_and_four_writers_lose_and_double_nothing():
    unit, finished = make_unit(), Event()
    with ThreadPoolExecutor(8) as pool:
        folders = [pool.submit(closing, fold_until, finished) for _ in range(2)]
        others = [pool.submit(closing, write, unit) for _ in range(4)] + [pool.submit(closing, rebuild_often)]
        for work in others:
            work.result()
        finished.set()
        for work in folders:
            work.result()
    fold_all()
    assert Response.objects.count() == 400
    assert totals() == (400, 400)
    assert verify() == []


@pytest.mark.django_db
def test_reading_the_queue_without_taking_from_it_would_count_twice():
    """The negative control: an answer counts once because the same statement deletes its row of the queue."""
    make_responses(make_unit(), 5)
    waiting = "surveys_response r JOIN surveys_waitingresponse w ON w.response_id = r.id"
    careless = rollups._write(f"source AS (SELECT r.*, 1 AS change FROM {waiting})", 9)
    with connection.cursor() as cursor:
        cursor.execute(careless)
        cursor.execute(careless)
    assert totals() == (10, 10)
