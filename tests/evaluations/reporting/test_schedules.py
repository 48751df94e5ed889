"""What the calendar asks for: each month, batch and year once, also when the machine stood still."""

from datetime import UTC, datetime, timedelta

import pytest

from documents import jobs
from evaluations.models import EvaluationReport, EvaluationReportRun
from evaluations.reporting import schedules
from evaluations.reporting.schedules import ask_for_due
from people.models import Unit
from programs.closing import close, reopen
from programs.models import Batch
from tests.cast import Cast
from tests.evaluations.reporting.made import ran
from tests.factories.programs import make_institution, make_program
from tests.parallel import run_in_parallel

pytestmark = pytest.mark.django_db
# Two in the morning in Tanjungpinang: still the day before in UTC.
NIGHT = timedelta(hours=-5)


def at(month: int, day: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 3, tzinfo=UTC)


def causes(kind: str) -> list[str]:
    found = EvaluationReportRun.objects.filter(cause__startswith=f"{kind}:")
    return sorted(found.values_list("cause", flat=True))


@pytest.fixture
def begun(cast: Cast) -> Cast:
    """The calendar of a city in which everything up to 31 March 2026 was asked for."""
    ask_for_due(now=at(3, 31))
    return cast


def test_the_month_is_asked_for_on_the_city_s_first_day_after_it(begun: Cast) -> None:
    assert "month:2026M03" not in causes("month")
    ask_for_due(now=at(4, 1) + NIGHT)
    assert "month:2026M03" in causes("month")


def test_run_twice_or_by_three_at_once_it_asks_once(begun: Cast) -> None:
    assert ask_for_due(now=at(4, 1)) == 1
    assert ask_for_due(now=at(4, 1)) == 0
    assert causes("month").count("month:2026M03") == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_three_beats_at_once_ask_once() -> None:
    assert run_in_parallel(3, lambda n: ask_for_due(now=at(8, 1))) == []
    assert causes("month") == ["month:2026M05", "month:2026M06", "month:2026M07"]


def test_a_clock_that_jumps_over_month_ends_catches_each_up_once(begun: Cast) -> None:
    ask_for_due(now=at(6, 3))
    ask_for_due(now=at(6, 4))
    assert causes("month")[-3:] == ["month:2026M03", "month:2026M04", "month:2026M05"]


def test_what_is_longer_ago_than_three_months_is_left_to_people(begun: Cast) -> None:
    ask_for_due(now=at(11, 1))
    assert causes("month")[-3:] == ["month:2026M08", "month:2026M09", "month:2026M10"]
    assert "month:2026M04" not in causes("month")


def test_a_month_tells_of_the_city_and_of_the_partners_whose_batches_ended_in_it(cast: Cast) -> None:
    partner = make_institution(code="umrah", name="UMRAH", kind="internal")
    make_institution(code="lain", name="Lain", kind="internal")
    ran(cast.unit, program=make_program(code="p", institution=partner))
    ask_for_due(now=at(4, 1))
    run = EvaluationReportRun.objects.get(cause="month:2026M03")
    assert sorted(run.tasks.values_list("scope", flat=True)) == [
        "kota.semua.20260301.20260331",
        "mitra.umrah.20260301.20260331",
    ]


def test_a_batch_is_due_when_its_reaction_form_has_closed(begun: Cast) -> None:
    batch = ran(begun.unit)  # closed on 25 March
    ask_for_due(now=at(4, 8))
    assert causes("batch") == []
    ask_for_due(now=at(4, 9) + NIGHT)
    assert causes("batch") == [f"batch:{batch.pk}:2026-03-25"]
    run = EvaluationReportRun.objects.get(cause=causes("batch")[0])
    assert list(run.tasks.values_list("kind", "key")) == [("angkatan", str(batch.pk))]


def test_a_batch_that_was_opened_again_waits_and_is_due_anew(begun: Cast) -> None:
    batch = ran(begun.unit)
    reopen(batch=batch, by=begun.hr, reason="Kehadiran keliru.", now=at(4, 1))
    ask_for_due(now=at(4, 9))
    assert causes("batch") == []
    close(batch=Batch.objects.get(pk=batch.pk), by=begun.hr, now=at(4, 10))
    ask_for_due(now=at(4, 25))
    assert causes("batch") == [f"batch:{batch.pk}:2026-04-10"]


def test_the_year_s_end_asks_for_the_year_its_sectors_programs_and_the_units_that_there_were(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.other_unit.pk).update(ends_on="2025-12-31")
    batch = ran(cast.unit)
    ask_for_due(now=at(1, 1, 2027))
    run = EvaluationReportRun.objects.get(cause="year:2026")
    found = set(run.tasks.values_list("kind", "key"))
    assert {("tahun", "2026"), ("program", batch.program.code), ("unit", "153"), ("sektor", "health")} <= found
    assert ("unit", "114") not in found
    assert ask_for_due(now=at(1, 2, 2027)) == 0


def test_what_was_asked_for_is_made_by_the_jobs(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "LATE_DAYS", 0)
    ran(cast.unit)
    assert ask_for_due(now=at(4, 9)) == 1
    assert jobs.run_waiting(now=at(4, 9)) == 1
    assert EvaluationReport.objects.get().made_by is None
