"""Reactions as XLSX files."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils.translation import gettext as _

from documents import spreadsheets
from evaluations.models import ReactionForm
from evaluations.reaction.opinions import PartResult
from evaluations.reaction.results import Reactions


def list_file(forms: QuerySet[ReactionForm]) -> FileResponse:
    """Forms with how many were asked and answered (`asked`, `answered` annotated)."""
    header = [_("Angkatan"), _("Dibuka sampai"), _("Diminta"), _("Menanggapi")]
    rows = ([str(form.batch), form.closes_on, form.asked, form.answered] for form in forms)  # type: ignore[attr-defined]
    return spreadsheets.table(name=_("tanggapan"), title=_("Tanggapan"), header=header, rows=rows)


def results_file(form: ReactionForm, results: Reactions) -> FileResponse:
    """One form's results, a row for each question of each part; parts below five answers have none."""
    header = [
        _("Tentang"), _("Pernyataan"), _("n"), _("Rata-rata (1–4)"), _("Simpangan baku"),
        *(_("Jawaban %(value)d") % {"value": value} for value in (1, 2, 3, 4)),
    ]  # fmt: skip
    parts = [(_("Pelatihan dan tempatnya"), results.batch), *((one.title, one) for one in results.instructors)]
    if results.partner:
        parts.append((results.partner.title, results.partner))
    rows = (row for title, part in parts for row in _rows(title, part))
    name = _("tanggapan-%(batch)s") % {"batch": form.batch}
    return spreadsheets.table(name=name, title=_("Tanggapan"), header=header, rows=rows)


def _rows(title: str, part: PartResult) -> Iterator[list[Any]]:
    for item in part.items:
        yield [title, item.question, part.count, round(item.mean, 3), round(item.deviation, 3), *item.counts]
