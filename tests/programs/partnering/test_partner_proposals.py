"""A partner proposes a program, HR answers, and only that partner reads it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from notifications.models import Message
from partners.models import Institution
from pembinaan.base.constraints import violated_name
from people.models import Account
from programs.models import PlannedProgram, Program, TrainingType
from programs.partnering.agreements import planned_without_agreement
from programs.plans import planning
from tests.cast import Cast
from tests.factories.people import make_account
from tests.factories.programs import make_agreement, make_institution, make_partner_staff, make_plan, make_planned

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOW = datetime(2026, 3, 9, 3, tzinfo=UTC)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def partner(db: None) -> Institution:
    return make_institution(name="Universitas Laut")


@pytest.fixture
def staff(partner: Institution) -> Account:
    account = make_account()
    make_partner_staff(partner, account)
    return account


def form(**fields: object) -> dict[str, object]:
    return {
        "title": "Logistik pulau kecil",
        "rationale": "Menghitung biaya angkut antarpulau.",
        "training_type": TrainingType.objects.get(code="TEK").pk,
        "competency": "teknis",
        "learning_hours": "16",
        "days": "2",
        "target_group": "Petugas pelabuhan",
        "people": "25",
        "estimated_cost": "45.000.000",
        "target_elements": ["time", "product"],
        **fields,
    }


def proposed(partner: Institution, staff: Account) -> PlannedProgram:
    signed_in(staff).post("/mitra/usulan/baru/", form())
    return PlannedProgram.objects.get(institution=partner)


def test_the_proposal_is_kept_whole_and_hr_is_told(cast: Cast, partner: Institution, staff: Account) -> None:
    answer = signed_in(staff).post("/mitra/usulan/baru/", form(), follow=True)
    kept = PlannedProgram.objects.get()
    assert (kept.origin, kept.institution, kept.proposed_by) == ("partner", partner, staff)
    assert (kept.days, kept.estimated_cost, kept.target_elements) == (2, 45_000_000, ["time", "product"])
    page = answer.content.decode()
    for shown in ("Menunggu jawaban BKPSDM", "Rp45.000.000", "2 hari", "16 JP", "Waktu Penyelesaian"):
        assert shown in page
    assert Message.objects.get(to=cast.hr).subject == "Usulan program: Logistik pulau kecil"
    inbox = signed_in(cast.hr).get("/kelola/usulan/").content.decode()
    assert "Universitas Laut" in inbox
    assert "Rp45.000.000" in inbox


def test_sent_twice_it_is_one_and_what_is_wrong_stays_on_the_form(cast: Cast, staff: Account) -> None:
    client = signed_in(staff)
    client.post("/mitra/usulan/baru/", form())
    client.post("/mitra/usulan/baru/", form())
    assert PlannedProgram.objects.count() == 1
    page = client.post("/mitra/usulan/baru/", form(title="Lain", days="900", rationale="")).content.decode()
    assert PlannedProgram.objects.count() == 1
    assert "Jumlah hari antara 1 dan 366." in page


def test_a_declined_proposal_shows_its_reason_to_the_partner(cast: Cast, partner: Institution, staff: Account) -> None:
    kept = proposed(partner, staff)
    signed_in(cast.hr).post(f"/kelola/usulan/{kept.pk}/tolak/", {"reason": "Anggaran tahun ini habis."})
    client = signed_in(staff)
    for address in (f"/mitra/usulan/{kept.pk}/", "/mitra/usulan/", "/mitra/"):
        assert "Anggaran tahun ini habis." in client.get(address).content.decode()
    told = Message.objects.get(to=staff)
    assert "Anggaran tahun ini habis." in told.body
    assert told.link == f"/mitra/usulan/{kept.pk}/"


def test_accepting_may_make_the_program_hidden_from_the_catalogue(
    cast: Cast, partner: Institution, staff: Account
) -> None:
    kept, plan = proposed(partner, staff), make_plan(year=2027)
    signed_in(cast.hr).post(
        f"/kelola/usulan/{kept.pk}/terima/", {"plan": plan.pk, "quarter": "2", "make_program": "on"}
    )
    program = Program.objects.get()
    assert (program.title, program.institution, program.published) == ("Logistik pulau kecil", partner, False)
    assert (program.learning_hours, program.target_elements) == (Decimal(16), ["time", "product"])
    kept.refresh_from_db()
    assert (kept.state, kept.program) == ("planned", program)
    assert "Masuk rencana pelatihan tahun 2027" in signed_in(staff).get(f"/mitra/usulan/{kept.pk}/").content.decode()


def test_who_answers_a_proposal_again_is_led_to_what_became_of_it(
    cast: Cast, partner: Institution, staff: Account
) -> None:
    kept, client = proposed(partner, staff), signed_in(cast.hr)
    assert client.get(f"/kelola/usulan/{kept.pk}/tolak/").status_code == 200
    planning.accept(planned=kept, plan=make_plan(year=2027), quarter=2, by=cast.hr, now=NOW)
    for answer in ("terima", "tolak"):
        page = client.get(f"/kelola/usulan/{kept.pk}/{answer}/", follow=True)
        assert page.redirect_chain == [(f"/kelola/rencana/program/{kept.pk}/", 302)]
        assert "sudah dijawab" in page.content.decode()
    assert "Perkiraan pengusul belum dihitung" in page.content.decode()


def test_accepting_without_it_makes_no_program(cast: Cast, partner: Institution, staff: Account) -> None:
    planning.accept(planned=proposed(partner, staff), plan=make_plan(year=2027), quarter=2, by=cast.hr, now=NOW)
    assert not Program.objects.exists()


def test_another_partner_and_everyone_else_find_nothing(cast: Cast, partner: Institution, staff: Account) -> None:
    kept, foreign = proposed(partner, staff), make_account()
    make_partner_staff(make_institution(), foreign)
    assert signed_in(foreign).get(f"/mitra/usulan/{kept.pk}/").status_code == 404
    assert "Logistik pulau kecil" not in signed_in(foreign).get("/mitra/usulan/").content.decode()
    assert "Logistik pulau kecil" not in signed_in(foreign).get("/mitra/").content.decode()
    assert signed_in(cast.employee).get(f"/mitra/usulan/{kept.pk}/").status_code == 403
    # What HR itself plans with a partner is HR's until it is told.
    own = make_planned(institution=partner)
    assert signed_in(staff).get(f"/mitra/usulan/{own.pk}/").status_code == 404


def test_the_database_refuses_an_impossible_number_of_days(partner: Institution) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make_planned(days=0)
    assert violated_name(caught.value) == "planned_days_in_range"


def test_hr_sees_what_is_planned_for_a_time_without_agreement(cast: Cast, partner: Institution) -> None:
    plan = make_plan(year=2027)
    make_agreement(partner, ends_on=date(2027, 4, 1))
    covered = make_planned(plan, institution=partner, quarter=2, title="Terjamin")
    later = make_planned(plan, institution=partner, quarter=3, title="Belum terjamin")
    assert covered not in planned_without_agreement(partner)
    assert planned_without_agreement(partner) == [later]
    page = signed_in(cast.hr).get(f"/kelola/mitra/{partner.pk}/").content.decode()
    assert "“Belum terjamin” direncanakan Triwulan III 2027" in page
    assert "“Terjamin”" not in page


def test_the_list_costs_the_same_queries_with_one_and_with_three_rows(partner: Institution, staff: Account) -> None:
    client, address = signed_in(staff), "/mitra/usulan/"
    make_planned(origin="partner", institution=partner)
    first = queries_of(client, address)
    make_planned(origin="partner", institution=partner)
    make_planned(origin="partner", institution=partner, state="declined")
    assert queries_of(client, address) == first


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what a process keeps for some seconds is read here
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
