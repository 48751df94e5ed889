"""A unit's report: the figures of a hand calculation, in the regulation's chapters, kept once."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pypdf
import pytest

from surveys.models import ReportLayout, SetAside, SurveyRule, UnitReport
from surveys.periods import span_of
from surveys.publications.publishing import publish_units
from surveys.reporting.facts import NothingToReportError, ReportError, gather
from surveys.reporting.making import make_report, paper_of
from surveys.reporting.workbook import workbook_of
from tests.cast import Cast
from tests.factories.surveys import DAY, make_plan, make_population, make_responses, make_service
from tests.surveys.reporting.made import BEST, answer

Q1 = span_of("2026Q1")
NOW = datetime(2026, 4, 2, 3, tzinfo=UTC)


def text_of(content: bytes) -> str:
    """The words of a PDF, each line break a blank."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def paper(cast: Cast, day: date = date(2026, 4, 2)) -> str:
    return text_of(paper_of(gather(unit=cast.unit, span=Q1, day=day), 1, "", day))


def test_the_figures_are_those_of_a_hand_calculation(cast: Cast) -> None:
    answer(cast.unit)
    words = paper(cast)
    assert "88,89 ± 7,37" in words
    assert "nilai sebenarnya berada antara 81,52 dan 96,26" in words
    assert "Rentang itu melewati batas mutu" in words
    # U1: 6 × 3 + 6 × 4 = 42, mean 3.5, weighted by 1/9: 0.3889.
    assert "U1 Persyaratan 0 0 6 6 42 3,500 0,3889" in words
    assert "U8 Penanganan Pengaduan, Saran dan Masukan 0 6 0 6 36 3,000 0,3333" in words
    # 32/9 = 3.5556.
    assert "Jumlah NRR tertimbang 3,5556" in words
    assert "1/9 (0,1111)" in words
    assert "Tiga unsur dengan nilai terendah ialah Penanganan Pengaduan, Saran dan Masukan" in words


def test_the_chapters_and_the_legal_basis_are_those_of_the_regulation(cast: Cast) -> None:
    answer(cast.unit)
    words = paper(cast)
    basis = (
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 tentang Pedoman "
        "Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik."
    )
    assert basis in words
    places = [
        words.rindex(title)
        for title in (
            "BAB I PENDAHULUAN",
            "BAB II PENGUMPULAN DATA",
            "BAB III HASIL PENGOLAHAN DATA",
            "BAB IV ANALISIS DAN TINDAK LANJUT",
            "BAB V KESIMPULAN",
            "Lampiran 1 KUESIONER",
            "Lampiran 2 REKAP JAWABAN PER RESPONDEN",
        )
    ]
    assert places == sorted(places)
    for part in ("Latar belakang", "Maksud dan tujuan", "Sasaran dan ruang lingkup", "Rencana tindak lanjut"):
        assert part in words


def test_respondents_who_left_a_field_open_are_told_of(cast: Cast) -> None:
    answer(cast.unit, sex="f")
    make_responses(cast.unit, 4, BEST)
    answer(cast.unit, good=0, best=0)
    assert "Jenis kelamin Perempuan 12 75,0% Laki-laki 0 0,0% Tidak diisi 4 25,0%" in paper(cast)


def test_facilities_may_come_before_complaints_and_chapters_in_another_order(cast: Cast) -> None:
    answer(cast.unit)
    ReportLayout.objects.create(
        starts_on=date(2026, 1, 1),
        chapters=["introduction", "collection", "analysis", "results", "conclusion"],
        element_numbering="facilities-first",
        legal_bases=["Peraturan Wali Kota Nomor 1 Tahun 2020."],
    )
    words = paper(cast)
    assert "U8 Sarana dan Prasarana 0 0 6 6 42" in words
    assert "U9 Penanganan Pengaduan, Saran dan Masukan 0 6 0 6 36" in words
    assert "BAB III ANALISIS DAN TINDAK LANJUT" in words
    assert "BAB IV HASIL PENGOLAHAN DATA" in words
    assert "5. Peraturan Wali Kota Nomor 1 Tahun 2020." in words


def test_the_weight_in_force_is_used_and_printed(cast: Cast) -> None:
    SurveyRule.objects.update(weight="0.111")
    answer(cast.unit)
    words = paper(cast)
    # 32 × 0.111 = 3.552; × 25 = 88.80.
    assert "bobot unsur, 0,111" in words
    assert "Jumlah NRR tertimbang 3,5520" in words
    assert "IKM (jumlah × 25) 88,80" in words


def test_fewer_than_ten_answers_give_no_report(cast: Cast) -> None:
    answer(cast.unit, good=5, best=4)
    with pytest.raises(NothingToReportError, match="kurang dari 10"):
        make_report(unit=cast.unit, span=Q1, by=cast.hr, now=NOW)
    with pytest.raises(NothingToReportError, match="Belum ada jawaban"):
        make_report(unit=cast.other_unit, span=Q1, by=cast.hr, now=NOW)


def test_a_service_with_few_answers_and_the_one_that_would_tell_of_it_stay_hidden(cast: Cast) -> None:
    services = {code: make_service(cast.unit, code, f"Poli {code}") for code in ("gigi", "umum", "anak")}
    for code, many in (("gigi", 4), ("umum", 12), ("anak", 20)):
        make_responses(cast.unit, many, BEST, service=services[code])
    answer(cast.unit, good=0, best=0)
    words = paper(cast)
    assert "Poli anak 20 100,00" in words
    assert "Poli gigi tidak ditampilkan" in words
    assert "Poli umum tidak ditampilkan" in words


def test_the_target_is_held_against_the_answers(cast: Cast) -> None:
    make_population(cast.unit, 15)
    answer(cast.unit)
    words = paper(cast)
    # Krejcie and Morgan by the formula: 14 of 15.
    assert "penerima layanan pada periode ini 15 orang (sumber: Buku register 2025)" in words
    assert "memerlukan 14 jawaban" in words
    assert "berjumlah 12 atau 85,7% dari sasaran, sehingga sasaran belum tercapai" in words


def test_a_change_is_told_with_its_noise(cast: Cast) -> None:
    answer(cast.unit)
    make_responses(cast.unit, 20, [3] * 9, day=date(2025, 11, 3))
    answer(cast.unit, good=0, best=0)
    words = paper(cast)
    assert "Dibandingkan dengan Triwulan IV 2025 (75,00), IKM naik 13,89 poin" in words
    assert "sehingga merupakan perubahan yang nyata" in words
    assert "Perbandingan dengan Triwulan I 2025 belum dapat dibuat" in words


def test_plans_of_before_and_of_now_are_told_apart(cast: Cast) -> None:
    old = {"starts_on": date(2025, 10, 1), "due_on": date(2026, 1, 31), "done_on": date(2026, 1, 20)}
    make_plan(cast.unit, "complaints", "Nomor aduan dipasang", evidence="Foto papan", **old)
    make_plan(cast.unit, "time", "Loket kedua dibuka", starts_on=date(2026, 4, 5))
    answer(cast.unit)
    words = paper(cast)
    assert "Nomor aduan dipasang 1 Oktober 2025 – 31 Januari 2026 Selesai 20 Januari 2026. Bukti: Foto papan" in words
    assert "Loket kedua dibuka 5 April – 30 November 2026 Kepala Tata Usaha" in words


def test_without_plans_the_weakest_elements_wait_for_one(cast: Cast) -> None:
    answer(cast.unit)
    assert "Rencana tindak lanjut belum ditetapkan." in paper(cast)


def test_the_head_signs_and_a_long_recap_goes_on_in_the_workbook(cast: Cast) -> None:
    ReportLayout.objects.create(starts_on=date(2026, 1, 1), recap_rows=5)
    answer(cast.unit)
    words = paper(cast)
    assert "Kepala UPTD Puskesmas Sei Jang, Kepala Puskesmas" in words
    assert "Dimuat 5 dari 12 responden; seluruhnya ada dalam berkas XLSX" in words


def test_set_aside_answers_are_named_and_do_not_count(cast: Cast) -> None:
    answer(cast.unit)
    aside = make_responses(cast.unit, 2, [1] * 9)
    for response in aside:
        SetAside.objects.create(response=response, unit=cast.unit, day=DAY, reason="burst", rules_version=1, at=NOW)
    answer(cast.unit, good=0, best=0)
    words = paper(cast)
    assert "88,89 ± 7,37" in words
    assert "Beruntun dengan jawaban yang sama dari satu jaringan 2" in words


def test_while_answers_wait_for_folding_no_report_contradicts_itself(cast: Cast) -> None:
    answer(cast.unit)
    make_responses(cast.unit, 1, BEST)
    with pytest.raises(ReportError, match="sedang direkap"):
        make_report(unit=cast.unit, span=Q1, by=cast.hr, now=NOW)


def test_the_same_facts_give_the_same_bytes_and_one_report(cast: Cast) -> None:
    answer(cast.unit)
    first, again = (gather(unit=cast.unit, span=Q1, day=date(2026, 4, 2)) for _ in range(2))
    assert first.digest == again.digest
    assert paper_of(first, 1, "", date(2026, 4, 2)) == paper_of(again, 1, "", date(2026, 4, 2))
    assert workbook_of(first) == workbook_of(again)
    report = make_report(unit=cast.unit, span=Q1, by=cast.hr, now=NOW)
    later = make_report(unit=cast.unit, span=Q1, by=cast.officer, now=datetime(2026, 4, 9, 3, tzinfo=UTC))
    assert later == report
    assert (report.version, report.answer_count, report.index) == (1, 12, Decimal("88.89"))


def test_other_figures_give_a_new_version(cast: Cast) -> None:
    answer(cast.unit)
    make_report(unit=cast.unit, span=Q1, by=cast.hr, now=NOW)
    answer(cast.unit, good=0, best=1)
    second = make_report(unit=cast.unit, span=Q1, by=cast.hr, now=NOW)
    assert (second.version, second.answer_count, second.number) == (2, 13, "")
    assert second.is_provisional


def published(report: UnitReport) -> tuple[Any, ...]:
    return report.version, report.publication, report.number


def test_a_published_report_carries_its_digest_and_one_number(cast: Cast) -> None:
    answer(cast.unit)
    on = datetime(2026, 4, 20, 3, tzinfo=UTC)
    outcome = publish_units(units=[cast.unit], span=Q1, by=cast.hr, now=on)
    at = datetime(2026, 4, 21, 3, tzinfo=UTC)
    report = make_report(unit=cast.unit, span=Q1, by=cast.hr, now=at)
    assert published(report) == (1, "Versi 1", report.number)
    assert report.number.startswith("B/000.8.3/1/")
    with report.pdf.file.open("rb") as file:
        words = text_of(file.read())
    assert outcome.published[0].digest in words.replace(" ", "")
    assert f"Nomor {report.number}" in words
    make_plan(cast.unit)
    second = make_report(unit=cast.unit, span=Q1, by=cast.hr, now=at)
    assert published(second) == (2, "Versi 1", report.number)


def test_late_answers_make_a_report_provisional_and_it_says_what_was_published(cast: Cast) -> None:
    answer(cast.unit)
    publish_units(units=[cast.unit], span=Q1, by=cast.hr, now=datetime(2026, 4, 20, 3, tzinfo=UTC))
    answer(cast.unit, good=10, best=0)
    report = make_report(unit=cast.unit, span=Q1, by=cast.hr, now=datetime(2026, 4, 21, 3, tzinfo=UTC))
    assert published(report) == (1, "", "")
    assert "hasil yang diumumkan (versi 1: IKM 88,89 dari 12 jawaban)" in paper(cast, date(2026, 4, 21))


def test_sentences_end_once_and_are_kept_apart(cast: Cast) -> None:
    answer(cast.unit)
    make_population(cast.unit, 30, stated_target=29, reason="Supaya tiap layanan dapat dibaca.")
    words = paper(cast)
    assert "karena: Supaya tiap layanan dapat dibaca. Jawaban yang dihitung" in words
    assert "; perbaikan pada unsur-unsur ini paling menaikkan kepuasan." in words
