"""Stating service users: one number, last year's, a file of all units."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from documents.spreadsheets import workbook
from documents.uploads import Upload
from surveys.models import Population
from surveys.office.population_table import TableError, read_table
from surveys.office.populations import PopulationError, Stated, copy_last_year, state
from surveys.periods import span_of
from tests.cast import Cast
from tests.factories.surveys import make_population, make_service

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 11, 2, tzinfo=UTC)
SPAN = span_of("2026Q1")
HEADER = ["Kode unit", "Kode layanan", "Pengguna", "Sumber", "Sasaran", "Alasan"]


def table(*rows: list[Any], header: list[str] | None = None) -> Upload:
    return Upload("daftar.xlsx", workbook(title="Daftar", header=header or HEADER, rows=rows))


def test_a_number_is_replaced_and_its_history_kept(cast: Cast) -> None:
    for users in (400, 500):
        state(stated=Stated(cast.unit, None, users, "SIMPUS"), span=SPAN, by=cast.officer, now=NOW)
    row = Population.objects.get()
    assert (row.users, row.entered_by, row.pgh_event_model.objects.count()) == (500, cast.officer, 2)  # type: ignore[attr-defined]
    with pytest.raises(PopulationError, match="lebih tinggi"):
        state(stated=Stated(cast.unit, None, 400, "x", 100, "y"), span=SPAN, by=cast.officer, now=NOW)
    with pytest.raises(PopulationError, match="bukan milik"):
        foreign = make_service(cast.other_unit)
        state(stated=Stated(cast.unit, foreign, 400, "x"), span=SPAN, by=cast.officer, now=NOW)


def test_last_years_numbers_are_taken_over_where_none_is_stated(cast: Cast) -> None:
    service = make_service(cast.unit)
    make_population(cast.unit, 300, period="2025Q1")
    make_population(cast.unit, 90, period="2025Q1", service=service)
    make_population(cast.unit, 350)
    assert copy_last_year(unit=cast.unit, span=SPAN, by=cast.officer, now=NOW) == 1
    copied = Population.objects.get(service=service, period__code="2026Q1")
    assert (copied.users, copied.source) == (90, "Buku register 2025 (disalin dari Triwulan I 2025)")
    with pytest.raises(PopulationError, match="Tidak ada angka"):
        copy_last_year(unit=cast.unit, span=SPAN, by=cast.officer, now=NOW)


def test_each_wrong_row_gets_its_message(cast: Cast) -> None:
    make_service(cast.unit)
    read = read_table(
        table(
            ["153", "", "1.200", "SIMPUS", "", ""],
            ["153", "ktp", 90, "SIMPUS", "", ""],
            ["999", "", 10, "x", "", ""],
            ["114", "ktp", 10, "x", "", ""],
            ["114", "", "12,5", "x", "", ""],
            ["114", "", 10, "", "", ""],
            ["153", "", 10, "x", "", ""],
            ["114", "", 400, "x", 300, ""],
            ["114", "", 400, "x", 500, "y"],
            ["111", "", "", "", "", ""],
        )
    )
    assert [(one.unit.code, one.users) for one in read.stated] == [("153", 1200), ("153", 90)]
    assert [(fault.row, fault.message) for fault in read.faults] == [
        (4, "Kode unit “999” tidak dikenal."),
        (5, "Dinas Perhubungan tidak mempunyai layanan “ktp”."),
        (6, "Kolom “pengguna” harus bilangan bulat, paling sedikit 1."),
        (7, "Tuliskan dari mana jumlah pengguna layanan ini."),
        (8, "Unit dan layanan ini sudah ada di baris lain."),
        (9, "Tuliskan alasan sasaran yang lebih tinggi."),
        (10, "Sasaran tidak boleh melebihi jumlah pengguna layanan."),
    ]
    with pytest.raises(TableError, match="sumber"):
        read_table(table(["153", 10], header=["kode unit", "pengguna"]))


def test_hr_downloads_the_list_fills_it_and_uploads_it_again(cast: Cast, client: Client) -> None:
    make_population(cast.unit, 400, stated_target=250, reason="Menurut layanan")
    client.force_login(cast.hr)
    content = b"".join(client.get("/kelola/sasaran-survei/?periode=2026Q1&unduh=xlsx").streaming_content)  # type: ignore[attr-defined]
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "114":
            row[3].value, row[4].value = 30, "Terminal"
    filled = BytesIO()
    sheet.parent.save(filled)
    sent = {"file": SimpleUploadedFile("daftar.xlsx", filled.getvalue())}
    assert client.post("/kelola/sasaran-survei/?periode=2026Q1", sent).status_code == 302
    kept = {row.unit.code: (row.target, row.entered_by) for row in Population.objects.order_by("pk")}
    # The unit's own number came back as it went out: it stays the unit's.
    assert kept == {"153": (250, None), "114": (28, cast.hr)}


def test_fewer_users_need_no_reason_where_the_target_was_the_formulas(cast: Cast, client: Client) -> None:
    make_population(cast.unit, 400)
    client.force_login(cast.hr)
    content = b"".join(client.get("/kelola/sasaran-survei/?periode=2026Q1&unduh=xlsx").streaming_content)  # type: ignore[attr-defined]
    book = load_workbook(BytesIO(content))
    row = next(row for row in book.worksheets[0].iter_rows(min_row=2) if row[0].value == "153")
    row[3].value = 150
    filled = BytesIO()
    book.save(filled)
    sent = {"file": SimpleUploadedFile("daftar.xlsx", filled.getvalue())}
    assert client.post("/kelola/sasaran-survei/?periode=2026Q1", sent).status_code == 302
    assert Population.objects.get().users == 150


def test_one_wrong_row_changes_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.hr)
    upload = table(["153", "", 400, "SIMPUS", "", ""], ["999", "", 10, "x", "", ""])
    sent = {"file": SimpleUploadedFile(upload.name, upload.content)}
    page = client.post("/kelola/sasaran-survei/?periode=2026Q1", sent).content.decode()
    assert "Baris 3: Kode unit “999” tidak dikenal." in page
    assert not Population.objects.exists()


def test_an_officer_states_copies_and_removes_by_the_page(cast: Cast, client: Client) -> None:
    make_population(cast.unit, 300, period="2025Q1")
    client.force_login(cast.officer)
    office = f"/kelola/survei/{cast.unit.code}/sasaran/"
    assert "Cara mendapatkannya" in client.get(f"{office}?periode=2026Q1").content.decode()
    assert client.post(f"{office}salin/?periode=2026Q1").status_code == 302
    assert client.post(f"{office}?periode=2026Q1", {"users": 400, "source": "SIMPUS"}).status_code == 302
    page = client.get(f"{office}?periode=2026Q1").content.decode()
    assert "dari sasaran 196 jawaban" in page
    assert "Petugas Survei" in page
    row = Population.objects.get(period__code="2026Q1")
    assert client.post(f"{office}{row.pk}/hapus/").status_code == 302
    refused = client.post(f"{office}?periode=2026Q1", {"users": 400, "source": "S", "stated_target": 10, "reason": "x"})
    assert "lebih tinggi" in refused.content.decode()
    assert date(2026, 1, 1) == SPAN.first


@pytest.mark.parametrize(("written", "users"), [("2100", 2100), ("2.100", 2100), ("2.10", None), ("dua ribu", None)])
def test_a_number_is_taken_with_or_without_thousands_points(
    cast: Cast, client: Client, written: str, users: int | None
) -> None:
    client.force_login(cast.officer)
    answer = client.post("/kelola/survei/153/sasaran/?periode=2026Q1", {"users": written, "source": "SIMPUS"})
    assert list(Population.objects.values_list("users", flat=True)) == ([users] if users else [])
    assert users or "Tulis bilangan bulat, misalnya 2.100." in answer.content.decode()
