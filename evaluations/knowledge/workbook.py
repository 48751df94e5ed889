"""The results of tests as a workbook: what was learned, how scores spread, and each question."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from evaluations.knowledge.shown import Shown
from evaluations.knowledge.statistics import Interval

Row = Sequence[Any]


def workbook_of(shown: Shown, title: str) -> bytes:
    """Three sheets; every text stays a text, however it begins."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        bold = book.add_format({"bold": True})
        for name, header, rows in (
            (_("Ringkasan"), (title, _("Nilai"), _("Dari"), _("Sampai")), _summary(shown)),
            (_("Sebaran"), (_("Persen benar"), _("Sebelum"), _("Sesudah")), _spread(shown)),
            (_("Soal"), _item_header(), _items(shown)),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header, bold)
            for place, row in enumerate(rows, 1):
                sheet.write_row(place, 0, row)
            sheet.set_column(0, 0, 44)
            sheet.set_column(1, len(header) - 1, 16)
            sheet.freeze_panes(1, 0)
    return content.getvalue()


def _summary(shown: Shown) -> list[Row]:
    found = shown.learning
    rows: list[Row] = [
        (_("Peserta dengan kedua tes"), found.pairs),
        (_("Hanya tes awal"), shown.only_before),
        (_("Hanya tes akhir"), shown.only_after),
    ]
    if not shown.is_shown:
        return [*rows, (_("Hasil ditampilkan mulai lima peserta dengan kedua tes."),)]
    change = shown.change.mean if shown.change else None
    rows += [
        (_("Rata-rata persen benar sebelum"), _rounded(found.before)),
        (_("Rata-rata persen benar sesudah"), _rounded(found.after)),
        (_("Kenaikan (poin persen)"), *_interval(found.gain)),
        (_("Kenaikan ternormalisasi (Hake)"), _rounded(found.normalised)),
        (
            _("Perubahan ternormalisasi per orang (Marx dan Cummings)"),
            _rounded(change),
        ),
        (_("Ukuran pengaruh (simpangan baku, g Hedges)"), *_interval(found.effect_size)),
    ]
    return [*rows, *((sentence,) for sentence in shown.sentences)]


def _spread(shown: Shown) -> list[Row]:
    return [(band.label, band.before, band.after) for band in shown.bands]


def _item_header() -> Row:
    return (
        _("Soal"), _("Nomor"), _("Topik"), _("Benar sebelum (%)"), _("Benar sesudah (%)"), _("Daya beda (D)"),
        _("Korelasi dengan soal lain"), _("Penilaian"), _("Catatan"),
    )  # fmt: skip


def _items(shown: Shown) -> list[Row]:
    return [
        (
            line.text, line.number, line.topic, _rounded(line.before), _rounded(line.after),
            _rounded(line.figures.discrimination), _rounded(line.figures.rest_correlation), line.worth,
            " ".join(line.flags),
        )
        for line in shown.items
    ]  # fmt: skip


def _interval(interval: Interval | None) -> Row:
    return () if interval is None else tuple(map(_rounded, (interval.value, interval.low, interval.high)))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
