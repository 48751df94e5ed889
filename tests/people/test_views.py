"""HR's pages on people: lists of a fixed number of queries, deeds by one use case each, imports in two steps."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from people.models import Account, ActivationCode, Assignment, Headship, ImportDraft, Position, Role, Unit
from tests.cast import Cast
from tests.factories.people import make_account, make_employee, make_head, make_unit


@pytest.fixture
def hr(cast: Cast, client: Client) -> Client:
    client.force_login(cast.hr)
    return client


def text(client: Client, name: str, *args: object, **query: object) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def count_queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def test_the_list_of_employees_takes_the_same_queries_for_one_and_for_many(hr: Client, cast: Cast) -> None:
    narrow = {"q": "Pegawai"}
    make_account(make_employee("Pegawai A", unit=cast.unit))
    text(hr, "employees", **narrow)
    one = count_queries(lambda: text(hr, "employees", **narrow))
    for name in "BC":
        make_account(make_employee(f"Pegawai {name}", unit=make_unit()))
    assert count_queries(lambda: text(hr, "employees", **narrow)) == one
    assert one <= 12


def test_the_list_of_units_takes_the_same_queries_for_one_and_for_many(hr: Client, cast: Cast) -> None:
    narrow = {"q": "Pustu"}
    make_head(make_unit("Pustu 1", parent=cast.unit))
    text(hr, "units", **narrow)
    one = count_queries(lambda: text(hr, "units", **narrow))
    for n in (2, 3):
        make_head(make_unit(f"Pustu {n}", parent=cast.unit))
    assert count_queries(lambda: text(hr, "units", **narrow)) == one


def test_people_are_found_by_name_number_unit_and_status(hr: Client, cast: Cast) -> None:
    ani = make_employee("Ani Lestari", unit=cast.unit, number="198609262015051001")
    assert "Ani Lestari" in text(hr, "employees", q="ani les")
    assert "19860926 201505 1 001" in text(hr, "employees", q="19860926 2015")
    below = text(hr, "employees", unit=cast.agency.code)
    assert "Ani Lestari" in below
    assert "Orang Lain" not in below
    assert "Ani Lestari" not in text(hr, "employees", status="pppk")
    assert "Tidak ada pegawai yang cocok" in text(hr, "employees", q="tidak ada")
    assert reverse("employee", args=[ani.pk]) in below


def test_a_head_sees_those_below_and_no_accounts(cast: Cast, client: Client) -> None:
    client.force_login(cast.agency_head)
    page = text(client, "employees")
    assert "Siti Nurhaliza" in page
    assert "Orang Lain" not in page
    assert "Atur ulang" not in text(client, "employee", cast.employee.employee_id)
    assert client.get(reverse("employee", args=[cast.stranger.employee_id])).status_code == 404


def test_hr_moves_someone_with_one_form(hr: Client, cast: Cast) -> None:
    person = cast.employee.employee
    address = reverse("employee_transfer", args=[person.pk])
    assert "Pindahkan Siti Nurhaliza" in hr.get(address).content.decode()
    position = Position.objects.get(name="Analis")
    sent = {"unit": cast.other_unit.pk, "position": position.pk, "on": "2026-04-01"}
    assert hr.post(address, sent)["Location"] == reverse("employee", args=[person.pk])
    assert Assignment.objects.main_on(date(2026, 4, 1)).get(employee=person).unit == cast.other_unit
    refused = hr.post(address, {**sent, "on": "2019-01-01"}).content.decode()
    assert "baru berdiri pada 1 Januari 2020" in refused


def test_hr_ends_appoints_and_gives_roles(hr: Client, cast: Cast) -> None:
    person, account = cast.employee.employee, cast.employee
    hr.post(reverse("headship_add", args=[person.pk]), {"unit": cast.unit.pk, "on": "2026-04-01", "acting": "on"})
    headship = Headship.objects.get(employee=person)
    assert headship.acting
    hr.post(reverse("headship_end", args=[headship.pk]), {"on": "2026-05-31"})
    headship.refresh_from_db()
    assert headship.ends_on == date(2026, 5, 31)
    hr.post(reverse("role_add", args=[account.pk]), {"kind": "leadership", "on": "2026-04-01"})
    role = Role.objects.get(account=account)
    hr.post(reverse("role_end", args=[role.pk]), {"on": "2026-06-01"})
    role.refresh_from_db()
    assert role.ends_on == date(2026, 5, 31)
    hr.post(reverse("assignment_end", args=[person.assignments.get().pk]), {"on": "2026-12-31"})
    assert person.assignments.get().ends_on == date(2026, 12, 31)
    page = text(hr, "employee", person.pk)
    assert "1 Januari 2020 – 31 Desember 2026" in page


def test_an_acting_head_leaves_the_head_in_office_and_the_page_says_so(hr: Client, cast: Cast) -> None:
    address = reverse("headship_add", args=[cast.employee.employee_id])
    assert "UPTD Puskesmas Sei Jang · Kepala: Kepala Puskesmas" in hr.get(address).content.decode()
    sent = {"unit": cast.unit.pk, "on": "2026-04-01"}
    acting = hr.post(address, {**sent, "acting": "on"}, follow=True).content.decode()
    assert "Siti Nurhaliza tercatat sebagai Plt./Plh. kepala UPTD Puskesmas Sei Jang." in acting
    assert "Kepala Puskesmas tetap kepala definitif." in acting
    definitive = hr.post(address, sent, follow=True).content.decode()
    assert "Siti Nurhaliza tercatat sebagai kepala UPTD Puskesmas Sei Jang." in definitive
    assert "Kepala Puskesmas berakhir sebagai kepala pada 31 Maret 2026." in definitive


def test_hr_undoes_what_has_not_begun(hr: Client, cast: Cast) -> None:
    person = cast.employee.employee
    sent = {"unit": cast.other_unit.pk, "position": Position.objects.get(name="Analis").pk, "on": "2099-04-01"}
    hr.post(reverse("employee_transfer", args=[person.pk]), sent)
    sent = {"unit": cast.other_unit.pk, "on": "2099-04-01", "acting": "on"}
    hr.post(reverse("headship_add", args=[person.pk]), sent)
    coming, headship = person.assignments.get(unit=cast.other_unit), person.headships.get()
    page = text(hr, "employee", person.pk)
    assert page.count("akan berlaku sejak 1 April 2099") == 2
    for name, pk in (("assignment_undo", coming.pk), ("headship_undo", headship.pk)):
        assert reverse(name, args=[pk]) in page
        assert "Batalkan" in text(hr, name, pk)
        hr.post(reverse(name, args=[pk]))
    assert not Headship.objects.filter(employee=person).exists()
    assert person.assignments.get().ends_on is None
    assert f"{reverse('certificate_search')}?q={person.number}" in page


def test_hr_merges_a_unit(hr: Client, cast: Cast) -> None:
    address = reverse("unit_merge", args=[cast.unit.code])
    answer = hr.post(address, {"into": cast.other_unit.pk, "on": "2027-01-01"})
    assert answer["Location"] == reverse("units")
    assert Unit.objects.get(pk=cast.unit.pk).merged_into == cast.other_unit
    assert hr.get(address).status_code == 404


def test_a_reset_asks_first_and_shows_the_code_once(hr: Client, cast: Cast) -> None:
    address = reverse("account_reset", args=[cast.employee.pk])
    hr.get(address)
    assert not ActivationCode.objects.exists(), "asking changes nothing"
    shown = hr.post(address)
    assert "no-store" in shown["Cache-Control"]
    assert "Kode untuk Siti Nurhaliza" in shown.content.decode()
    again = hr.post(reverse("account_code", args=[cast.employee.pk]))
    assert again.status_code == 200
    Account.objects.filter(pk=cast.employee.pk).update(is_active=False)
    assert hr.post(address)["Location"] == reverse("employee", args=[cast.employee.employee_id])
    assert hr.post(reverse("account_code", args=[cast.employee.pk])).status_code == 302


def upload(hr: Client, content: bytes, name: str = "import_units") -> str:
    file = SimpleUploadedFile("data.csv", content)
    answer = hr.post(reverse(name), {"file": file, "effective_on": "2026-01-01"})
    return str(answer.get("Location", answer.content.decode()))


def test_an_import_is_checked_read_and_then_confirmed(hr: Client, cast: Cast) -> None:
    preview = upload(hr, b"kode,nama,jenis,induk,sektor\n999,Dinas Baru,dinas,PEMKO,health\n")
    page = hr.get(preview).content.decode()
    assert "Berkas siap diimpor" in page
    assert "1 baris: 1 mengubah data, 0 sudah sama." in page
    assert not Unit.objects.filter(code="999").exists()
    draft = ImportDraft.objects.get()
    hr.post(reverse("import_apply", args=[draft.pk]))
    assert Unit.objects.get(code="999").name == "Dinas Baru"
    assert "Data sudah diimpor" in hr.get(preview).content.decode()


def test_what_is_wrong_is_listed_and_cannot_be_imported(hr: Client, cast: Cast) -> None:
    rows = b"".join(b"%d,,dinas,PEMKO,health\n" % n for n in range(30))
    preview = upload(hr, b"kode,nama,jenis,induk,sektor\n" + rows)
    page = hr.get(preview).content.decode()
    assert "Berkas perlu diperbaiki" in page
    assert "Ada 30 hal yang harus diperbaiki" in page
    assert "Halaman 1 dari 2" in page
    draft = ImportDraft.objects.get()
    assert reverse("import_apply", args=[draft.pk]) not in page
    answer = hr.post(reverse("import_apply", args=[draft.pk]), follow=True).content.decode()
    assert "Masih ada yang harus diperbaiki" in answer


def test_a_file_that_is_no_table_is_refused_on_the_page(hr: Client, cast: Cast) -> None:
    assert "bukan XLSX atau CSV" in upload(hr, b"\x00\x01\x02", "import_employees")
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(("name", "column"), [("employees_template", "nip"), ("units_template", "induk")])
def test_the_empty_table_keeps_long_numbers_as_text(hr: Client, name: str, column: str) -> None:
    book = load_workbook(BytesIO(hr.get(reverse(name)).content))
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    assert column in header
    assert sheet.cell(2, header.index(column) + 1).number_format == "@"
    assert len(book.worksheets) == 2


def test_pages_without_anything_say_what_to_do(hr: Client, cast: Cast) -> None:
    assert "Belum ada penempatan" in text(hr, "employee", make_employee("Baru").pk)
    assert "Kolom yang dibaca" in text(hr, "import_employees")
    assert "Tidak ada unit yang cocok" in text(hr, "units", q="tidak ada")
