"""Whether a period may be published, or a new version of it: is it over, is it enough, would it tell of a few."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from pembinaan.base.dates import days_in_words
from pembinaan.base.errors import DomainError
from surveys.models import Publication
from surveys.periods import Span
from surveys.publications.gathering import sums_of_cells
from surveys.publications.knowledge import Known, content_of
from surveys.publications.published import last_day_of_grace
from surveys.publications.sums import sums_of
from surveys.publications.suppression import telling_difference


class PublicationError(DomainError):
    """A period that cannot be published, or not yet; the message says why."""


def gate(span: Span, day: date) -> None:
    """Raise PublicationError while a period or its days of grace run."""
    last = last_day_of_grace(span)
    if day <= last:
        first = last + timedelta(days=1)
        raise PublicationError(
            _("%(period)s dapat diumumkan mulai %(day)s: sampai hari sebelumnya jawaban terlambat masih diterima.")
            % {"period": span.label, "day": days_in_words(first, first)}
        )


def check_unit(known: Known) -> None:
    """Raise PublicationError when a unit's figure has too few answers, has not changed, or would tell of a few."""
    minimum = known.rules.minimum_answers
    if known.plan.answers < minimum:
        raise PublicationError(_("Belum cukup jawaban: paling sedikit %(n)d.") % {"n": minimum})
    if known.previous:
        _check_change(known, known.previous)
    told = telling_difference(known.plan.fresh, known.pieces, minimum)
    if told:
        raise PublicationError(
            _(
                "Dari selisih dengan periode yang sudah diumumkan akan terbaca jawaban %(told)d orang. "
                "Yang boleh terbaca paling sedikit %(n)d."
            )
            % {"told": told, "n": minimum}
        )


def _check_change(known: Known, previous: Publication) -> None:
    changed = _changed(known, previous)
    if changed == 0 and {part.pk for part in known.parts} == set(previous.parts):
        raise PublicationError(_("Tidak ada yang berubah sejak versi terakhir."))
    if 0 < changed < known.rules.minimum_answers:
        raise PublicationError(
            _(
                "Baru %(changed)d jawaban berubah. Versi baru dapat diumumkan bila paling sedikit %(n)d jawaban "
                "berubah, supaya jawaban satu orang tidak terbaca dari selisih dua versi."
            )
            % {"changed": changed, "n": known.rules.minimum_answers}
        )


def _changed(known: Known, previous: Publication) -> int:
    """How many of the answers counted for this figure itself changed, at least."""
    if known.parts or previous.parts:
        return abs(known.plan.fresh.answers - previous.fresh_answers)
    return sums_of_cells(known.fresh_cells).changed_from(sums_of(content_of(previous)))
