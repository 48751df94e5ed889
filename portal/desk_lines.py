"""What waits for HR, a line a matter: how many, what, where to do it. What does not wait has no line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pembinaan.base.dates import city_day
from portal import waiting_work
from programs.applications.minimum import batches_below_minimum
from programs.models import (
    ENROLLED,
    Batch,
    BatchQuerySet,
    BatchState,
    Enrollment,
    Letter,
    LetterKind,
    PlannedProgram,
    PlannedState,
    SeatMethod,
)
from surveys.publications.states import waiting_to_be_published

# This close to its first day a batch should have its surat tugas.
LETTERS_DUE = timedelta(days=7)
NAMED = 2


@dataclass(frozen=True)
class Line:
    """One matter that waits: the number of cases, in words, with an example; `late`: it should be done already."""

    count: int
    words: str
    link: str = ""
    detail: str = ""
    late: bool = False


def lines(now: datetime) -> list[Line]:
    """Everything that waits at `now`: what is late first, each kind in the order of a day's work."""
    every = [line for line in _lines(now, city_day(now)) if line.count]
    return sorted(every, key=lambda line: not line.late)


def _lines(now: datetime, day: date) -> Iterator[Line]:
    yield _overdue(now)
    yield _withdrawals()
    yield from _batches(now, day)
    yield _proposals()
    yield _agreements(day)
    yield from _surveys(day)
    yield _publications(day)
    yield from _machinery()


def _publications(day: date) -> Line:
    span, count = waiting_to_be_published(day)
    words = ngettext("unit siap diumumkan hasilnya", "unit siap diumumkan hasilnya", count)
    return Line(count, words, f"{reverse('publications')}?periode={span.code}", span.label)


def _overdue(now: datetime) -> Line:
    overdue = waiting_work.overdue_approvals(now)
    words = ngettext(
        "permohonan menunggu %(days)d hari atau lebih", "permohonan menunggu %(days)d hari atau lebih", overdue.count
    ) % {"days": overdue.days}
    detail = ""
    if overdue.oldest:
        facts = {"days": overdue.oldest_days, "unit": overdue.oldest.unit.name}
        detail = _("tertua %(days)d hari, %(unit)s") % facts
    return Line(overdue.count, words, f"{reverse('approvals')}?lewat=1", detail, late=True)


def _withdrawals() -> Line:
    count = waiting_work.withdrawals_to_decide()
    words = ngettext("peserta mohon mundur dari angkatan", "peserta mohon mundur dari angkatan", count)
    return Line(count, words, reverse("withdrawals"))


def _batches(now: datetime, day: date) -> Iterator[Line]:
    batches, listed = Batch.objects.select_related("program").order_by("starts_on", "pk"), reverse("hr_batches")
    over = list(batches.to_close(day))
    words = ngettext("angkatan berakhir dan perlu ditutup", "angkatan berakhir dan perlu ditutup", len(over))
    yield Line(len(over), words, f"{listed}?keadaan=to_close", _named(over), late=True)
    thin = batches_below_minimum(now)
    words = ngettext(
        "angkatan kurang peserta setelah pendaftaran ditutup",
        "angkatan kurang peserta setelah pendaftaran ditutup",
        len(thin),
    )
    yield Line(len(thin), words, f"{listed}?keadaan=thin", _named(thin), late=True)
    undrawn = list(batches.filter(pk__in=_seats_not_given(now)))
    words = ngettext("angkatan menunggu pembagian kursi", "angkatan menunggu pembagian kursi", len(undrawn))
    yield Line(len(undrawn), words, _page_of("hr_batch", undrawn), _named(undrawn))
    unwritten = list(batches.filter(pk__in=_without_letters(day)))
    words = ngettext(
        "angkatan mulai dalam 7 hari tanpa surat tugas", "angkatan mulai dalam 7 hari tanpa surat tugas", len(unwritten)
    )
    yield Line(len(unwritten), words, _page_of("hr_letters", unwritten), _named(unwritten))


def _seats_not_given(now: datetime) -> BatchQuerySet:
    """Open batches that give their seats after enrollment, which is closed, and have not done so."""
    ended = Batch.objects.filter(state=BatchState.OPEN, enrollment_closes_at__lte=now, seats_given_at__isnull=True)
    return ended.exclude(seat_method=SeatMethod.FIRST_COME)


def _without_letters(day: date) -> BatchQuerySet:
    """Open batches with participants that begin within a week and for which no surat tugas was issued."""
    written = Letter.objects.filter(batch=OuterRef("pk"), kind=LetterKind.ASSIGNMENT)
    people = Enrollment.objects.filter(batch=OuterRef("pk"), state__in=ENROLLED)
    soon = Batch.objects.filter(state=BatchState.OPEN, starts_on__range=(day, day + LETTERS_DUE))
    return soon.filter(Exists(people), ~Exists(written))


def _proposals() -> Line:
    count = PlannedProgram.objects.filter(state=PlannedState.PROPOSED).count()
    words = ngettext("usulan program belum dijawab", "usulan program belum dijawab", count)
    return Line(count, words, reverse("proposals"))


def _agreements(day: date) -> Line:
    ending = waiting_work.expiring_agreements(day)
    words = ngettext("perjanjian mitra habis dalam 30 hari", "perjanjian mitra habis dalam 30 hari", len(ending))
    named = [f"{one.institution.name}, {date_format(one.ends_on, 'j F')}" for one in ending[:NAMED] if one.ends_on]
    return Line(len(ending), words, reverse("agreements"), " · ".join(named))


def _surveys(day: date) -> Iterator[Line]:
    offices = reverse("survey_offices")
    silent = waiting_work.units_without_survey(day)
    words = ngettext(
        "unit belum mempunyai survei kepuasan tahun ini", "unit belum mempunyai survei kepuasan tahun ini", len(silent)
    )
    named = " · ".join(unit.name for unit in silent[:NAMED])
    yield Line(len(silent), words, f"{offices}?keadaan=tanpa-survei", named, late=True)
    overdue = waiting_work.overdue_improvement_plans(day)
    words = ngettext(
        "rencana perbaikan unit melewati batas waktu", "rencana perbaikan unit melewati batas waktu", overdue
    )
    yield Line(overdue, words, f"{offices}?keadaan=rencana-lewat")


def _machinery() -> Iterator[Line]:
    unsent = waiting_work.undelivered_messages()
    words = ngettext("pesan tidak sampai", "pesan tidak sampai", unsent)
    yield Line(unsent, words, f"{reverse('messages_written')}?keadaan=gagal", late=True)
    jobs = waiting_work.failed_jobs()
    words = ngettext("pekerjaan sistem belum berhasil", "pekerjaan sistem belum berhasil", len(jobs))
    titles = " · ".join(job.title for job in jobs[:NAMED])
    yield Line(len(jobs), words, reverse("job", args=[jobs[0].pk]) if jobs else "", titles, late=True)
    unmade = waiting_work.unmade_reports()
    words = ngettext("laporan evaluasi belum berhasil dibuat", "laporan evaluasi belum berhasil dibuat", unmade)
    yield Line(unmade, words, reverse("evaluation_runs"), late=True)
    stubborn = waiting_work.stubborn_events()
    words = ngettext("peristiwa belum ditindaklanjuti sistem", "peristiwa belum ditindaklanjuti sistem", stubborn)
    yield Line(stubborn, words, detail=_("Hubungi pengelola sistem."), late=True)


def _named(batches: list[Batch]) -> str:
    named = ", ".join(str(batch) for batch in batches[:NAMED])
    more = len(batches) - NAMED
    return _("%(named)s, dan %(more)d lagi") % {"named": named, "more": more} if more > 0 else named


def _page_of(route: str, batches: list[Batch]) -> str:
    """The page of the first of the batches."""
    return reverse(route, args=[batches[0].pk]) if batches else ""
