"""`manage.py impact`: any panel in, the panel of a stored estimate out, and both agree."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from evaluations.estimating import estimate_impacts
from evaluations.models import ImpactEstimate
from surveys.models import MonthlyRollup
from tests.evaluations.test_estimating import NOW, make_city

CASTLE = Path(__file__).parents[1] / "data/impact/castle.csv"
OF_THE_FAMILY = {"adjusted_p", "verdict"}
"""What a stored result owes to the other questions asked with it."""


def _run(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("impact", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_what_is_exported_gives_the_stored_result_when_read_again(tmp_path: Path) -> None:
    program = make_city()
    estimate_impacts(now=NOW)
    files = {}
    for stored in ImpactEstimate.objects.shown_for(program):
        text, warning = _run("--export", program.code, "--outcome", stored.outcome)
        assert warning == ""
        files[stored.outcome] = tmp_path / f"{stored.outcome}.csv"
        files[stored.outcome].write_text(text)
        found = json.loads(_run("--panel", str(files[stored.outcome]), "--json")[0])["results"]
        again = found[str(files[stored.outcome])]
        kept = {name: stored.result[name] for name in again.keys() & stored.result.keys() - OF_THE_FAMILY}
        assert {name: again[name] for name in kept} == kept
        assert set(kept) >= {"effect", "bootstrap_interval", "dynamics", "leads", "placebos", "breakdown", "two_way"}
    assert set(files) == {"index", "time"}


@pytest.mark.django_db
def test_an_export_says_when_the_data_have_changed_since() -> None:
    program = make_city()
    estimate_impacts(now=NOW)
    MonthlyRollup.objects.order_by("pk")[0].delete()
    text, warning = _run("--export", program.code)
    assert text.startswith("unit,month,outcome,variance,n,share,group,touched\n")
    assert "sudah berubah" in warning


@pytest.mark.django_db
def test_what_was_never_estimated_cannot_be_exported() -> None:
    with pytest.raises(CommandError, match="Belum ada perhitungan"):
        _run("--export", "apa-saja")
    program = make_city()
    estimate_impacts(now=NOW)
    with pytest.raises(CommandError, match="tidak memuat program dan ukuran itu"):
        _run("--export", program.code, "--outcome", "cost")
    with pytest.raises(CommandError, match="tidak memuat program dan ukuran itu"):
        _run("--export", "tidak-ada")


def test_any_panel_is_estimated_without_a_database() -> None:
    assert "Tidak dihitung: terlalu sedikit bulan sesudah mulai 3" in _run("--panel", str(CASTLE))[0]
    text, _warning = _run("--panel", str(CASTLE), "--rule", "months_before=2", "--rule", "months_after=1")
    assert "Unit terlatih 21, pembanding 29" in text
    assert "12 bulan pertama, bobot sama" in text
    assert "bulan +4: +0.113 tanpa selang (1 unit)" in text


def test_several_panels_are_judged_as_one_family(tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_text(CASTLE.read_text())
    found = json.loads(_run("--panel", str(CASTLE), str(copy), "--json")[0])["results"]
    assert found[str(copy)]["adjusted_p"] == pytest.approx(2 * found[str(copy)]["p_value"], abs=2e-6)


def test_too_little_data_says_what_is_missing(tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text("unit,month,outcome,share\n" + "".join(f"a,{month},70,{month // 9}\n" for month in range(12)))
    text, _warning = _run("--panel", str(few))
    assert "Kesimpulan: data belum cukup" in text
    assert "Kurang: unit terlatih ada 0, perlu 8" in text
    assert "Kurang: unit pembanding ada 0, perlu 10" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--panel", "/tidak/ada.csv"], "tidak dapat dibaca"),
        (["--panel", str(CASTLE), "--rule", "besar=3"], "tidak dikenal. Yang ada: threshold"),
        (["--panel", str(CASTLE), "--rule", "draws=banyak"], "'banyak' untuk draws bukan bilangan"),
        (["--panel", str(CASTLE), "--rule", "weighting=size"], "tidak dikenal"),
        (["--panel", str(CASTLE), "--rule", "threshold=nan"], "'nan' untuk threshold harus bilangan dari 0 ke atas"),
        (["--panel", str(CASTLE), "--rule", "seed=-1"], "'-1' untuk seed harus bilangan dari 0 ke atas"),
        (["--panel", str(CASTLE), "--rule", "lead_count=0"], "'0' untuk lead_count harus bilangan dari 1 ke atas"),
        (["--panel", str(Path(__file__))], "kolom unit, month, outcome, share tidak ada"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(words: list[str], said: str) -> None:
    with pytest.raises(CommandError) as refused:
        _run(*words)
    assert said in str(refused.value)
