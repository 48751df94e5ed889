"""The three sentences, case by case against what a careful person would write by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from evaluations.impact.verdict import Verdict
from portal.overview.sentences import Finding, Interval, Measured, Named, Satisfaction, leading, sentences


def measured(value: str, margin: str) -> Measured:
    return Measured(Decimal(value), Decimal(margin))


def satisfaction(change: Measured | None = None, *, is_running: bool = False) -> Satisfaction:
    return Satisfaction(measured("84.7", "0.35"), "B", "Triwulan III 2026", 12345, change, is_running)


STRONG = Finding("Pelayanan prima", Verdict.STRONG, Interval(3.1, 1.6, 4.6), 38, "Kesehatan")
WEAK = Finding("Antrean", Verdict.WEAK, Interval(1.24, 0.2, 2.3), 11)
HARM = Finding("Kilat", Verdict.HARMFUL, Interval(-1.4, -2.4, -0.4), 9, "Pendidikan")
NONE = Finding("Literasi", Verdict.NO_EVIDENCE, Interval(0.3, -0.9, 1.5), 10)
SMALL = Finding("Naskah", Verdict.SMALL, Interval(0.1, -0.5, 0.7), 10)
LACKING = Finding("Pelabuhan", Verdict.NOT_ENOUGH)
NEW = Finding("Baru", None)
HEALTH = Named("Kesehatan", measured("86.3", "0.8"), measured("2.8", "1.1"))
LICENSING = Named("Perizinan", measured("79.4", "1.2"), measured("-1.1", "0.6"))
SOCIAL = Named("Sosial", measured("80", "1"), measured("-0.3", "0.9"))
TIME = Named("Waktu", measured("78.2", "0.5"))
CONDUCT = Named("Perilaku", measured("88", "0.4"))


def told(
    *,
    known: Satisfaction | None = None,
    findings: tuple[Finding, ...] = (),
    sectors: tuple[Named, ...] = (),
    elements: tuple[Named, ...] = (),
    silent: int = 0,
) -> tuple[str, str, str]:
    found = sentences(satisfaction=known, findings=findings, sectors=sectors, elements=elements, silent=silent)
    plain = (each.replace("\xa0", " ") for each in (found.satisfaction, found.training, found.attention))
    first, second, third = plain
    return first, second, third


FIRST = "Kepuasan warga kota pada Triwulan III 2026: 84,70 (mutu B; ± 0,35; 12.345 jawaban)"


@pytest.mark.parametrize(
    ("change", "ending"),
    [
        (measured("1.9", "0.5"), "; dalam setahun naik 1,90 poin (± 0,50), lebih dari kebetulan."),
        (measured("-1.9", "0.5"), "; dalam setahun turun 1,90 poin (± 0,50), lebih dari kebetulan."),
        (measured("0.4", "0.5"), "; dibandingkan dengan setahun lalu tidak ada perubahan yang lebih dari kebetulan."),
        (measured("0.5", "0.5"), "; dibandingkan dengan setahun lalu tidak ada perubahan yang lebih dari kebetulan."),
        (None, "; perubahannya belum diketahui, karena jawaban setahun lalu belum cukup."),
    ],
)
def test_satisfaction_says_whether_it_changed_beyond_chance(change: Measured | None, ending: str) -> None:
    assert told(known=satisfaction(change))[0] == FIRST + ending


def test_a_running_period_is_called_so() -> None:
    assert told(known=satisfaction(is_running=True))[0].startswith(f"{FIRST}, dan periode ini masih berjalan;")


def test_when_nothing_is_known_each_sentence_says_what_is_missing() -> None:
    assert told() == (
        "Belum ada cukup jawaban warga untuk menghitung kepuasan kota.",
        "Belum ada pelatihan untuk pelayanan yang selesai, sehingga pengaruhnya belum dapat dinilai.",
        "Langkah berikutnya: kumpulkan jawaban warga dan selesaikan angkatan pertama; sesudah itu halaman ini terisi.",
    )


def test_strong_evidence_is_told_with_where_points_and_interval() -> None:
    assert told(findings=(NONE, WEAK, STRONG, WEAK))[1] == (
        "Bukti kuat: di 38 unit terlatih yang dapat dihitung (terbanyak di sektor Kesehatan), “Pelayanan prima” "
        "menaikkan kepuasan warga 3,1 poin dibandingkan dengan perkiraan tanpa pelatihan (selang 1,6 sampai 4,6); "
        "2 program lain dengan bukti lemah."
    )


def test_weak_evidence_never_says_that_training_did_it() -> None:
    sentence = told(findings=(WEAK, NONE))[1]
    assert sentence == (
        "Bukti lemah: di 11 unit terlatih yang dapat dihitung, sesudah “Antrean” kepuasan warga 1,2 poin lebih tinggi "
        "daripada perkiraan tanpa pelatihan (selang 0,2 sampai 2,3), tetapi tidak semua pemeriksaan sependapat."
    )
    assert "menaikkan" not in sentence


def test_weak_evidence_says_why_it_is_weak() -> None:
    doubted = replace(WEAK, doubts="hitungan kedua tidak menemukan pengaruh")
    assert told(findings=(doubted, WEAK))[1].endswith(
        "(selang 0,2 sampai 2,3), tetapi hitungan kedua tidak menemukan pengaruh; 1 program lain dengan bukti lemah."
    )


def test_harm_is_told_first_when_nothing_helped() -> None:
    _first, second, third = told(findings=(HARM, NONE, SMALL))
    assert second == (
        "Merugikan: di 9 unit terlatih yang dapat dihitung (terbanyak di sektor Pendidikan), sesudah “Kilat” kepuasan "
        "warga 1,4 poin lebih rendah daripada perkiraan tanpa pelatihan (selang −2,4 sampai −0,4)."
    )
    assert third == (
        "Perlu perhatian: cari sebab kerugian “Kilat” sebelum mengulangnya; program lain untuk "
        "pelayanan: 1 tanpa bukti, 1 terbukti berpengaruh kecil."
    )


def test_harm_is_never_left_out_beside_a_success() -> None:
    third = told(findings=(STRONG, HARM))[2]
    assert third == (
        "Perlu perhatian: “Kilat” merugikan, kepuasan warga 1,4 poin lebih rendah (selang −2,4 sampai −0,4)."
    )


def test_each_of_two_harmful_programs_is_named() -> None:
    second = Finding("Kedua", Verdict.HARMFUL, Interval(-3.0, -4.0, -2.0), 9)
    _first, told_first, third = told(findings=(HARM, second))
    assert "“Kedua”" in told_first
    assert "“Kilat” merugikan" in third
    assert "cari sebab kerugian “Kedua”" in third


def test_a_city_without_effect_reads_as_one() -> None:
    _first, second, third = told(findings=(NONE, SMALL, NONE, LACKING, NEW))
    assert second == (
        "Dari 3 program yang dapat dinilai, tidak ada yang terbukti menaikkan kepuasan warga lebih dari 1 poin: "
        "2 tanpa bukti, 1 terbukti berpengaruh kecil."
    )
    assert third == "Perlu perhatian: program lain untuk pelayanan: 1 datanya belum cukup, 1 belum dihitung."


@pytest.mark.parametrize("findings", [(LACKING,), (NEW,), (LACKING, NEW, LACKING)])
def test_programs_that_cannot_be_judged_are_not_called_useless(findings: tuple[Finding, ...]) -> None:
    assert told(findings=findings, sectors=(HEALTH,))[1] == (
        f"Pengaruh {len(findings)} program untuk pelayanan belum dapat dinilai: "
        "datanya belum cukup atau belum dihitung."
    )


def test_with_only_unjudged_programs_and_no_answers_there_is_no_empty_list() -> None:
    assert told(findings=(LACKING,))[2].startswith("Langkah berikutnya")


def test_one_strong_and_another_strong() -> None:
    surer = Finding("Lain", Verdict.STRONG, Interval(2.5, 2.0, 3.0), 20)
    assert leading((STRONG, surer)) is surer
    assert told(findings=(STRONG, surer))[1].endswith("; 1 program lain juga dengan bukti kuat.")


def test_the_sector_that_fell_comes_before_the_lowest() -> None:
    third = told(sectors=(HEALTH, LICENSING, SOCIAL), elements=(CONDUCT, TIME))[2]
    assert third == (
        "Perlu perhatian: sektor Perizinan turun 1,10 poin (± 0,60) dalam setahun; "
        "unsur terlemah Waktu, 78,20 (± 0,50)."
    )


def test_other_falling_sectors_are_counted() -> None:
    deeper = Named("Ekonomi", measured("81", "1"), measured("-3", "1"))
    third = told(sectors=(LICENSING, deeper))[2]
    assert third == (
        "Perlu perhatian: sektor Ekonomi turun 3,00 poin (± 1,00) dalam setahun; 1 sektor lain juga turun."
    )


def test_without_a_fall_the_lowest_sector_is_named_with_its_margin_and_silent_ones_are_counted() -> None:
    third = told(sectors=(HEALTH, SOCIAL), silent=2)[2]
    assert third == (
        "Perlu perhatian: sektor dengan nilai terendah Sosial, 80,00 (± 1,00); 2 sektor belum cukup jawaban."
    )


def test_a_single_sector_is_not_called_the_lowest() -> None:
    assert told(sectors=(HEALTH,), elements=(TIME,))[2] == "Perlu perhatian: unsur terlemah Waktu, 78,20 (± 0,50)."


def test_english_counts_one_and_several() -> None:
    with translation.override("en"):
        assert "1 other program" in told(findings=(STRONG, WEAK))[1]
        assert "2 other programs" in told(findings=(STRONG, WEAK, WEAK))[1]
