"""What units are weak in meets what programs moved elsewhere; proposed once, by HR alone."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from evaluations.impact.verdict import Verdict
from evaluations.models import NextYearProposal
from evaluations.next_year.errors import NextYearError
from evaluations.next_year.figures import costs_per_person, measured, staffing_on
from evaluations.next_year.proposing import propose_for_year
from evaluations.next_year.suggesting import next_year
from people.models import Account, Unit
from programs.models import Cost, CostKind, PlannedProgram, PlannedState, Program
from programs.plans.planning import accept, decline
from tests.cast import Cast
from tests.factories.evaluations import keep_estimate
from tests.factories.next_year import FROZEN_AT, make_proposal, make_weak
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_batch, make_enrollment, make_need, make_plan, make_program

pytestmark = pytest.mark.django_db
DAY, MONTH = date(2026, 11, 20), date(2026, 6, 1)
SURE = {"effect": {"value": 3.05, "low": 2.0, "high": 4.1, "p": 0.0}}


@pytest.fixture
def weak_unit(cast: Cast) -> Unit:
    """Eight people at a unit that is weak in time; four others are good in all."""
    for place in range(4):
        make_weak(make_unit(f"Baik {place}"), MONTH)
    make_weak(cast.unit, MONTH, "time")
    for _each in range(6 - cast.unit.assignments.count()):
        make_employee(unit=cast.unit)
    return cast.unit


@pytest.fixture
def program() -> Program:
    """A program that raised time elsewhere."""
    found = make_program(title="Menata antrean dan waktu layanan", target_elements=["time"])
    keep_estimate(found, Verdict.STRONG, outcome="time", **SURE)
    return found


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def finish(unit: Unit, program: Program, people: int) -> Any:
    batch = make_batch(program, state="closed", seats=50)
    for assignment in unit.assignments.order_by("pk")[:people]:
        make_enrollment(batch, assignment.employee, state="finished", unit=unit)
    return batch


def test_a_figure_and_its_margin_follow_from_the_histogram() -> None:
    """By hand: 36 threes and 4 fours: mean 3.1, variance 3.6/39, error √(3.6/39/40), t(39) 2.023."""
    found = measured({1: 0, 2: 0, 3: 36, 4: 4}, 40)
    assert found.value == pytest.approx(77.5)
    assert found.margin == pytest.approx(25 * (3.6 / 39 / 40) ** 0.5 * 2.0227, abs=0.01)


def test_a_weak_element_meets_the_program_that_moved_it(weak_unit: Unit, program: Program) -> None:
    found = next_year(day=DAY)
    assert [
        (line.unit, line.match.weakness.element, line.finding and line.finding.program) for line in found.lines
    ] == [(weak_unit, "time", program)]
    part = found.programs[0]
    assert (part.people, part.units[0].staff, part.units[0].already) == (2, weak_unit.assignments.count(), 0)
    assert part.cost is None


def test_only_units_below_a_quarter_are_suggested(weak_unit: Unit, program: Program) -> None:
    finish(weak_unit, program, 2)
    found = next_year(day=DAY)
    assert staffing_on(DAY, [program.pk]).share(weak_unit.pk, program.pk) >= 0.25
    assert [(line.finding, line.had) for line in found.lines] == [(None, (program,))]
    assert found.programs == ()


@pytest.mark.parametrize("verdict", [Verdict.NO_EVIDENCE, Verdict.SMALL, Verdict.HARMFUL, Verdict.NOT_ENOUGH])
def test_unproven_programs_are_named_and_not_proposed(weak_unit: Unit, verdict: Verdict) -> None:
    keep_estimate(make_program(target_elements=["time"]), verdict, outcome="time", **SURE)
    found = next_year(day=DAY)
    assert found.programs == ()
    assert [each.evidence.verdict for each in found.unproven] == [verdict]
    assert [line.finding for line in found.lines] == [None]


def test_a_program_that_harmed_the_index_is_named_and_not_proposed(weak_unit: Unit, program: Program) -> None:
    keep_estimate(program, Verdict.HARMFUL)
    found = next_year(day=DAY)
    assert (found.programs, [each.program for each in found.unproven]) == ((), [program])


def test_cost_is_that_of_past_batches_for_each_person(weak_unit: Unit, program: Program, now: datetime) -> None:
    """By hand: Rp900.000 for one person who finished; two people are needed."""
    batch = finish(make_unit("Jauh"), program, 0)
    make_enrollment(batch, make_employee(unit=make_unit("Lain lagi")), state="finished")
    kind, _made = CostKind.objects.get_or_create(code="uji", defaults={"name": "Uji"})
    for amount in (600_000, 300_000):
        Cost.objects.create(batch=batch, kind=kind, amount=amount, spent_on=DAY, at=now)
    assert costs_per_person([program.pk]) == {program.pk: 900_000}
    assert next_year(day=DAY).programs[0].cost == 1_800_000


def test_reading_takes_as_many_queries_for_one_as_for_three(
    cast: Cast, program: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(4):
        make_weak(make_unit(f"Baik {place}"), MONTH)
    for count in (1, 3):
        for place in range(count):
            unit = make_unit(f"Lemah {count} {place}")
            make_weak(unit, MONTH, "time")
            make_employee(unit=unit)
        with django_assert_num_queries(11):
            found = next_year(day=DAY)
        assert found.lines


def test_a_proposal_carries_its_figures_and_is_made_once(cast: Cast, weak_unit: Unit, program: Program) -> None:
    need = make_need(cast.employee.employee, weak_unit, competency="Waktu layanan")  # type: ignore[arg-type]
    make_need(cast.stranger.employee, competency="Waktu layanan")  # type: ignore[arg-type]
    found = next_year(day=DAY)
    (first,), (second,) = (
        propose_for_year(year=2027, parts=found.programs[:1], found=found, by=cast.hr, now=FROZEN_AT) for _ in range(2)
    )
    planned = PlannedProgram.objects.get(origin="evaluation")
    assert first == second
    assert (planned.title, planned.people, planned.target_elements) == (program.title, 2, ["time"])
    assert list(planned.needs.all()) == [need]
    assert "menaikkannya 3,1 poin (selang 95 %: 2,0 sampai 4,1; bukti kuat)" in planned.rationale
    assert "belum tentu terulang" in planned.rationale
    assert [unit["code"] for unit in first.facts["units"]] == [weak_unit.code]


def test_an_unanswered_proposal_of_another_year_comes_first(cast: Cast, weak_unit: Unit, program: Program) -> None:
    proposal = make_proposal(program, year=2026)
    found = next_year(day=DAY)

    def propose() -> list[NextYearProposal]:
        return propose_for_year(year=2027, parts=found.programs[:1], found=found, by=cast.hr, now=FROZEN_AT)

    with pytest.raises(NextYearError, match="tahun lain belum dijawab"):
        propose()
    decline(planned=proposal.planned, reason="Tidak jadi", by=cast.hr, now=FROZEN_AT)
    assert [each.year for each in propose()] == [2027]


def test_of_several_programs_all_are_proposed_or_none(cast: Cast, weak_unit: Unit, program: Program) -> None:
    rude = make_unit("Kurang ramah")
    make_weak(rude, MONTH, "conduct")
    make_employee(unit=rude)
    keep_estimate(make_program(target_elements=["conduct"]), Verdict.STRONG, outcome="conduct", **SURE)
    found = next_year(day=DAY)
    assert len(found.programs) == 2
    make_proposal(found.programs[1].program, year=2026)
    with pytest.raises(NextYearError, match="tahun lain belum dijawab"):
        propose_for_year(year=2027, parts=found.programs, found=found, by=cast.hr, now=FROZEN_AT)
    assert not NextYearProposal.objects.filter(year=2027).exists()


def test_what_only_schools_have_had_is_not_suggested_to_a_health_centre(weak_unit: Unit, program: Program) -> None:
    assert [part.program for part in next_year(day=DAY).programs] == [program]
    school = make_unit("SMP Negeri 1", sector="education")
    make_enrollment(make_batch(program, state="closed"), make_employee(unit=school), state="finished")
    assert next_year(day=DAY).programs == ()


class TestPages:
    """What each visitor sees and may do. The pages look at the last twelve months from today."""

    @pytest.fixture(autouse=True)
    def recent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("people.access.today", lambda: DAY)

    def test_hr_ticks_confirms_and_sees_it_proposed(self, cast: Cast, weak_unit: Unit, program: Program) -> None:
        make_plan()
        client = client_of(cast.hr)
        page = client.get("/kelola/rencana/2027/usulan-evaluasi/").content.decode()
        assert f'value="{program.pk}"' in page
        confirm = client.get(f"/kelola/rencana/2027/usulan-evaluasi/ajukan/?program={program.pk}")
        assert "Usulkan 1 program" in confirm.content.decode()
        for _twice in range(2):
            client.post("/kelola/rencana/2027/usulan-evaluasi/ajukan/", {"program": program.pk})
        planned = PlannedProgram.objects.get(origin="evaluation")
        assert (
            f"/kelola/usulan/{planned.pk}/dasar/"
            in client.get("/kelola/rencana/2027/usulan-evaluasi/").content.decode()
        )
        assert "Dasar usulan" in client.get(f"/kelola/rencana/program/{planned.pk}/").content.decode()
        ground = client.get(f"/kelola/usulan/{planned.pk}/dasar/").content.decode()
        assert weak_unit.name in ground
        accept(planned=planned, plan=make_plan(2028), quarter=1, by=cast.hr, now=FROZEN_AT)
        assert str(PlannedState.PLANNED.label) in client.get("/kelola/rencana/2027/usulan-evaluasi/").content.decode()

    def test_a_head_sees_only_their_units_and_proposes_nothing(
        self, cast: Cast, weak_unit: Unit, program: Program
    ) -> None:
        make_weak(cast.other_unit, MONTH, "time")
        page = client_of(cast.head).get("/kelola/rencana/2027/usulan-evaluasi/?tampilan=program").content.decode()
        assert weak_unit.name in page
        assert cast.other_unit.name not in page
        assert 'type="checkbox"' not in page
        post = client_of(cast.head).post("/kelola/rencana/2027/usulan-evaluasi/ajukan/", {"program": program.pk})
        assert post.status_code == 403
        assert not NextYearProposal.objects.exists()

    def test_a_head_cannot_search_or_export_beyond_their_units(
        self, cast: Cast, weak_unit: Unit, program: Program
    ) -> None:
        make_weak(cast.other_unit, MONTH, "time")
        query = {"cari": cast.other_unit.name, "tampilan": "lain"}
        page = client_of(cast.head).get("/kelola/rencana/2027/usulan-evaluasi/", query).content.decode()
        assert f'<h2 class="h5" id="unit-{cast.other_unit.pk}"' not in page
        file = client_of(cast.head).get("/kelola/rencana/2027/usulan-evaluasi/", {**query, "unduh": "xlsx"})
        assert cast.other_unit.name not in names_in(file)

    def test_leadership_sees_all_and_proposes_nothing(self, cast: Cast, weak_unit: Unit, program: Program) -> None:
        client = client_of(cast.leader)
        assert weak_unit.name in client.get("/kelola/rencana/2027/usulan-evaluasi/").content.decode()
        assert client.post("/kelola/rencana/2027/usulan-evaluasi/ajukan/", {"program": program.pk}).status_code == 403

    def test_the_file_has_what_the_page_shows(self, cast: Cast, weak_unit: Unit, program: Program) -> None:
        file = client_of(cast.hr).get("/kelola/rencana/2027/usulan-evaluasi/?unduh=xlsx")
        assert {weak_unit.name, program.title, "Bukti kuat"} <= names_in(file)

    def test_the_page_takes_as_many_queries_for_one_unit_as_for_three(
        self, cast: Cast, weak_unit: Unit, program: Program
    ) -> None:
        client, counts = client_of(cast.hr), []
        for more in (0, 2):
            for place in range(more):
                unit = make_unit(f"Lemah {place}")
                make_weak(unit, MONTH, "time")
                make_employee(unit=unit)
            for tab in ("program", "unit"):
                with CaptureQueriesContext(connection) as queries:
                    client.get(f"/kelola/rencana/2027/usulan-evaluasi/?tampilan={tab}")
                counts.append(len(queries))
        assert counts[:2] == counts[2:]

    def test_nothing_estimated_is_said(self, cast: Cast) -> None:
        page = client_of(cast.hr).get("/kelola/rencana/2027/usulan-evaluasi/").content.decode()
        assert "Pengaruh program belum dihitung" in page

    def test_a_year_out_of_range_is_unknown(self, cast: Cast) -> None:
        assert client_of(cast.hr).get("/kelola/rencana/1999/usulan-evaluasi/").status_code == 404

    def test_an_unknown_program_is_not_proposed(self, cast: Cast, weak_unit: Unit, program: Program) -> None:
        null = make_program(target_elements=["time"])
        keep_estimate(null, Verdict.NO_EVIDENCE, outcome="time", **SURE)
        client_of(cast.hr).post("/kelola/rencana/2027/usulan-evaluasi/ajukan/", {"program": [null.pk, "x", ""]})
        assert not NextYearProposal.objects.exists()


def names_in(file: Any) -> set[str]:
    sheet = load_workbook(BytesIO(b"".join(file.streaming_content))).worksheets[0]
    return {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}


def test_a_kept_proposal_is_never_changed(program: Program) -> None:
    proposal = make_proposal(program, now=FROZEN_AT - timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        NextYearProposal.objects.filter(pk=proposal.pk).update(facts={})
    with pytest.raises(IntegrityError), transaction.atomic():
        make_proposal(program)
