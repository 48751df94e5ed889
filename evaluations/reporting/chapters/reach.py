"""Reach: batches, seats, people, hours, certificates, the share of the staff that was trained."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluations.reporting.frames import chapter, picture, point, scale_up_to, sheet, table
from evaluations.reporting.selection import Selection
from evaluations.reporting.tallies import Staff, Tally
from evaluations.reporting.words import hours, share, whole

HEAD = ("Banyak angkatan", "Kursi", "Terdaftar", "Hadir", "Selesai", "JP diakui", "Sertifikat")


def reach_chapter(
    selection: Selection, lines: Sequence[tuple[str, Tally]], total: Tally, staff: Staff
) -> dict[str, Any]:
    """How far training reached."""
    first = "Angkatan" if selection.is_one_program else "Program"
    rows = [(name, *_cells(tally)) for name, tally in lines]
    if len(rows) > 1:
        rows.append(("Jumlah", *_cells(total)))
    top, step = scale_up_to(max((tally.finished for _name, tally in lines), default=0))
    drawn = [(name, [point(tally.finished, whole(tally.finished))]) for name, tally in lines]
    return chapter(
        "reach",
        "Jangkauan",
        sentences=_sentences(selection, total, staff),
        picture=picture("Peserta yang selesai", "Orang", drawn, low=0, high=top, step=step, bars=True),
        tables=[table("Jangkauan pelatihan", (first, *HEAD), rows)],
        notes=_notes(selection),
    )


def reach_sheet(lines: Sequence[tuple[str, Tally]]) -> dict[str, Any]:
    """The same as numbers."""
    rows = [
        (
            name,
            tally.batches,
            tally.seats,
            tally.enrolled,
            tally.attended,
            tally.finished,
            float(tally.hours),
            tally.certificates,
        )
        for name, tally in lines
    ]
    return sheet("Jangkauan", ("Program atau angkatan", *HEAD), rows)


def _cells(tally: Tally) -> tuple[str, ...]:
    counted = (tally.batches, tally.seats, tally.enrolled, tally.attended, tally.finished)
    return (*map(whole, counted), hours(tally.hours).removesuffix(" JP"), whole(tally.certificates))


def _sentences(selection: Selection, total: Tally, staff: Staff) -> list[str]:
    whose = "" if selection.unit_ids is None else " dari unit-unit ini"
    found = [
        (
            f"{whole(total.enrolled)} pendaftaran{whose} pada {whole(total.batches)} angkatan, "
            f"{whole(total.attended)} hadir, {whole(total.finished)} selesai ({share(total.finished, total.enrolled)})."
        ),
        f"Diakui {hours(total.hours)}; berlaku {whole(total.certificates)} sertifikat.",
    ]
    if staff.serving:
        found.append(
            f"Dari {whole(staff.serving)} pegawai yang bertugas, {whole(staff.trained)} "
            f"({share(staff.trained, staff.serving)}) menyelesaikan sedikitnya satu dari angkatan ini."
        )
    if not total.finished:
        found.append("Tidak seorang pun menyelesaikannya, sehingga tidak ada hasil pelatihan yang dapat dinilai.")
    return found


def _notes(selection: Selection) -> list[str]:
    notes = [
        "Dihitung angkatan yang sudah ditutup dan berakhir dalam masa laporan. Hadir: hadir pada sedikitnya satu sesi.",
    ]
    if selection.unit_ids is not None:
        notes.append("Kursi adalah kursi seluruh angkatan; orang, JP, dan sertifikat hanya yang dari unit-unit ini.")
    return notes


def by_line(selection: Selection, tallies: Mapping[int, Tally]) -> list[tuple[str, Tally]]:
    """The tallies of each line of the report's tables, in their order."""
    sums: dict[int, Tally] = {}
    for run in selection.runs:
        key = selection.group_of(run)
        sums[key] = sums.get(key, Tally()) + tallies[run.pk]
    return [(name, sums[key]) for key, name in selection.groups.items()]
