"""The command that computes the index of published tables, without any database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data" / "skm"


def run(capsys, *arguments):
    call_command("skm_index", *map(str, arguments))
    return capsys.readouterr()


def test_json_is_one_object_a_file_and_line(capsys):
    files = [DATA / "kemenag_gaspul_tw3.csv", DATA / "scribd_lab_responsiveness.csv"]
    lines = run(capsys, "--json", *files).out.splitlines()
    first, second = (json.loads(line) for line in lines)
    assert list(first) == ["file", "n", "nrr", "ikm", "grade", "weight"]
    assert (first["file"], first["n"], first["ikm"], first["grade"]) == (str(files[0]), 29, 91.48, "A")
    assert first["nrr"]["U1"] == pytest.approx(105 / 29, abs=1e-15)
    assert second == {
        "file": str(files[1]),
        "n": 20,
        "nrr": {"U1": 3.7, "U2": 3.6},
        "ikm": 91.25,
        "grade": "A",
        "weight": "exact",
    }


def test_the_weight_is_the_publishers_when_asked(capsys):
    out = run(capsys, "--json", "--weight", "0.11", DATA / "kemenag_gaspul_tw3.csv").out
    assert (json.loads(out)["ikm"], json.loads(out)["weight"]) == (90.56, "0.11")


def test_people_get_a_table(capsys):
    out = run(capsys, DATA / "pn_payakumbuh_2020_s1.csv").out
    assert "U4           -     100   3,2400" in out
    assert "IKM 87,56 · B (Baik) · bobot exact" in out


def test_a_faulty_file_is_told_and_the_others_are_still_printed(capsys, tmp_path):
    faulty = tmp_path / "lab.csv"
    faulty.write_text("respondent,U1,U2\n1,4,3\n2,5,3\n", encoding="utf-8")
    with pytest.raises(CommandError, match="1 dari 2 berkas"):
        call_command("skm_index", "--json", str(faulty), str(DATA / "sekadau_2019_s1_raw.csv"))
    captured = capsys.readouterr()
    assert f"{faulty}: baris 3, kolom U1 (B): jawaban “5” bukan 1, 2, 3, atau 4" in captured.err
    assert json.loads(captured.out)["ikm"] == 78.74


def test_a_printed_weight_is_refused_for_other_than_nine_elements():
    with pytest.raises(CommandError):
        call_command("skm_index", "--weight", "0.111", str(DATA / "scribd_lab_responsiveness.csv"))


def test_it_needs_no_database_and_exits_with_a_failure():
    environment = {
        **os.environ,
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "pembinaan.settings.test",
    }
    command = [sys.executable, "manage.py", "skm_index", "--json"]

    def finish(file):
        return subprocess.run(
            [*command, str(file)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )

    assert json.loads(finish(DATA / "pn_payakumbuh_2020_s1.csv").stdout)["ikm"] == 87.56
    refused = finish(DATA / "karo_2020_units.csv")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "karo_2020_units.csv: tidak ditemukan baris judul" in refused.stderr
