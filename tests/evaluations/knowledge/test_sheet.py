"""Questions from a table: each cell that is to be mended is named."""

import io

import pytest
from openpyxl import Workbook

from evaluations.knowledge.building import QuestionText
from evaluations.knowledge.sheet import COLUMNS, read
from pembinaan.base.spreadsheets import SpreadsheetError
from people.imports.template import empty_table

HEADER = ("topik", "soal", "jawaban_a", "jawaban_b", "jawaban_c", "jawaban_d", "kunci")
GOOD = ("Antrean", "Apa yang diukur?", "Kursi", "Waktu", "Warna", "Suara", "b")


def table(*rows):
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def told(reading):
    return [(finding.row, finding.column) for finding in reading.findings]


def test_a_row_is_a_question_with_its_right_answer():
    reading = read(table(HEADER, GOOD), "soal.xlsx")
    assert reading.is_good
    assert reading.questions == [QuestionText("Antrean", "Apa yang diukur?", ("Kursi", "Waktu", "Warna", "Suara"), 2)]


def test_a_csv_with_semicolons_and_short_titles_is_read_too():
    text = "Topik;Pertanyaan;A;B;C;D;Kunci Jawaban\nAntrean;Apa yang diukur?;Kursi;Waktu;Warna;Suara;D\n"
    reading = read(text.encode(), "soal.csv")
    assert (reading.is_good, reading.questions[0].right) == (True, 4)


def test_every_cell_that_is_to_be_mended_is_named_by_row_and_column():
    reading = read(
        table(
            HEADER,
            ("", *GOOD[1:]),
            (*GOOD[:2], "Sama", "sama", *GOOD[4:]),
            (*GOOD[:6], "E"),
            (*GOOD[:5], "x" * 81, "A"),
        ),
        "soal.xlsx",
    )
    assert not reading.is_good
    assert told(reading) == [(2, "topik"), (3, "jawaban_d"), (4, "kunci"), (5, "jawaban_d")]


def test_a_missing_column_is_told_before_any_row():
    assert told(read(table(HEADER[:-1], GOOD[:-1]), "soal.xlsx")) == [(1, "kunci")]


def test_a_table_without_questions_and_one_with_too_many_are_refused():
    assert not read(table(HEADER), "soal.xlsx").is_good
    with pytest.raises(SpreadsheetError, match="60 baris"):
        read(table(HEADER, *[GOOD] * 61), "soal.xlsx")


def test_the_empty_table_that_is_given_out_has_the_columns_that_are_read():
    reading = read(empty_table(COLUMNS), "kosong.xlsx")
    assert [finding.message for finding in reading.findings] == ["Tidak ada soal di bawah judul kolom."]
