"""The pages of the yearly plan, of proposals and of costs, as HR and leadership use them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from people.models import Account
from programs.models import Cost, CostKind, Plan, PlannedCost, PlannedProgram, TrainingType
from tests.cast import Cast
from tests.factories.programs import (
    make_batch,
    make_cost,
    make_institution,
    make_need,
    make_plan,
    make_planned,
    make_program,
)

pytestmark = pytest.mark.django_db


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def hr(cast: Cast) -> Client:
    return signed_in(cast.hr)


@pytest.fixture
def leader(cast: Cast) -> Client:
    return signed_in(cast.leader)


def text(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, name: str, *args: object, **values: Any) -> str:
    response = client.post(reverse(name, args=args), values, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def form_of_a_program(**values: Any) -> dict[str, Any]:
    honor = CostKind.objects.get(code="honor")
    return {
        "title": "Triase cepat",
        "training_type": TrainingType.objects.get(code="TEK").pk,
        "competency": "teknis",
        "learning_hours": "16",
        "target_group": "Perawat IGD",
        "people": "25",
        "quarter": "2",
        "rationale": "",
        f"cost_{honor.pk}": "Rp4.500.000",
        **values,
    }


def test_hr_plans_a_year_from_a_need_to_its_closing(hr: Client, cast: Cast) -> None:
    need = make_need(cast.employee.employee, competency="Triase", gap=3)
    make_need(cast.head.employee, competency=" triase")
    assert "Mulai dari kebutuhan" in send(hr, "begin_plan", 2027)
    gaps = text(hr, "plan_gaps", 2027)
    assert "Triase" in gaps
    address = reverse("new_planned", args=[2027]) + "?jenis=teknis&kemampuan=triase"
    page = hr.get(address).content.decode()
    assert 'value="teknis|triase"' in page
    assert "checked" in page
    told = hr.post(address, form_of_a_program(gaps=["teknis|triase"]), follow=True).content.decode()
    assert "Rp4.500.000" in told
    planned = PlannedProgram.objects.get()
    assert (planned.plan.year, planned.needs.count(), need in planned.needs.all()) == (2027, 2, True)
    assert "2 sudah dijawab" in text(hr, "plan_gaps", 2027)
    assert "Ditetapkan dengan SK Wali Kota nomor 188.45/7 tanggal 15 Desember 2026" in send(
        hr, "plan_step", 2027, "tetapkan", decree_number="188.45/7", decree_on="2026-12-15"
    )
    send(hr, "plan_step", 2027, "jalankan")
    send(hr, "realise_planned", planned.pk, program=make_program().pk)
    assert "Ditutup" in send(hr, "plan_step", 2027, "tutup")


def test_leadership_fixes_a_plan_but_does_not_fill_it(leader: Client, cast: Cast) -> None:
    make_planned(make_plan(2027))
    page = text(leader, "plan", 2027)
    assert "Tetapkan rencana" in page
    assert "Tambah program" not in page
    send(leader, "plan_step", 2027, "tetapkan", decree_number="1", decree_on="2026-12-15")
    assert Plan.objects.get().state == "approved"
    assert leader.post(reverse("plan_step", args=[2027, "jalankan"])).status_code == 403


def test_a_fixed_plan_is_revised_with_its_reason(hr: Client) -> None:
    plan = make_plan()
    planned = make_planned(plan)
    send(hr, "plan_step", 2027, "tetapkan", decree_number="1", decree_on="2026-12-15")
    assert "isinya terkunci" in text(hr, "planned_program", planned.pk)
    assert "isinya terkunci" in send(hr, "edit_planned", planned.pk, **form_of_a_program())
    assert "Perubahan ke-1 terbuka: Refocusing" in send(hr, "plan_step", 2027, "ubah", reason="Refocusing")
    send(hr, "edit_planned", planned.pk, **form_of_a_program())
    assert PlannedProgram.objects.get().title == "Triase cepat"
    assert "dikunci" in send(hr, "plan_step", 2027, "kunci")


def test_a_refused_step_says_why(hr: Client) -> None:
    make_plan()
    assert "berkeadaan “Disusun”" in send(hr, "plan_step", 2027, "tutup")


def test_a_program_is_dropped_with_a_reason_and_comes_back(hr: Client) -> None:
    planned = make_planned(make_plan())
    assert "Dana dialihkan" in send(hr, "drop_planned", planned.pk, reason="Dana dialihkan")
    assert "Dikeluarkan dari rencana" in text(hr, "plan", 2027)
    assert "kembali ke dalam rencana" in send(hr, "restore_planned", planned.pk)


def test_changing_a_program_keeps_the_needs_that_are_still_ticked(hr: Client, cast: Cast) -> None:
    planned = make_planned(make_plan())
    for name, person in (("Triase", cast.employee), ("Gizi", cast.head)):
        planned.answers.create(need=make_need(person.employee, competency=name))
    assert text(hr, "edit_planned", planned.pk).count("checked") == 2
    send(hr, "edit_planned", planned.pk, **form_of_a_program(gaps=["teknis|gizi"]))
    assert [need.competency for need in planned.needs.all()] == ["Gizi"]
    assert dict(PlannedCost.objects.values_list("kind__code", "amount")) == {"honor": 4_500_000}


def test_an_amount_that_is_no_amount_is_explained(hr: Client) -> None:
    make_plan()
    honor = CostKind.objects.get(code="honor").pk
    assert "Tulis rupiah tanpa sen" in send(
        hr, "new_planned", 2027, **form_of_a_program(**{f"cost_{honor}": "4,5 juta"})
    )


def test_the_inbox_leads_a_proposal_into_a_plan(hr: Client, cast: Cast) -> None:
    institution = make_institution(name="UMRAH")
    proposal = make_planned(origin="partner", institution=institution, title="Pelabuhan", proposed_by=cast.stranger)
    assert "UMRAH" in text(hr, "proposals")
    assert "Belum ada rencana yang dapat diisi" in text(hr, "accept_proposal", proposal.pk)
    plan = make_plan()
    make_plan(2026, state="running")
    assert "2026" not in text(hr, "accept_proposal", proposal.pk)
    assert "Pengusul diberi tahu" in send(hr, "accept_proposal", proposal.pk, plan=plan.pk, quarter=4)
    assert "Pelabuhan" in text(hr, "proposals", keadaan="planned")
    assert "Tidak ada usulan di sini" in text(hr, "proposals")


def test_a_proposal_is_declined_with_a_reason(hr: Client) -> None:
    proposal = make_planned(title="Pelabuhan")
    assert "Pengusul menerima alasannya" in send(hr, "decline_proposal", proposal.pk, reason="Tahun depan")
    assert "Alasan: Tahun depan" in text(hr, "proposals", keadaan="declined")


def test_hr_notes_a_proposal_that_came_by_letter(hr: Client) -> None:
    assert "Usulan dicatat" in send(hr, "new_proposal", **form_of_a_program(quarter=""))
    assert PlannedProgram.objects.get().state == "proposed"
    assert "Triase cepat" in text(hr, "proposals")


def test_costs_of_a_batch_are_recorded_and_corrected_in_the_open(hr: Client) -> None:
    batch = make_batch(starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 6))
    meals = CostKind.objects.get(code="konsumsi").pk
    line = {"kind": meals, "amount": "7.500.000", "spent_on": "2026-01-06", "note": "Makan siang"}
    assert "Rp7.500.000" in send(hr, "batch_costs", batch.pk, **line)
    cost = Cost.objects.get()
    page = send(hr, "correct_cost", cost.pk, **{**line, "amount": "750.000", "reason": "Kelebihan nol"})
    assert "Kelebihan nol" in page
    assert "Rp750.000" in page
    send(hr, "correct_cost", Cost.objects.get(voided_at=None).pk, **line, nothing="on", reason="Ganda")
    assert Cost.objects.standing().count() == 0
    assert Cost.objects.count() == 2


def test_the_realisation_is_a_page_and_a_file(leader: Client) -> None:
    program = make_program()
    planned = make_planned(make_plan(), title="Layanan", program=program)
    PlannedCost.objects.create(planned=planned, kind=CostKind.objects.get(code="konsumsi"), amount=2_000_000)
    days = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 2)}
    make_cost(make_batch(program, **days), 1_500_000)
    page = text(leader, "plan_realisation", 2027)
    assert "−500.000" in page
    response = leader.get(reverse("plan_realisation", args=[2027]), {"unduh": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response))).active  # type: ignore[arg-type]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1] == (
        *("Program rencana", "Layanan", 1, "Semua perangkat daerah"),
        *(30, 0, -30, 600, 0, -600),
        *(2_000_000, 1_500_000, -500_000),
    )
    assert rows[-1][0] == "Jumlah"


def test_the_list_of_years_offers_those_that_have_no_plan_yet(hr: Client) -> None:
    assert "Belum ada rencana" in text(hr, "plans")
    make_planned(make_plan(2019 + 5), people=7)
    page = text(hr, "plans")
    assert "2024" in page
    assert "Mulai rencana" in page


def filled(n: int) -> None:
    plan = Plan.objects.filter(year=2027).first() or make_plan()
    for _each in range(n):
        planned = make_planned(plan, program=make_program())
        PlannedCost.objects.create(planned=planned, kind=CostKind.objects.get(code="honor"), amount=5)
        make_planned(origin="partner", institution=make_institution())


LISTS: list[tuple[str, list[int]]] = [
    ("plans", []),
    ("plan", [2027]),
    ("proposals", []),
    ("plan_realisation", [2027]),
]


@pytest.mark.parametrize(("name", "args"), LISTS)
def test_more_rows_take_no_more_queries(hr: Client, name: str, args: list[int]) -> None:
    def queries(rows: Callable[[], None]) -> int:
        rows()
        hr.get(reverse(name, args=args))
        with CaptureQueriesContext(connection) as captured:
            hr.get(reverse(name, args=args))
        return len(captured)

    assert queries(lambda: filled(1)) == queries(lambda: filled(2))


def test_lists_of_gaps_and_costs_take_no_more_queries(hr: Client, cast: Cast) -> None:
    make_plan()
    batch = make_batch()

    def queries(name: str, *args: object) -> int:
        with CaptureQueriesContext(connection) as captured:
            hr.get(reverse(name, args=args))
        return len(captured)

    make_need(cast.employee.employee)
    make_cost(batch, 1)
    first = [queries("plan_gaps", 2027), queries("batch_costs", batch.pk)]
    for _each in range(2):
        make_need(cast.employee.employee)
        make_cost(batch, 1)
    assert [queries("plan_gaps", 2027), queries("batch_costs", batch.pk)] == first
