"""The pages of enrolling others: BKPSDM and heads, step by step."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from people.models import Account
from programs.models import Batch, Enrollment, Roster
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_program
from tests.programs.rosters.sheets import with_macros, workbook


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def running(db: None) -> Batch:
    now = timezone.now()
    return make_batch(
        make_program(title="Pelayanan prima"),
        seats=1,
        starts_on=(now + timedelta(days=14)).date(),
        ends_on=(now + timedelta(days=15)).date(),
        enrollment_opens_at=now - timedelta(days=1),
        enrollment_closes_at=now + timedelta(days=7),
    )


def send(client: Client, batch: Batch, content: bytes, name: str = "daftar.xlsx") -> str:
    file = SimpleUploadedFile(name, content)
    response = client.post(f"/angkatan/{batch.pk}/daftarkan-unit/", {"file": file}, follow=True)
    page: str = response.content.decode()
    return page


def test_a_head_uploads_looks_and_presses_once(cast: Cast, running: Batch) -> None:
    client = signed_in(cast.head)
    assert "Pegawai unit Anda" in client.get(f"/angkatan/{running.pk}/").content.decode()
    second = make_employee("Kedua", unit=cast.unit)
    page = send(client, running, workbook(["NIP"], [cast.employee.employee.number], [second.number], ["1"]))
    assert "2 pegawai akan didaftarkan dari 3 baris." in page
    assert "urutan ke-1" in page
    assert Enrollment.objects.count() == 0
    address = f"/daftar-peserta/{Roster.objects.get().pk}/"
    page = client.post(f"{address}terapkan/", follow=True).content.decode()
    assert "2 pegawai didaftarkan." in page
    page = client.post(f"{address}terapkan/", follow=True).content.decode()
    assert "sudah diterapkan sebelumnya" in page
    assert Enrollment.objects.count() == 2
    only = client.get(f"{address}?hasil=wrong").content.decode()
    assert "NIP terdiri atas 18 angka; yang tertulis 1 angka." in only
    assert "Kedua" not in only


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.xlsx", "Berkas ini kosong."),
        (with_macros(workbook(["NIP"], ["1"])), "a.xlsm", "berisi makro (.xlsm)"),
        (workbook(["Nama"], ["Siti"]), "a.xlsx", "Tidak ada kolom berjudul"),
        (b"\x01" * 20 * 1024 * 1024, "a.xlsx", "lebih dari 10 MB"),
        (b"\x89PNG\r\n\x00\x00", "foto.xlsx", "bukan XLSX atau CSV"),
    ],
    ids=["empty", "macros", "columns", "20 MB", "picture"],
)
def test_a_wrong_file_is_told_on_the_page_and_nothing_is_kept(
    cast: Cast, running: Batch, content: bytes, name: str, said: str
) -> None:
    assert said in send(signed_in(cast.hr), running, content, name)
    assert not Roster.objects.exists()


def test_the_empty_table_can_be_filled_and_sent_back(cast: Cast, running: Batch) -> None:
    client = signed_in(cast.hr)
    book = load_workbook(BytesIO(client.get("/daftar-peserta/contoh.xlsx").content))
    sheet = book.worksheets[0]
    assert sheet["A2"].number_format == "@"
    sheet["A2"] = cast.employee.employee.number
    filled = BytesIO()
    book.save(filled)
    assert "1 pegawai akan didaftarkan dari 1 baris." in send(client, running, filled.getvalue())


def test_bkpsdm_enrolls_one_by_number_after_seeing_what_it_leads_to(cast: Cast, running: Batch) -> None:
    client, address = signed_in(cast.hr), f"/kelola/angkatan/{running.pk}/daftarkan/"
    page = client.get(address, {"nomor": cast.employee.employee.number}).content.decode()
    assert "Siti Nurhaliza" in page
    assert "Langsung terdaftar" in page
    page = client.post(address, {"nomor": cast.employee.employee.number}, follow=True).content.decode()
    assert "Siti Nurhaliza: Langsung terdaftar." in page
    page = client.get(address, {"nomor": "12"}).content.decode()
    assert "yang tertulis 2 angka" in page


def test_another_heads_list_is_not_found(cast: Cast, running: Batch) -> None:
    send(signed_in(cast.head), running, workbook(["NIP"], [cast.employee.employee.number]))
    address = f"/daftar-peserta/{Roster.objects.get().pk}/"
    assert signed_in(cast.agency_head).get(address).status_code == 404
    assert signed_in(cast.hr).get(address).status_code == 200
