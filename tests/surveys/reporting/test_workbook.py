"""The workbook's formulas give the published index, computed by another program than ours."""

import csv
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import formulas
import pytest
from openpyxl import load_workbook

from people.models import Unit
from surveys.models import ReportLayout, SurveyRule
from surveys.periods import span_of
from surveys.reporting import facts
from surveys.reporting.facts import gather
from surveys.reporting.workbook import workbook_of
from surveys.rollups import fold_all
from tests.cast import Cast
from tests.factories.surveys import build_response, make_plan
from tests.surveys.reporting.made import answer

# The other program's own sources warn when they are first compiled.
pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
DATA = Path(__file__).resolve().parents[2] / "data" / "skm"
DAY = date(2026, 4, 2)
CODES = [f"U{number}" for number in range(1, 10)]
# The published page's ninth element is complaints, its eighth facilities: their columns change places.
FACILITIES_FIRST = [0, 1, 2, 3, 4, 5, 6, 8, 7]


def table(name: str) -> list[dict[str, str]]:
    lines = (DATA / name).read_text().splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def rows_with(totals: list[int], count: int) -> list[list[int]]:
    """`count` rows of whole answers whose columns add up to `totals`."""
    return [[total // count + (row < total % count) for total in totals] for row in range(count)]


def written(unit: Unit, rows: list[list[int]], path: Path) -> Path:
    """The workbook of a unit whose answers are `rows`."""
    type(build_response(unit)).objects.bulk_create(build_response(unit, row) for row in rows)
    fold_all()
    path.write_bytes(workbook_of(gather(unit=unit, span=span_of("2026Q1"), day=DAY)))
    return path


def computed(path: Path) -> dict[str, Any]:
    """The lines below the elements, as the formulas give them: by label, from a program that knows no cached value."""
    model = formulas.ExcelModel().loads(str(path)).finish().calculate()
    labels = {cell.row: cell.value for cell in load_workbook(path)["Hitung"]["A"] if cell.value}
    found: dict[str, Any] = {}
    for row, label in labels.items():
        cell = model.get(f"'[{path.name}]HITUNG'!B{row}")
        if cell is not None:
            found[label] = cell.value[0, 0]
    return found


def payakumbuh() -> list[list[int]]:
    totals = [round(Decimal(row["nrr"].replace(",", ".")) * 100) for row in table("pn_payakumbuh_2020_s1.csv")]
    return [[row[place] for place in FACILITIES_FIRST] for row in rows_with(totals, 100)]


def gaspul() -> list[list[int]]:
    return rows_with([int(row["total"]) for row in table("kemenag_gaspul_tw3.csv")], 29)


def sekadau() -> list[list[int]]:
    return [[int(row[code]) for code in CODES] for row in table("sekadau_2019_s1_raw.csv")]


@pytest.mark.parametrize(
    ("rows", "weight", "index", "grade"),
    [
        (payakumbuh, "exact", 87.56, "B"),
        (gaspul, "0.11", 90.56, "A"),
        (gaspul, "exact", 91.48, "A"),
        (sekadau, "exact", 78.74, "B"),
        (sekadau, "0.111", 78.66, "B"),
    ],
)
def test_the_formulas_give_the_published_index(
    cast: Cast, tmp_path: Path, rows: Any, weight: str, index: float, grade: str
) -> None:
    SurveyRule.objects.update(weight=weight)
    found = computed(written(cast.unit, rows(), tmp_path / "laporan.xlsx"))
    assert round(float(found["IKM"]), 2) == index
    assert found["Mutu pelayanan"] == grade
    assert float(found["Selisih"]) == 0


def test_the_stored_values_are_those_of_the_formulas(cast: Cast, tmp_path: Path) -> None:
    path = written(cast.unit, sekadau(), tmp_path / "laporan.xlsx")
    stored = {row[0].value: row[1].value for row in load_workbook(path, data_only=True)["Hitung"].iter_rows()}
    for label, value in computed(path).items():
        assert stored[label] == (pytest.approx(float(value)) if isinstance(stored[label], float | int) else value)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_computes_the_same(cast: Cast, tmp_path: Path) -> None:
    path = written(cast.unit, sekadau(), tmp_path / "laporan.xlsx")
    words = ["soffice", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", str(path)]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert "IKM,78.74" in (tmp_path / "laporan.csv").read_text()


def test_beyond_the_rows_that_are_written_the_spread_still_gives_the_index(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "MOST_ROWS", 7)
    path = written(cast.unit, sekadau(), tmp_path / "laporan.xlsx")
    book = load_workbook(path)
    assert book["Rekap"].max_row == 8
    assert "memuat 7 dari 49 responden" in book["Hitung"]["A3"].value
    assert round(float(computed(path)["IKM"]), 2) == 78.74


def test_its_sheets_hold_respondents_and_plans_and_texts_stay_texts(cast: Cast, tmp_path: Path) -> None:
    make_plan(cast.unit, action="=HYPERLINK(1)")
    answer(cast.unit, sex="f")
    path = tmp_path / "laporan.xlsx"
    path.write_bytes(workbook_of(gather(unit=cast.unit, span=span_of("2026Q1"), day=DAY)))
    book = load_workbook(path)
    assert book.sheetnames == ["Hitung", "Rekap", "Mutu", "Responden", "Rencana"]
    assert [cell.value for cell in book["Rekap"][1]] == ["No.", *CODES]
    people = {(row[0], row[1]): row[2] for row in book["Responden"].iter_rows(values_only=True)}
    assert people["Jenis kelamin", "Perempuan"] == 12
    assert people["Jenis kelamin", "Tidak diisi"] == 0
    assert (book["Rencana"]["C2"].value, book["Rencana"]["C2"].data_type) == ("=HYPERLINK(1)", "s")


def test_elements_may_be_numbered_with_facilities_first(cast: Cast) -> None:
    ReportLayout.objects.create(starts_on=date(2026, 1, 1), element_numbering="facilities-first")
    answer(cast.unit)
    found = gather(unit=cast.unit, span=span_of("2026Q1"), day=DAY)
    assert [element.key for element in found.elements[7:]] == ["facilities", "complaints"]
    assert found.recap.rows[0][8] in (2, 4)


def test_every_entry_of_the_file_has_the_same_day(cast: Cast, tmp_path: Path) -> None:
    path = written(cast.unit, sekadau(), tmp_path / "laporan.xlsx")
    assert {entry.date_time[0] for entry in zipfile.ZipFile(path).infolist()} == {1980}
