"""`manage.py evaluation_reports` finds what even the database cannot, and makes a report again to compare."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from evaluations.models import EvaluationReport
from evaluations.reporting import verifying
from evaluations.reporting.making import make_report
from evaluations.reporting.scopes import of_year
from tests.cast import Cast
from tests.evaluations.reporting.made import AT, keep_report, keep_run, ran

pytestmark = pytest.mark.django_db
Output = pytest.CaptureFixture[str]


@pytest.fixture
def made(cast: Cast) -> EvaluationReport:
    ran(cast.unit)
    return make_report(scope=of_year(2026), by=cast.hr, now=AT)


def test_what_was_made_is_whole(made: EvaluationReport, capsys: Output) -> None:
    call_command("evaluation_reports", "--verify")
    assert "1 versi laporan evaluasi utuh." in capsys.readouterr().out


def test_a_missing_version_a_changed_file_and_a_run_left_waiting_are_told(
    cast: Cast, made: EvaluationReport, capsys: Output
) -> None:
    keep_report(of_year(2025), 2)
    default_storage.delete(made.pdf.file.name)
    run = keep_run(cast.hr, failed=[of_year(2024)])
    run.tasks.update(state="waiting", reason="")
    with pytest.raises(CommandError, match="tidak utuh"):
        call_command("evaluation_reports", "--verify")
    told = capsys.readouterr().err
    assert f"{of_year(2025).code}: versi sampai 2, tetapi hanya 1 tersimpan" in told
    assert f"{made.pdf.name}: isi berkas tidak sesuai dengan sidiknya" in told
    assert "masih ada laporan yang menunggu" in told


def test_made_again_it_comes_out_the_same_to_the_byte(made: EvaluationReport, capsys: Output) -> None:
    call_command("evaluation_reports", "--again", made.scope)
    assert "Versi 1 keluar sama persis." in capsys.readouterr().out


def test_over_other_data_there_is_nothing_to_compare(cast: Cast, made: EvaluationReport, capsys: Output) -> None:
    ran(cast.other_unit)
    call_command("evaluation_reports", "--again", made.scope)
    assert "datanya berubah sejak dibuat" in capsys.readouterr().out


def test_another_file_from_the_same_data_is_told(made: EvaluationReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "workbook_of", lambda _facts: b"lain")
    with pytest.raises(CommandError, match="keluar dengan berkas lain"):
        call_command("evaluation_reports", "--again", made.scope)


@pytest.mark.parametrize("words", [(), ("--again", "tahun.1999.19990101.19991231")])
def test_it_says_what_to_do_when_asked_for_nothing_that_there_is(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("evaluation_reports", *words)
