"""How a report's figures came about: rules, sources, and what makes them the same when computed anew."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from credentials.models import HoursConversion
from evaluations.impact.rules import DEFAULT
from evaluations.models import ImpactRun
from evaluations.reaction.opinions import LEAST_ANSWERS
from evaluations.reporting.scopes import ScopeKind
from evaluations.reporting.selection import Selection
from evaluations.reporting.words import listed, number, whole
from surveys.models import SATISFACTION, GradeBandRow

COUNTED: Final = {
    ScopeKind.BATCH: "Satu angkatan yang sudah ditutup.",
    ScopeKind.PROGRAM: "Angkatan program ini yang sudah ditutup dan berakhir dalam masa laporan.",
    ScopeKind.PARTNER: "Angkatan program mitra ini yang sudah ditutup dan berakhir dalam masa laporan.",
    ScopeKind.YEAR: "Semua angkatan yang sudah ditutup dan berakhir pada tahun ini.",
    ScopeKind.UNIT: (
        "Angkatan yang diikuti pegawai unit ini dan unit di bawahnya saat mendaftar, juga pegawai unit yang kemudian "
        "digabung ke dalamnya."
    ),
    ScopeKind.SECTOR: "Angkatan yang diikuti pegawai unit-unit sektor ini saat mendaftar.",
    ScopeKind.CITY: "Semua angkatan yang sudah ditutup dan berakhir dalam masa laporan.",
}


def method_of(
    selection: Selection, run: ImpactRun | None, sources: Iterable[str], regulations: Iterable[str]
) -> list[list[str]]:
    """The method: term and explanation, in the order of the chapters.

    `sources` are those of the conversion to hours, `regulations` those of the index and its grades.
    """
    found = [
        ("Yang dihitung", COUNTED[selection.scope.kind]),
        (
            "Angka kecil",
            (
                f"Pendapat ditampilkan mulai {LEAST_ANSWERS} orang, indeks mulai {DEFAULT.least_answers} jawaban, agar "
                "tidak seorang pun dapat dikenali. Hasil tingkat 1 sampai 3 dipakai untuk memperbaiki pelatihan, bukan "
                "untuk menghukum siapa pun."
            ),
        ),
        *_levels(),
        *_estimate(run),
        (
            "Biaya",
            (
                "Pembayaran yang tercatat pada angkatan dan tidak ditarik. Biaya per orang dan per JP dihitung tepat, "
                "dari angkatan yang biayanya tercatat saja."
            ),
        ),
    ]
    for term, named in (("Dasar konversi JP", sources), ("Dasar indeks dan mutunya", regulations)):
        if words := sorted(set(named)):
            found.append((term, f"{'; '.join(words).rstrip('.')}."))
    return [list(pair) for pair in found]


def conversion_sources(batch_ids: Iterable[int]) -> list[str]:
    """Which rules turned the batches' learning into hours; one query."""
    used = HoursConversion.objects.filter(entries__enrollment__batch_id__in=list(batch_ids))
    return list(used.order_by("source").values_list("source", flat=True).distinct())


def index_regulations(day: date) -> list[str]:
    """What the index's grades stand on, on the city's day `day`; one query."""
    bands = GradeBandRow.objects.on(day).filter(scheme=SATISFACTION)
    return list(bands.order_by("regulation").values_list("regulation", flat=True).distinct())


def place_notes(selection: Selection) -> list[str]:
    """What a unit's report says of the unit itself: what lies below it, and mergers."""
    place = selection.place
    if place is None:
        return []
    notes = []
    if place.below:
        notes.append(f"Termasuk {whole(place.below)} unit di bawahnya.")
    if place.merged:
        notes.append(f"Termasuk unit yang digabung ke dalamnya: {listed(place.merged)}.")
    unit: Any = place.unit
    if unit.merged_into:
        notes.append(f"Unit ini sudah digabung ke {unit.merged_into.name}; laporan ini tentang masa sebelum itu.")
    return notes


def _levels() -> list[tuple[str, str]]:
    return [
        ("Tingkat 1, tanggapan", "Formulir tanpa nama pada akhir angkatan, skala 1 sampai 4; rata-rata tiap jawaban."),
        (
            "Tingkat 2, belajar",
            "Tes yang sama sebelum dan sesudah, dipasangkan per orang; rata-rata persen benar dan kenaikannya.",
        ),
        (
            "Tingkat 3, perilaku",
            "Beberapa bulan sesudahnya: peserta, atasan, dan rekan menilai seberapa sering yang dipelajari diterapkan.",
        ),
    ]


def _estimate(run: ImpactRun | None) -> list[tuple[str, str]]:
    if run is None:
        return [("Tingkat 4, pengaruh", "Belum dihitung.")]
    threshold, horizon = number(100 * DEFAULT.threshold, 0), DEFAULT.horizon
    return [
        (
            "Tingkat 4, pengaruh",
            (
                f"Rata-rata {horizon} bulan pertama dari beda antara indeks yang terjadi di unit terlatih dan yang "
                f"diperkirakan tanpa pelatihan, dari unit dan bulan yang belum terlatih (Gardner 2021; Borusyak, "
                f"Jaravel dan Spiess 2024). Unit terlatih sejak {threshold} % pegawainya selesai. Selang 95 % dari "
                f"jackknife per unit. Paling sedikit {DEFAULT.least_treated} unit terlatih dan "
                f"{DEFAULT.least_controls} pembanding."
            ),
        ),
        (
            "Perhitungan pengaruh",
            f"Jawaban {run.first:%m/%Y} sampai sebelum {run.until:%m/%Y}; versi {run.code_version}.",
        ),
        ("Benih acak", str(run.seed)),
        ("Sidik data pengaruh (SHA-256)", run.data_digest),
    ]
