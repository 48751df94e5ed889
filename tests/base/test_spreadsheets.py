"""Tables as people save them: Excel's habits, three delimiters, two encodings, and files that mean harm."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pembinaan.base.spreadsheets import MAX_BYTES, SpreadsheetError, read_rows


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def replace_in(content: bytes, old: bytes, new: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry).replace(old, new))
    return buffer.getvalue()


def cells(content: bytes, name: str = "data.csv") -> list[list[str]]:
    return [row.cells for row in read_rows(content, name).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_delimiter_is_recognised(delimiter: str) -> None:
    content = f'nama{delimiter}unit\n"Siti, S.Kep; Ners"{delimiter}111\n'.encode()
    sheet = read_rows(content, "data.csv")
    assert sheet.header == ["nama", "unit"]
    assert sheet.rows[0].cells == ["Siti, S.Kep; Ners", "111"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_each_encoding_is_recognised(encoding: str) -> None:
    assert cells("nama\nJosé\n".encode(encoding)) == [["José"]]


def test_excels_own_hint_on_the_delimiter_is_followed_and_counts_as_a_line() -> None:
    sheet = read_rows(b"sep=;\nnama;unit\nSiti;111\n", "data.csv")
    assert sheet.header == ["nama", "unit"]
    assert sheet.rows[0].number == 3


def test_row_numbers_are_those_of_the_file_though_empty_lines_are_left_out() -> None:
    sheet = read_rows(b"\nnama,unit\n\nSiti,111\n,\nBudi,112\n", "data.csv")
    assert [row.number for row in sheet.rows] == [4, 6]


def test_short_rows_are_filled_and_cells_beyond_the_header_dropped() -> None:
    assert cells(b"a,b\n1\n1,2,3\n") == [["1", ""], ["1", "2"]]


def test_cells_of_excel_arrive_as_a_person_sees_them() -> None:
    content = workbook(["a", "b", "c", "d", "e"], [3.0, 3.25, date(2026, 3, 9), datetime(2026, 3, 9, 8, 30), True])
    assert cells(content, "data.xlsx") == [["3", "3.25", "2026-03-09", "2026-03-09T08:30:00", "true"]]


@pytest.mark.parametrize("damaged", [1.98609262015051e17, 198609262015051008])
def test_a_long_number_that_lost_its_last_digits_is_refused_with_its_place(damaged: float) -> None:
    sheet = read_rows(workbook(["nama", "nip"], ["Siti", damaged]), "data.xlsx")
    assert sheet.rows[0].cells == ["Siti", ""]
    (refused,) = sheet.refused_cells
    assert (refused.row, refused.column) == (2, "nip")
    assert "Ubah format kolom menjadi Teks" in refused.message


def test_a_csv_that_excel_saved_shows_the_same_damage() -> None:
    sheet = read_rows(b"nama;nip\nSiti;1,98609E+17\n", "data.csv")
    assert [(cell.row, cell.column) for cell in sheet.refused_cells] == [(2, "nip")]


def test_a_long_number_kept_as_text_is_taken() -> None:
    assert cells(workbook(["nip"], ["198609262015051001"]), "data.xlsx") == [["198609262015051001"]]


def test_a_long_number_that_a_program_wrote_whole_is_taken() -> None:
    content = replace_in(workbook(["nip"], [4711]), b"4711", b"198609262015051001")
    assert cells(content, "data.xlsx") == [["198609262015051001"]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "kosong"),
        (b" \n \n", "kosong"),
        (b",,\n,,\n", "tidak berisi tabel"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "Excel lama"),
        (b"PK\x03\x04 no archive", "rusak"),
        (b"nama\x00\x01", "bukan XLSX atau CSV"),
        (b"a\n" + b"x" * 200_000, "tidak dapat dibaca"),
        (b"a" * (MAX_BYTES + 1), "10 MB"),
        (b"a\n" + b"1\n" * 31, "lebih dari 30 baris"),
        (b"a," * 300 + b"b\n", "lebih dari 200 kolom"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content: bytes, reason: str) -> None:
    with pytest.raises(SpreadsheetError, match=reason):
        read_rows(content, "data.csv", max_rows=30)


def test_an_archive_that_swells_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(3):
            archive.writestr(f"xl/worksheets/sheet{part}.xml", b"0" * 80 * 1024 * 1024)
    with pytest.raises(SpreadsheetError, match="terlalu besar setelah dibuka"):
        read_rows(buffer.getvalue(), "bom.xlsx")


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("catatan.txt", "halo")
    with pytest.raises(SpreadsheetError, match="rusak"):
        read_rows(buffer.getvalue(), "data.xlsx")


@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_never_break(content: bytes) -> None:
    try:
        sheet = read_rows(content, "data.csv")
    except SpreadsheetError:
        return
    assert all(len(row.cells) == len(sheet.header) for row in sheet.rows)
