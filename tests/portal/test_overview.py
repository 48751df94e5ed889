"""The mayor's page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.impact.verdict import Verdict
from evaluations.impact_shown import Shown
from evaluations.panel import INDEX
from people.access import Access
from portal.overview import ProgramLine, answer, city_results, program_lines, sector_changes
from programs.models import Program
from surveys.figures import Change
from tests.cast import Cast
from tests.factories.evaluations import keep_estimate
from tests.factories.programs import make_batch, make_enrollment, make_program

DAY = date(2026, 3, 9)


def test_without_answers_the_page_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.leader)
    page = client.get(reverse("overview")).content.decode()
    assert "Belum ada cukup jawaban warga" in page
    assert "Belum ada angkatan yang selesai" in page


def test_sectors_without_enough_answers_are_not_listed(cast: Cast) -> None:
    assert sector_changes(city_results(DAY)) == []


@pytest.fixture
def closed_batches(cast: Cast) -> None:
    for title, finished in (("Kecil", 1), ("Besar", 2)):
        batch = make_batch(
            make_program(title=title, target_elements=["time"]),
            state="closed",
            starts_on=date(2025, 6, 2),
            ends_on=date(2025, 6, 3),
            enrollment_opens_at=datetime(2025, 5, 1, tzinfo=UTC),
            enrollment_closes_at=datetime(2025, 5, 20, tzinfo=UTC),
        )
        for account in [cast.employee, cast.stranger][:finished]:
            make_enrollment(batch, account.employee, state="finished")


def test_the_programs_that_most_people_finished_come_first(cast: Cast, closed_batches: None) -> None:
    lines = program_lines(Access(account=cast.leader, day=DAY))
    assert [line.program.title for line in lines] == ["Besar", "Kecil"]
    assert [line.difference for line in lines] == [None, None]


def test_programs_that_do_not_mean_to_raise_satisfaction_are_not_listed(cast: Cast, closed_batches: None) -> None:
    Program.objects.filter(title="Besar").update(target_elements=[])
    lines = program_lines(Access(account=cast.leader, day=DAY))
    assert [line.program.title for line in lines] == ["Kecil"]


def test_a_program_without_enough_answers_says_so(client: Client, cast: Cast, closed_batches: None) -> None:
    client.force_login(cast.leader)
    page = client.get(reverse("overview")).content.decode()
    assert page.count("Belum dihitung") == 2
    assert "bukan bukti" in page


def line(effect: Verdict | None = None, difference: str | None = None) -> ProgramLine:
    """A line with an estimate's verdict, or with a raw difference of so many points, known to ± 2."""
    shown = effect and Shown(INDEX, "Indeks", effect, {"effect": None})
    comparison = difference and SimpleNamespace(difference=Change(Decimal(difference), Decimal(2)))
    return ProgramLine(Program(), comparison and SimpleNamespace(comparison=comparison), shown)  # type: ignore[arg-type]


def test_the_question_is_answered_by_counting_the_raw_comparisons_until_there_are_estimates() -> None:
    found = [line(difference=text) for text in ("3.1", "2.5", "-4", "1.9", "-2")]
    assert answer([*found, line()]) == (
        "Dari 6 program: 2 berubah lebih baik daripada unit lain, 1 berubah lebih buruk, 2 tidak lebih dari kebetulan, "
        "1 datanya belum cukup. Ini perbandingan mentah, bukan bukti."
    )


def test_once_there_are_estimates_they_answer_and_raw_comparisons_do_not() -> None:
    lines = [line(Verdict.WEAK, "9"), line(Verdict.NO_EVIDENCE, "9"), line(Verdict.NO_EVIDENCE), line(None, "9")]
    assert answer(lines) == (
        "Dari 4 program: 1 mungkin menaikkan kepuasan warga (bukti lemah), 2 tanpa bukti, 1 datanya belum cukup."
    )


def test_the_mayor_reads_the_same_verdict_as_the_programs_page(
    client: Client, cast: Cast, closed_batches: None
) -> None:
    program = Program.objects.get(title="Besar")
    keep_estimate(program, Verdict.NO_EVIDENCE)
    client.force_login(cast.leader)
    for path in ("/ringkasan/", "/evaluasi/", f"/evaluasi/{program.code}/"):
        page = client.get(path).content.decode()
        assert "Tidak ada bukti" in page
        assert "−0,3" in page


def test_without_any_comparison_the_question_stays_open() -> None:
    assert answer([line()]).startswith("Belum dapat dijawab")
    assert answer([]).startswith("Belum dapat dijawab")
