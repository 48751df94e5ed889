"""What a unit should do next about its survey: plain sentences by plain rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.figures import ElementFigure
from surveys.models import ImprovementPlan
from surveys.office.progress import Progress
from surveys.periods import Span

QUIET_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence; `tone` is a notice's colour, `route` the page where it is done and `query` what that page asks."""

    words: str
    tone: str = "warn"
    route: str = ""
    query: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at, all of one unit."""

    day: date
    span: Span
    progress: Progress | None
    last_answer: date | None
    """The latest day of the period with an answer."""
    weakest: Sequence[ElementFigure]
    """The shown elements, weakest first; empty when there are too few answers."""
    plans: Iterable[ImprovementPlan]
    overdue_complaints: int = 0

    @property
    def is_running(self) -> bool:
        """Whether answers can still come into the period."""
        return self.span.first <= self.day <= self.span.last


def advice(facts: Facts) -> list[Advice]:
    """What to do next, the most pressing first; empty when nothing is."""
    return [*_about_complaints(facts), *_about_plans(facts), *_about_answers(facts), *_about_weakness(facts)]


def _about_complaints(facts: Facts) -> Iterator[Advice]:
    n = facts.overdue_complaints
    if n:
        words = ngettext(
            "%(n)d pengaduan melewati waktu jawab yang dijanjikan.",
            "%(n)d pengaduan melewati waktu jawab yang dijanjikan.",
            n,
        ) % {"n": n}
        yield Advice(words, "bad", "complaints", link=_("Jawab sekarang"))


def _about_plans(facts: Facts) -> Iterator[Advice]:
    for plan in facts.plans:
        if plan.done_on is None and plan.due_on < facts.day:
            values = {"action": plan.action, "day": date_format(plan.due_on, "j F Y")}
            words = _("Rencana “%(action)s” seharusnya selesai %(day)s.") % values
            yield Advice(words, "bad", "improvement_plans", link=_("Buka rencana"))


def _about_answers(facts: Facts) -> Iterator[Advice]:
    progress = facts.progress
    if progress is None:
        words = _(
            "Jumlah pengguna layanan untuk %(period)s belum diisi, jadi sasaran jawaban belum diketahui. Ambil dari "
            "buku register atau aplikasi layanan periode sebelumnya."
        ) % {"period": facts.span.label}
        yield Advice(words, route="survey_targets", query=f"?periode={facts.span.code}", link=_("Isi sasaran"))
    elif not progress.is_reached:
        yield Advice(_missing(progress, facts))
    if facts.is_running and _is_quiet(facts):
        yield Advice(_silence(facts), route="unit_posters", link=_("Cetak poster"))


def _missing(progress: Progress, facts: Facts) -> str:
    values = {"n": _whole(progress.remaining), "day": date_format(facts.span.last, "j F"), "pace": progress.a_day}
    if progress.days_left:
        return (
            ngettext(
                "Target belum tercapai: butuh %(n)s jawaban lagi sampai %(day)s, %(pace)d per hari.",
                "Target belum tercapai: butuh %(n)s jawaban lagi sampai %(day)s, %(pace)d per hari.",
                progress.remaining,
            )
            % values
        )
    return ngettext(
        "Target %(period)s tidak tercapai: kurang %(n)s jawaban.",
        "Target %(period)s tidak tercapai: kurang %(n)s jawaban.",
        progress.remaining,
    ) % {**values, "period": facts.span.label}


def _is_quiet(facts: Facts) -> bool:
    since = facts.last_answer or facts.span.first
    return (facts.day - since).days > QUIET_DAYS


def _silence(facts: Facts) -> str:
    if facts.last_answer is None:
        return _("Belum ada satu pun jawaban pada %(period)s. Pasang kode QR di loket dan ajak warga menjawab.") % {
            "period": facts.span.label
        }
    return _("Jawaban terakhir masuk %(day)s. Periksa poster QR dan layar di tempat pelayanan.") % {
        "day": date_format(facts.last_answer, "j F")
    }


def _about_weakness(facts: Facts) -> Iterator[Advice]:
    planned = {plan.element.key for plan in facts.plans if plan.done_on is None}
    weakest = next(iter(facts.weakest), None)
    if weakest and weakest.element.key not in planned:
        values = {"element": _(weakest.element.name), "index": number_format(weakest.index, 2)}
        words = _("Unsur terlemah: %(element)s (%(index)s). Belum ada rencana tindak lanjut.") % values
        yield Advice(words, route="new_improvement_plan", query=f"?unsur={weakest.element.key}", link=_("Buat rencana"))


def _whole(number: int) -> str:
    return number_format(number, 0, force_grouping=True)
