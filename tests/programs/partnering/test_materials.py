"""Materials: who may have them, what is taken, and the trace of what was removed."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.uploads import Upload
from partners.models import Instructor
from pembinaan.base.constraints import violated_name
from people.models import Account
from programs.errors import MaterialError
from programs.models import Batch, Material
from programs.partnering import materials
from tests.cast import Cast
from tests.documents.test_uploads import PDF
from tests.factories.people import make_account, make_employee
from tests.factories.programs import (
    OPENS_AT,
    make_agreement,
    make_batch,
    make_enrollment,
    make_institution,
    make_material,
    make_partner_staff,
    make_program,
    make_session,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def batch(db: None) -> Batch:
    partner = make_institution()
    return make_batch(make_program(institution=partner), agreement=make_agreement(partner), seats=9)


@pytest.fixture
def staff(batch: Batch) -> Account:
    account = make_account()
    make_partner_staff(batch.institution, account)
    return account


def add(batch: Batch, now: datetime, title: str = "Modul 1", content: bytes = PDF) -> Material:
    return materials.add(batch=batch, title=title, file=Upload("modul.pdf", content), by=None, now=now)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("confirmed", 200),
        ("attended", 200),
        ("finished", 200),
        ("not_finished", 200),
        ("requested", 404),
        ("waiting", 404),
        ("offered", 404),
        ("declined", 404),
        ("cancelled", 404),
    ],
)
def test_only_who_has_a_seat_downloads(cast: Cast, batch: Batch, state: str, status: int) -> None:
    make_enrollment(batch, cast.employee.employee, state=state)
    kept = make_material(batch, title="Modul arus barang")
    client = signed_in(cast.employee)
    assert client.get(f"/materi/{kept.pk}/").status_code == status
    assert ("Modul arus barang" in client.get(f"/angkatan/{batch.pk}/").content.decode()) is (status == 200)
    page = client.get(f"/angkatan/{batch.pk}/materi/").content.decode()
    assert ("Modul arus barang" in page) is (status == 200)
    assert "Tambah materi" not in page


def test_participants_find_it_on_their_enrollments_page(cast: Cast, batch: Batch) -> None:
    own = make_enrollment(batch, cast.employee.employee, state="confirmed")
    kept = make_material(batch)
    client = signed_in(cast.employee)
    assert f"/materi/{kept.pk}/" in client.get(f"/pendaftaran/{own.pk}/").content.decode()
    answer = client.get(f"/materi/{kept.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]


def test_hr_the_partners_staff_and_who_teaches_add_and_remove(cast: Cast, batch: Batch, staff: Account) -> None:
    make_session(batch, instructor=Instructor.objects.create(name="Pengajar", employee=cast.stranger.employee))
    address = f"/angkatan/{batch.pk}/materi/"
    for place, account in enumerate((cast.hr, staff, cast.stranger)):
        client = signed_in(account)
        form = {"title": f"Modul {place}", "file": SimpleUploadedFile("modul.pdf", PDF)}
        assert "Materi ditambahkan" in client.post(address, form, follow=True).content.decode()
        kept = Material.objects.get(title=f"Modul {place}")
        assert kept.added_by == account
        assert "tetap tercatat" in client.get(f"/materi/{kept.pk}/hapus/").content.decode()
        page = client.post(f"/materi/{kept.pk}/hapus/", follow=True).content.decode()
        assert f"Materi “Modul {place}” dihapus." in page
        kept.refresh_from_db()
        assert kept.removed_by == account
        assert client.get(f"/materi/{kept.pk}/").status_code == 404
    assert "3 materi dihapus" in signed_in(cast.hr).get(address).content.decode()


def test_a_participant_and_a_head_add_and_remove_nothing(cast: Cast, batch: Batch) -> None:
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    kept = make_material(batch)
    form = {"title": "Titipan", "file": SimpleUploadedFile("modul.pdf", PDF)}
    for account in (cast.employee, cast.head):
        signed_in(account).post(f"/angkatan/{batch.pk}/materi/", form)
    assert signed_in(cast.employee).post(f"/materi/{kept.pk}/hapus/").status_code == 403
    assert signed_in(cast.head).post(f"/materi/{kept.pk}/hapus/").status_code == 404
    assert list(Material.objects.in_use()) == [kept]


def test_a_wrong_file_stays_on_the_form_with_its_sentence(cast: Cast, batch: Batch) -> None:
    client, address = signed_in(cast.hr), f"/angkatan/{batch.pk}/materi/"
    form = {"title": "Modul", "file": SimpleUploadedFile("modul.pdf", b"MZ program")}
    assert "apa pun namanya" in client.post(address, form).content.decode()
    large = {"title": "Modul", "file": SimpleUploadedFile("modul.pdf", PDF + b" " * 20 * 1024 * 1024 + b"%%EOF")}
    assert "lebih besar dari 20 MB" in client.post(address, large).content.decode()
    assert not Material.objects.exists()


def test_a_title_stands_once_among_those_in_use(batch: Batch, now: datetime) -> None:
    first = add(batch, now)
    with pytest.raises(MaterialError, match="judul ini sudah ada"):
        add(batch, now)
    materials.remove(material=first, by=None, now=now)
    add(batch, now)


def test_no_more_than_forty_files_and_none_in_a_batch_that_was_called_off(
    batch: Batch, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(materials, "MOST_FILES", 2)
    add(batch, now, "Satu")
    add(batch, now, "Dua")
    with pytest.raises(MaterialError, match="sudah mempunyai 2 materi"):
        add(batch, now, "Tiga")
    with pytest.raises(MaterialError, match="dibatalkan"):
        add(make_batch(state="cancelled"), now)


def test_the_first_removal_counts(cast: Cast, batch: Batch, now: datetime) -> None:
    kept = add(batch, now)
    materials.remove(material=kept, by=cast.hr, now=now)
    materials.remove(material=kept, by=cast.head, now=timezone.now())
    assert (kept.removed_by, kept.removed_at) == (cast.hr, now)


def broken(act: object) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()  # type: ignore[operator]
    return violated_name(caught.value)


def test_the_database_keeps_the_trace(batch: Batch) -> None:
    kept = make_material(batch)
    rows = Material.objects.filter(pk=kept.pk)
    assert broken(lambda: make_material(batch, title="")) == "material_has_title"
    assert broken(lambda: make_material(batch, title=kept.title)) == "material_title_once"
    assert broken(lambda: rows.update(title="Lain")) == "material_stays"
    assert broken(rows.delete) == "material_leaves_a_trace"
    assert broken(lambda: rows.update(removed_by=make_account())) == "material_removal_has_time"
    rows.update(removed_at=OPENS_AT)
    assert broken(lambda: rows.update(removed_at=None)) == "material_leaves_a_trace"


def test_the_page_costs_the_same_queries_with_one_and_with_three_files(cast: Cast, batch: Batch) -> None:
    client, address = signed_in(cast.hr), f"/angkatan/{batch.pk}/materi/"
    one = queries_of(client, address, batch)
    assert queries_of(client, address, batch, more=2) == one


def queries_of(client: Client, address: str, batch: Batch, more: int = 1) -> int:
    for _ in range(more):
        make_material(batch, added_by=make_account())
        make_material(batch, removed_at=OPENS_AT, removed_by=make_account())
    client.get(address)  # what a process keeps for some seconds is read here
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_whoever_lost_the_seat_loses_the_files(cast: Cast, batch: Batch) -> None:
    other = make_batch()
    make_enrollment(other, make_employee("Lain", unit=cast.unit), state="confirmed")
    make_enrollment(other, cast.employee.employee, state="confirmed")
    kept = make_material(batch)
    assert signed_in(cast.employee).get(f"/materi/{kept.pk}/").status_code == 404
