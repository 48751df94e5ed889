"""Lists as files: every row that the filters leave, texts that stay texts, memory that stays flat."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.http import FileResponse
from django.test import RequestFactory
from openpyxl import load_workbook

from documents.spreadsheets import filters_of, table, wanted


def rows_of(answer: FileResponse) -> list[tuple[object, ...]]:
    content = BytesIO(b"".join(answer.streaming_content))
    return list(load_workbook(content).active.iter_rows(values_only=True))


def test_a_file_is_sent_as_an_attachment_that_no_proxy_keeps() -> None:
    answer = table(name="Peserta angkatan/4", title="Peserta", header=["Nama"], rows=[("Siti",)])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="peserta-angkatan4.xlsx"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert rows_of(answer) == [("Nama",), ("Siti",)]


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-1", "@siapa", "\t=1", "\r=1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    answer = table(name="a", title="a", header=["A"], rows=[(text,)])
    cell = load_workbook(BytesIO(b"".join(answer.streaming_content))).active["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_file_is_asked_for_beside_the_filters_and_the_filters_stay() -> None:
    request = RequestFactory().get("/?keadaan=waiting&cari=Siti+N&page=3&unduh=xlsx")
    assert wanted(request)
    assert filters_of(request) == "keadaan=waiting&cari=Siti+N"
    assert not wanted(RequestFactory().get("/?keadaan=waiting"))


def test_ten_times_the_rows_take_no_more_memory() -> None:
    def peak(rows: int) -> float:
        def made() -> Iterator[tuple[str, ...]]:
            for number in range(rows):
                yield (f"Nama {number}", "198609262015051001", "Dinas Kesehatan", "Alasan yang cukup panjang " * 4)

        tracemalloc.start()
        answer = table(name="a", title="a", header=["A", "B", "C", "D"], rows=made())
        for _ in answer.streaming_content:
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most / 1024**2

    peak(600)
    # The same within a megabyte; held in memory, the larger table would take some seven more.
    assert peak(6000) - peak(600) < 1.0
