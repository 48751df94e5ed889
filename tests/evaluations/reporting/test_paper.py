"""A report as PDF and as workbook."""

import io
from typing import Any

import openpyxl
import pypdf
import pytest

from evaluations.impact.verdict import Verdict
from evaluations.reporting.facts import gather
from evaluations.reporting.paper import paper_of
from evaluations.reporting.scopes import ScopeKind
from evaluations.reporting.workbook import workbook_of
from tests.cast import Cast
from tests.evaluations.reporting.city import TODAY, add_batch, estimate, make_trained
from tests.factories.programs import make_program

pytestmark = pytest.mark.django_db
MARKUP = "#strong[x] *tebal* _miring_ $x^2$ @label <b> `kode` \\ // =SUM(1)"


def words_of(content: bytes) -> str:
    """The PDF's text on one line."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def book_of(content: bytes, *, values: bool = False) -> Any:
    """The workbook with its formulas, or with the values that were stored beside them."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


@pytest.mark.parametrize("kind", list(ScopeKind))
def test_the_paper_names_itself_and_numbers_its_pages(cast: Cast, kind: ScopeKind):
    trained = make_trained(cast)
    estimate(trained.program)
    facts = gather(scope=trained.scope(kind), day=TODAY)
    found = words_of(paper_of(facts, version=3, day=TODAY))
    assert "LAPORAN EVALUASI PELATIHAN" in found
    assert "Versi 3" in found
    assert "1 Juli 2026" in found
    assert "2 dari " in found
    assert facts.digest in found.replace(" ", "")
    for each in facts.paper["chapters"]:
        assert each["title"].split(" (")[0] in found


def test_markup_in_a_name_is_text_and_no_formula(cast: Cast):
    trained = make_trained(cast, title=MARKUP)
    facts = gather(scope=trained.scope(ScopeKind.PROGRAM), day=TODAY)
    assert MARKUP.replace(" ", "") in words_of(paper_of(facts, version=1, day=TODAY)).replace(" ", "")
    formulas = [
        cell.value
        for sheet in book_of(workbook_of(facts))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    assert not [each for each in formulas if "SUM(1)" in each]


def test_a_name_that_begins_like_a_formula_stays_a_text(cast: Cast):
    add_batch(cast, make_program(title="=1+1"))
    facts = gather(scope=make_trained(cast).scope(ScopeKind.CITY), day=TODAY)
    cell = next(row[0] for row in book_of(workbook_of(facts))["Biaya"].iter_rows(min_row=2) if row[0].value == "=1+1")
    assert cell.data_type == "s"


def test_the_workbook_computes_costs_anew(cast: Cast):
    trained = make_trained(cast)
    estimate(trained.program)
    add_batch(cast, trained.program, cost=3_000_000)
    content = workbook_of(gather(scope=trained.scope(ScopeKind.PROGRAM), day=TODAY))
    sheet, stored = book_of(content)["Biaya"], book_of(content, values=True)["Biaya"]
    assert [cell.value for cell in sheet[2]][3:] == [
        1_000_000, 5, 100, '=IF(AND(D2>0,E2>0),D2/E2,"")', '=IF(AND(D2>0,F2>0),D2/F2,"")',
    ]  # fmt: skip
    assert [cell.value for cell in stored[2]][6:] == [200_000, 10_000]
    assert sheet["D4"].value == "=SUM(D2:D3)"
    # 4 million for ten people and 200 JP.
    assert [cell.value for cell in stored[4]][3:] == [4_000_000, 10, 200, 400_000, 20_000]
    point = book_of(content, values=True)["Biaya per poin"]
    assert [cell.value for cell in point[2]][1:] == [4_000_000, 1, 2, 1, 4, 2_000_000, 1_000_000, 4_000_000]


def test_the_workbook_has_no_cost_of_a_point_where_the_effect_may_be_zero(cast: Cast):
    trained = make_trained(cast)
    estimate(trained.program, Verdict.NO_EVIDENCE, effect={"value": 0.5, "low": 0.0, "high": 2.0, "detectable": 1.0})
    point = book_of(workbook_of(gather(scope=trained.scope(ScopeKind.CITY), day=TODAY)), values=True)["Biaya per poin"]
    assert [cell.value for cell in point[2]][6:] == [
        "tidak dapat dihitung: pengaruhnya mungkin nol", 500_000, "tidak ada batas atas",
    ]  # fmt: skip


def test_the_workbook_holds_the_data_of_every_picture(cast: Cast):
    trained = make_trained(cast)
    facts = gather(scope=trained.scope(ScopeKind.CITY), day=TODAY)
    rows = list(book_of(workbook_of(facts))["Grafik"].iter_rows(min_row=2, values_only=True))
    drawn = [each["picture"] for each in facts.paper["chapters"] if each["picture"]]
    assert len(rows) == sum(len(line["points"]) for picture in drawn for line in picture["rows"])
    assert ("Biaya", "Biaya per orang yang selesai", "Pelayanan prima", "", 200_000, None, None) in rows
