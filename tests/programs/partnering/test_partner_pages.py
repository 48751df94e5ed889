"""What a partner's staff see of their batches, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.models import Institution, Instructor
from people.models import Account
from programs.models import Attendance, Batch
from tests.cast import Cast
from tests.factories.people import make_account, make_employee
from tests.factories.programs import (
    make_agreement,
    make_attendance,
    make_batch,
    make_enrollment,
    make_institution,
    make_material,
    make_partner_staff,
    make_program,
    make_session,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def partner(db: None) -> Institution:
    return make_institution(name="Universitas Laut")


@pytest.fixture
def staff(partner: Institution) -> Client:
    account = make_account()
    make_partner_staff(partner, account)
    return signed_in(account)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def running(partner: Institution, title: str, *, days: int = 7, agreed_for: int = 60) -> Batch:
    first = timezone.localdate() + timedelta(days=days)
    agreement = make_agreement(
        partner, starts_on=first - timedelta(days=99), ends_on=first + timedelta(days=agreed_for)
    )
    batch = make_batch(
        make_program(institution=partner, title=title), agreement=agreement, starts_on=first, ends_on=first, seats=9
    )
    make_session(batch, title=f"Sesi {title}")
    return batch


def test_the_first_page_shows_what_comes_of_their_own_and_what_ends(partner: Institution, staff: Client) -> None:
    batch = running(partner, "Pelabuhan")
    running(make_institution(), "Milik lain")
    answer = staff.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/mitra/"
    page = answer.content.decode()
    for shown in (
        "Universitas Laut",
        "Sesi Pelabuhan",
        "0 dari 9 kursi terisi",
        batch.agreement.number,
        "67 hari lagi",
    ):
        assert shown in page
    assert "Milik lain" not in page


def test_without_batches_the_first_page_says_what_will_come(staff: Client) -> None:
    page = staff.get("/mitra/").content.decode()
    assert "Belum ada sesi berikutnya" in page
    assert "Belum ada angkatan yang dibuka." in page


def test_a_batch_shows_names_units_presence_and_materials_but_no_number_and_nobody_who_waits(
    cast: Cast, partner: Institution, staff: Client
) -> None:
    batch = running(partner, "Pelabuhan", days=-1)
    seat = make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, make_employee("Yang Menunggu", unit=cast.unit), state="waiting")
    make_attendance(batch.sessions.get(), seat)
    kept = make_material(batch, title="Modul arus barang")
    page = staff.get(f"/mitra/angkatan/{batch.pk}/").content.decode()
    for shown in ("Siti Nurhaliza", "UPTD Puskesmas Sei Jang", "1 dari 1 hadir", "1 dari 1 sesi", "Modul arus barang"):
        assert shown in page
    assert "Yang Menunggu" not in page
    assert cast.employee.employee.number not in page
    assert staff.get(f"/materi/{kept.pk}/").status_code == 200


def test_drafts_and_other_partners_batches_are_not_there(partner: Institution, staff: Client) -> None:
    draft = make_batch(make_program(institution=partner), agreement=make_agreement(partner), state="draft")
    foreign = running(make_institution(), "Milik lain")
    for batch in (draft, foreign):
        assert staff.get(f"/mitra/angkatan/{batch.pk}/").status_code == 404
    for address in (
        f"/angkatan/{foreign.pk}/",
        f"/angkatan/{foreign.pk}/jadwal.ics",
        f"/angkatan/{foreign.pk}/materi/",
    ):
        assert staff.get(address).status_code == 404
    assert staff.get(f"/katalog/{foreign.program.code}/").status_code == 404
    assert staff.get("/katalog/").status_code == 403
    assert "Milik lain" not in staff.get("/mitra/angkatan/").content.decode()


def test_they_mark_presence_only_where_one_of_their_own_teaches(
    cast: Cast, partner: Institution, staff: Client
) -> None:
    batch = running(partner, "Pelabuhan", days=-1)
    seat = make_enrollment(batch, cast.employee.employee, state="confirmed")
    session = batch.sessions.get()
    address = f"/sesi/{session.pk}/kehadiran/"
    assert staff.get(address).status_code == 403
    session.instructor = Instructor.objects.create(name="Dosen", institution=partner)
    session.save()
    assert f'href="{address}"' in staff.get(f"/mitra/angkatan/{batch.pk}/").content.decode()
    page = staff.get(address).content.decode()
    assert "Siti Nurhaliza" in page
    assert "Impor dari berkas" not in page
    assert staff.get(f"{address}impor/").status_code in {403, 404}
    staff.post(address, {"present": [seat.pk]})
    assert Attendance.objects.get().present
    # Somebody of theirs who teaches at another partner's batch gives them no say there.
    foreign = running(make_institution(), "Milik lain", days=-20)
    foreign.sessions.update(instructor=session.instructor)
    assert staff.get(f"/sesi/{foreign.sessions.get().pk}/kehadiran/").status_code == 404


@pytest.mark.parametrize(("minutes", "led"), [(31, False), (29, True)])
def test_their_page_leads_to_a_session_half_an_hour_before_it_begins(
    partner: Institution, monkeypatch: pytest.MonkeyPatch, minutes: int, led: bool
) -> None:
    session = running(partner, "Pelabuhan", days=1).sessions.get()
    session.instructor = Instructor.objects.create(name="Dosen", institution=partner)
    session.save()
    account = make_account()
    make_partner_staff(partner, account)
    monkeypatch.setattr(timezone, "now", lambda: session.starts_at - timedelta(minutes=minutes))
    page = signed_in(account).get(f"/mitra/angkatan/{session.batch_id}/").content.decode()
    assert (f'href="/sesi/{session.pk}/kehadiran/"' in page) is led


def test_who_works_there_no_longer_sees_nothing(partner: Institution) -> None:
    batch, account = running(partner, "Pelabuhan"), make_account()
    yesterday = timezone.localdate() - timedelta(days=1)
    partner.staff.create(account=account, starts_on=yesterday - timedelta(days=9), ends_on=yesterday)
    client = signed_in(account)
    assert client.get("/mitra/").status_code == 403
    assert client.get(f"/mitra/angkatan/{batch.pk}/").status_code == 403


@pytest.mark.parametrize("address", ["/mitra/", "/mitra/angkatan/"])
def test_a_page_costs_the_same_queries_with_one_and_with_three_rows(
    partner: Institution, staff: Client, address: str
) -> None:
    running(partner, "Satu")
    first = queries_of(staff, address)
    running(partner, "Dua", days=9)
    running(partner, "Tiga", days=11)
    assert queries_of(staff, address) == first


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what a process keeps for some seconds is read here
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
