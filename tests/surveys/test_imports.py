"""Taking in files: all rows or none, never the same twice, and the page shows what skm_index computes."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from surveys.imports import AnswerImportError, import_answers, spread
from surveys.models import DailyRollup, ElementOrder, ImportedFile, Response, SurveyPeriod
from surveys.periods import span_of
from tests.factories.people import make_unit

pytestmark = pytest.mark.django_db
SEKADAU = Path(__file__).parent.parent / "data" / "skm" / "sekadau_2019_s1_raw.csv"
NAMED = "No;Persyaratan;Prosedur;Waktu;Biaya;Produk;Kompetensi;Perilaku;Sarana;Pengaduan\n1;1;2;3;4;1;2;3;4;1\n"


@pytest.fixture
def unit():
    return make_unit("Puskesmas Sei Jang", code="153")


def take(unit, now, content=NAMED, order=None, period="2024S1", name="a.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return import_answers(file_name=name, content=content, unit=unit, period=span_of(period), order=order, now=now)


def test_named_columns_land_at_their_own_element_whatever_their_order(unit, now):
    take(unit, now)
    stored = Response.objects.get()
    assert stored.scores == [1, 2, 3, 4, 1, 2, 3, 1, 4]
    assert (stored.channel, stored.day) == ("import", date(2024, 1, 1))
    assert stored.imported_file.element_order == "named"
    assert stored.imported_file.period.code == "2024S1"


@pytest.mark.parametrize(("order", "last_two"), [("regulation", [2, 1]), ("facilities-first", [1, 2])])
def test_bare_codes_follow_the_stated_order(unit, now, order, last_two):
    take(unit, now, "No,U1,U2,U3,U4,U5,U6,U7,U8,U9\n1,3,3,3,3,3,3,3,2,1\n", ElementOrder(order))
    assert Response.objects.get().scores[7:] == last_two


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("No,U1,U2,U3,U4,U5,U6,U7,U8,U9\n1,3,3,3,3,3,3,3,2,1\n", "--order regulation"),
        ("No,U1,U2\n1,3,3\n", "--order"),
        ("unsur,total,n\nU1,30,10\n", "rekap per unsur"),
        (NAMED + "2;1;2;3;4;1;2;3;4;5\n", "a.csv: baris 3, kolom Pengaduan (J): jawaban “5” bukan 1, 2, 3, atau 4"),
        ("No;Persyaratan;Prosedur\n1;3;3\n", "tepat 9 unsur"),
        ("hello\n", "tidak ditemukan baris judul"),
    ],
)
def test_what_cannot_be_taken_in_for_sure_changes_nothing(unit, now, content, part):
    with pytest.raises(AnswerImportError) as caught:
        take(unit, now, content)
    assert part in str(caught.value)
    assert not Response.objects.exists()
    assert not ImportedFile.objects.exists()
    assert not SurveyPeriod.objects.exists()


def test_other_than_nine_elements_are_refused_with_an_order_too(unit, now):
    with pytest.raises(AnswerImportError, match="tepat 9 unsur"):
        take(unit, now, "No,U1,U2\n1,3,3\n", ElementOrder.REGULATION)


def test_the_same_file_is_refused_the_second_time_for_any_unit(unit, now):
    take(unit, now)
    with pytest.raises(AnswerImportError, match="sudah pernah dimasukkan"):
        take(make_unit(), now, period="2025S1", name="lain.csv")
    assert Response.objects.count() == 1


def test_a_period_to_come_and_a_unit_that_had_ended_are_refused(unit, now):
    with pytest.raises(AnswerImportError, match="belum dimulai"):
        take(unit, now, period="2026Q2")
    ended = make_unit("Lama", ends_on=date(2023, 12, 31))
    with pytest.raises(AnswerImportError, match="penerusnya"):
        take(ended, now)


def test_answers_are_spread_evenly_over_the_days_up_to_today(unit, now):
    assert spread(date(2024, 1, 1), date(2024, 1, 4), 2) == [date(2024, 1, 1), date(2024, 1, 3)]
    assert spread(date(2024, 1, 1), date(2024, 1, 2), 4) == [date(2024, 1, 1)] * 2 + [date(2024, 1, 2)] * 2
    rows = "".join(f"{n};1;2;3;4;1;2;3;4;1\n" for n in range(2, 200))
    take(unit, now, NAMED + rows, period="2026Q1")
    assert max(Response.objects.values_list("day", flat=True)) == date(2026, 3, 9)


def test_a_workbook_is_taken_in_like_a_csv(unit, now):
    book, content = Workbook(), BytesIO()
    for line in NAMED.splitlines():
        book.active.append(line.split(";"))
    book.save(content)
    take(unit, now, content.getvalue(), name="a.xlsx")
    assert Response.objects.get().scores == [1, 2, 3, 4, 1, 2, 3, 1, 4]


@pytest.mark.parametrize("address", ["/unit/153/", "/unit/153/?periode=2019S1"])
def test_the_units_page_shows_the_same_figure_as_skm_index(unit, client, address, capsys):
    call_command("skm_import", str(SEKADAU), "--unit", "153", "--period", "2019S1", "--order", "regulation")
    assert "49 jawaban masuk untuk Puskesmas Sei Jang, Semester I 2019." in capsys.readouterr().out
    results = client.get(address).context["results"]
    assert (results.span.code, results.figure.index, results.figure.count) == ("2019S1", Decimal("78.74"), 49)
    assert sum(DailyRollup.objects.values_list("count", flat=True)) == 49


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--unit", "999", "--period", "2019S1", "--order", "regulation"], "Tidak ada unit dengan kode 999"),
        (["--unit", "153", "--period", "S1", "--order", "regulation"], "tidak dikenal"),
        (["--unit", "153", "--period", "2019S1"], "--order"),
    ],
)
def test_the_command_refuses_in_one_line(unit, arguments, part):
    with pytest.raises(CommandError, match=part):
        call_command("skm_import", str(SEKADAU), *arguments)
