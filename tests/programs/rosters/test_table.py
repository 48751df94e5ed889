"""Lists as people make them: what is read, and what is said about what cannot be."""

from datetime import date
from typing import Any

import pytest

from pembinaan.base.errors import DomainError
from programs.rosters.table import Line, RosterError, read_lines
from tests.programs.rosters.sheets import with_macros, workbook

NIP = "198609262015051001"
OTHER = "199001012015011002"


def problem(content: bytes, name: str = "daftar.xlsx") -> list[str]:
    return [line.problem for line in read_lines(content, name)]


@pytest.mark.parametrize(
    "written",
    [NIP, f"'{NIP}", f" {NIP} ", "19860926 201505 1 001", "19860926.201505.1.001", f"’{NIP}"],
)
def test_a_number_is_read_however_it_is_grouped_or_marked_as_text(written: str) -> None:
    assert read_lines(workbook(["NIP"], [written]), "daftar.xlsx") == [Line(2, NIP)]


def test_the_header_may_stand_below_a_title_and_between_other_columns() -> None:
    content = workbook(["DAFTAR PESERTA", None], [], ["No", "Nama", "NIP / NI PPPK", "Ket"], [1, "Siti", NIP, ""])
    assert read_lines(content, "daftar.xlsx") == [Line(4, NIP, "Siti")]


def test_a_csv_with_semicolons_is_read() -> None:
    assert read_lines(f"No;Nama;NIP\n1;Siti;{NIP}\n2;Budi;'{OTHER}\n".encode(), "daftar.csv") == [
        Line(2, NIP, "Siti"),
        Line(3, OTHER, "Budi"),
    ]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (1.98609262015051e17, "Angka panjang ini disimpan sebagai bilangan"),
        ("1.98E+17", "Angka panjang ini disimpan sebagai bilangan"),
        (date(1986, 9, 26), "adalah tanggal, bukan NIP"),
        ("26/09/1986", "adalah tanggal, bukan NIP"),
        ("Siti Nurhaliza", "bukan NIP. NIP hanya berisi angka."),
        ("12345", "NIP terdiri atas 18 angka; yang tertulis 5 angka."),
        ("=A1&B1", "Sel ini berisi rumus tanpa hasil."),
    ],
)
def test_a_cell_that_is_no_number_is_told_with_what_to_do(cell: Any, said: str) -> None:
    content = workbook(["NIP", "Nama"], [cell, "Siti"], [NIP, "Budi"])
    told = problem(content)
    assert said in told[0]
    assert told[1] == ""


def test_a_formula_alone_in_its_row_is_not_passed_over() -> None:
    assert "rumus tanpa hasil" in problem(workbook(["NIP"], ['="1986"']))[0]


def test_merged_cells_are_told_row_by_row() -> None:
    content = workbook(["NIP", "Nama"], [NIP, "Siti"], [None, "Budi"], [None, "Ani"], merge="A2:A4")
    told = problem(content)
    assert told[0] == ""
    assert told[1:] == ["Sel A2:A4 digabung. Pisahkan (Unmerge Cells), lalu isi setiap barisnya."] * 2


def test_an_empty_cell_between_filled_ones_is_told() -> None:
    assert problem(workbook(["NIP", "Nama"], [None, "Siti"])) == ["NIP belum diisi."]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.xlsx", "kosong"),
        (b"   \n\n", "a.csv", "kosong"),
        (b"PK\x03\x04rusak", "a.xlsx", "rusak atau bukan buku kerja Excel"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "a.xls", "Excel lama"),
        (b" " * 20 * 1024 * 1024, "a.csv", "kosong"),
        (b"\x00" * 20 * 1024 * 1024, "a.xlsx", "lebih dari 10 MB"),
        (workbook(["Nama", "Unit"], ["Siti", "111"]), "a.xlsx", "Tidak ada kolom berjudul “NIP”."),
        (workbook(["NIP", "Nip"], [NIP, NIP]), "a.xlsx", "Kolom NIP ada dua kali."),
        (workbook(["NIP"]), "a.xlsx", "Tidak ada baris di bawah judul kolom."),
        (with_macros(workbook(["NIP"], [NIP])), "a.xlsm", "berisi makro (.xlsm)"),
        (with_macros(workbook(["NIP"], [NIP])), "a.xlsx", "berisi makro (.xlsm)"),
        (b"NIP\n" + b"\n" * 6000 + NIP.encode(), "a.csv", "ribuan baris kosong"),
        (("NIP\n" + f"{NIP}\n" * 5001).encode(), "a.csv", "lebih dari 5000 baris"),
    ],
    ids=[
        "nothing",
        "blank",
        "broken",
        "old",
        "blank 20 MB",
        "20 MB",
        "no",
        "two",
        "header",
        "xlsm",
        "named",
        "gap",
        "long",
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(content: bytes, name: str, said: str) -> None:
    with pytest.raises(DomainError) as refusal:
        read_lines(content, name)
    assert said in refusal.value.message


def test_twenty_megabytes_of_formatted_nothing_end_quickly() -> None:
    rows: list[list[Any]] = [["NIP"], [NIP]]
    content = workbook(*rows, *([[""]] * 8000), [NIP])
    with pytest.raises(DomainError, match="ribuan baris kosong"):
        read_lines(content, "daftar.xlsx")


def test_a_list_without_a_number_in_any_row_says_so_for_each() -> None:
    with pytest.raises(RosterError, match="Tidak ada baris"):
        read_lines(b"NIP;Nama\n;\n", "a.csv")
