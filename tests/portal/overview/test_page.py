"""The mayor's page, its public version, and both as paper."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Chart
from evaluations.impact.verdict import Verdict
from people.models import Sector
from portal.overview.city import city_results, sector_changes, with_figure
from portal.overview.page import overview_on
from portal.overview.programs import program_lines
from programs.models import Program
from surveys.rollups import fold
from tests.cast import Cast
from tests.factories.evaluations import keep_estimate
from tests.factories.people import make_unit
from tests.factories.programs import make_batch, make_enrollment, make_program
from tests.factories.surveys import make_responses

DAY = date(2026, 3, 9)
PAGES = ("impact_public", "impact_print")


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


def elsewhere(cast: Cast) -> list[str]:
    """Codes of the sectors to which the cast's unit does not belong."""
    return list(Sector.objects.exclude(pk=cast.unit.sector_id).order_by("pk").values_list("code", flat=True))


def as_leader(client: Client, cast: Cast) -> str:
    client.force_login(cast.leader)
    return client.get(reverse("overview")).content.decode()


def test_without_answers_the_page_says_so(client: Client, cast: Cast) -> None:
    page = as_leader(client, cast)
    assert "Belum ada cukup jawaban warga" in page
    assert "Belum ada angkatan yang selesai" in page
    assert "Langkah berikutnya" in page


def test_sectors_without_enough_answers_are_not_listed(cast: Cast) -> None:
    assert with_figure(sector_changes(city_results(DAY))) == []


def test_health_and_education_come_first(cast: Cast) -> None:
    for code in ("social", "education", "health"):
        make_unit(f"Unit {code}", sector=code)
    codes = [each.line.sector.code for each in sector_changes(city_results(DAY))]
    assert codes[:2] == ["health", "education"]


def test_the_programs_that_most_people_finished_come_first(cast: Cast, closed_batches: None) -> None:
    assert [line.program.title for line in program_lines()] == ["Besar", "Kecil"]


def test_programs_that_do_not_mean_to_raise_satisfaction_are_not_listed(cast: Cast, closed_batches: None) -> None:
    Program.objects.filter(title="Besar").update(target_elements=[])
    assert [line.program.title for line in program_lines()] == ["Kecil"]


def test_a_program_without_an_estimate_says_so(client: Client, cast: Cast, closed_batches: None) -> None:
    page = as_leader(client, cast)
    assert page.count("Belum dihitung") == 2
    assert "bukan bukti" in page


def test_the_mayor_and_the_public_read_the_same_verdict_as_the_programs_page(
    client: Client, cast: Cast, closed_batches: None
) -> None:
    program = Program.objects.get(title="Besar")
    keep_estimate(program, Verdict.NO_EVIDENCE)
    for path in map(reverse, PAGES):
        assert "Tidak ada bukti" in (page := client.get(path).content.decode())
        assert "−0,3" in page
    client.force_login(cast.leader)
    for path in ("/ringkasan/", "/evaluasi/", f"/evaluasi/{program.code}/"):
        page = client.get(path).content.decode()
        assert "Tidak ada bukti" in page
        assert "−0,3" in page


def test_weak_evidence_and_missing_data_say_why_to_everybody(client: Client, cast: Cast, closed_batches: None) -> None:
    weak, lacking = Program.objects.get(title="Besar"), Program.objects.get(title="Kecil")
    keep_estimate(weak, Verdict.WEAK, adjusted_p=0.01, bootstrap_p=0.3,
                  breakdown={"multiple": 1.2, "unbounded": False})  # fmt: skip
    keep_estimate(lacking, Verdict.NOT_ENOUGH, effect=None,
                  missing=[{"need": "treated_units", "found": 3, "needed": 8}])  # fmt: skip
    for path in map(reverse, PAGES):
        page = client.get(path).content.decode()
        assert "tetapi hitungan kedua dengan cara lain tidak menemukan pengaruh yang pasti" in page
        assert "Pemeriksaan kedua (bootstrap) tidak menemukan pengaruh yang pasti." in page
        assert "Baru 3 unit terlatih yang dapat dihitung; perlu paling sedikit 8." in page


def test_an_effect_that_cannot_be_judged_shows_no_figure(client: Client, cast: Cast, closed_batches: None) -> None:
    program = Program.objects.get(title="Besar")
    keep_estimate(program, Verdict.NOT_ENOUGH, effect=None)
    page = client.get(reverse("impact_public")).content.decode()
    assert "Data belum cukup" in page
    assert "−0,3" not in page


@pytest.mark.parametrize("name", PAGES)
def test_the_public_pages_ask_nothing_and_leave_nothing(client: Client, cast: Cast, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    again = client.get(reverse(name), headers={"if-none-match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_of_a_few_can_be_read_by_the_public(client: Client, cast: Cast, closed_batches: None) -> None:
    """Nine answers of one unit, three completions, and a handful of staff: not one of these figures is told."""
    other = make_unit("Dinas Kecil", sector=elsewhere(cast)[0])
    make_responses(cast.unit, 10, day=date(2026, 1, 10))
    make_responses(other, 9, [1] * 9, day=date(2026, 1, 10))
    fold()
    page = client.get(reverse("impact_public")).content.decode()
    assert other.name not in page
    assert f"/sektor/{other.sector.code}/" not in page
    assert "9 jawaban" not in page
    assert "10 jawaban" in page
    assert "25,00" not in page
    assert "kurang dari 5" in page
    assert "Belum ada pegawai yang dapat dihitung" in page
    assert "/evaluasi/" not in page
    specs = str(list(Chart.objects.order_by("pk").values_list("spec", flat=True)))
    assert other.name not in specs
    assert "'index': 25.0" not in specs


def queries_of(client: Client, count: Any) -> int:
    client.get(reverse("overview"))
    with count as captured:
        client.get(reverse("overview"))
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_programs_and_sectors(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.leader)
    make_responses(cast.unit, 12, day=date(2026, 1, 10))
    fold()
    first = make_batch(make_program(title="Satu", target_elements=["time"]), state="closed")
    keep_estimate(first.program, Verdict.WEAK)
    one = queries_of(client, django_assert_max_num_queries(100))
    for number, sector in enumerate(elsewhere(cast)[:3]):
        make_responses(make_unit(f"Unit {number}", sector=sector), 12, day=date(2026, 1, 10))
        batch = make_batch(make_program(title=f"Program {number}", target_elements=["time"]), state="closed")
        keep_estimate(batch.program, Verdict.NO_EVIDENCE)
    fold()
    assert queries_of(client, django_assert_max_num_queries(100)) == one


def test_the_pictures_hold_the_figures_of_the_tables(cast: Cast, closed_batches: None) -> None:
    for day in (date(2025, 1, 10), date(2026, 1, 10)):
        make_responses(cast.unit, 12, day=day)
    fold()
    keep_estimate(Program.objects.get(title="Besar"), Verdict.NO_EVIDENCE)
    page = overview_on(date(2026, 4, 9))
    drawn = {each.pk: each.spec for each in Chart.objects.all()}
    pictures = page.pictures
    assert pictures.programs
    assert pictures.sectors
    assert pictures.elements
    effects = drawn[pictures.programs.pk]["data"]["values"]
    assert [(row["label"], row["value"], row["low"], row["high"]) for row in effects] == [
        ("Besar", 0.5, -0.3, 1.3),
        ("Kecil", None, None, None),
    ]
    assert [row["tail"].replace("|", " ") for row in effects] == ["Tidak ada bukti", "Belum dihitung"]
    for picture, lines in (
        (pictures.sectors, [each.line.figure.index for each in page.sectors]),
        (pictures.elements, [each.now.index for each in page.elements]),
    ):
        assert [row["value"] for row in drawn[picture.pk]["data"]["values"]] == [float(each or 0) for each in lines]


def test_a_harmful_program_is_in_the_sentences_and_red_in_the_picture(cast: Cast, closed_batches: None) -> None:
    keep_estimate(
        Program.objects.get(title="Besar"),
        Verdict.HARMFUL,
        effect={"value": -1.4, "low": -2.4, "high": -0.4, "error": 0.5, "freedom": 9, "p": 0.01, "detectable": 1.0},
    )
    page = overview_on(DAY)
    assert page.sentences.training.startswith("Merugikan: di 10 unit terlatih yang dapat dihitung, sesudah “Besar”")
    assert page.pictures.programs
    assert page.pictures.programs.spec["data"]["values"][0]["color"] == "#a8231b"


def test_paper_has_every_table_open_and_no_way_to_other_pages(client: Client, cast: Cast, closed_batches: None) -> None:
    page = client.get(reverse("impact_print")).content.decode()
    assert "<details" not in page
    assert "<nav" not in page
    assert re.search(r"<h1>.*</h1>", page)
    assert "Dampak tiap program" in page
