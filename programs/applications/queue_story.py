"""What happened in a queue since somebody joined it, by numbers and never by names: why the place is what it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from programs.models import Enrollment, EnrollmentChange, EnrollmentState

S = EnrollmentState
MOST_TOLD = 10


@dataclass(frozen=True)
class Happening:
    """One thing that happened in the queue, in words for the person who reads."""

    at: datetime
    text: str


def story_of(enrollment: Enrollment) -> list[Happening]:
    """The latest happenings in the queue of a person who has or had a number there, the newest first.

    Empty for somebody who never queued. One query besides the one for the moment of joining.
    """
    number = enrollment.queue_number
    if number is None:
        return []
    joined = enrollment.changes.filter(to_state=S.WAITING).order_by("pk").values_list("at", flat=True).first()
    if joined is None:
        return []
    # Later than the moment of joining: a lot gives all its seats and numbers in one moment.
    moved = EnrollmentChange.objects.filter(enrollment__batch=enrollment.batch_id, at__gt=joined).filter(
        Q(to_state__in=(S.OFFERED, S.LAPSED))
        | Q(from_state__in=(S.WAITING, S.OFFERED), to_state=S.CANCELLED)
        | Q(from_state__in=(S.REQUESTED, S.APPROVED, S.OFFERED), to_state=S.CONFIRMED)
    )
    told = moved.exclude(to_state=S.CANCELLED, enrollment__queue_number__gt=number).select_related("enrollment")
    return [Happening(one.at, _text(one, enrollment)) for one in told.order_by("-at", "-pk")[:MOST_TOLD]]


def _text(change: EnrollmentChange, mine: Enrollment) -> str:
    other = change.enrollment
    if other.pk == mine.pk:
        return _own(change.to_state, change.reason)
    if other.queue_number is None:
        return _without_number(change.from_state, change.reason)
    return _other(change.to_state, other.queue_number, mine.queue_number or 0)


def _own(after: str, reason: str) -> str:
    if after == S.OFFERED:
        return _("Kursi ditawarkan kepada Anda.")
    if after == S.CONFIRMED:
        return _("Anda menerima kursi.")
    because = {"reason": reason or "–"}
    if after == S.LAPSED:
        return _("Tawaran untuk Anda diteruskan. Alasan: %(reason)s") % because
    return _("Anda keluar dari antrean. Alasan: %(reason)s") % because


def _without_number(before: str, reason: str) -> str:
    if before == S.APPROVED:
        return _("Seseorang mendapat kursi menurut pembagian kursi angkatan ini, yang mendahului daftar tunggu.")
    return _("Seseorang mendapat kursi tanpa antre. Alasan: %(reason)s") % {"reason": reason or "–"}


def _other(after: str, number: int, mine: int) -> str:
    facts = {"number": number, "mine": mine}
    if after == S.OFFERED and number > mine:
        return _("Kursi ditawarkan kepada nomor %(number)d: nomor %(mine)d waktu itu tidak lagi menunggu.") % facts
    if after == S.OFFERED:
        return _("Kursi ditawarkan kepada nomor %(number)d, yang antre sebelum nomor %(mine)d.") % facts
    if after == S.CONFIRMED:
        return _("Nomor %(number)d menerima kursi.") % facts
    if after == S.LAPSED:
        return _("Nomor %(number)d tidak menjawab tawarannya, jadi kursi diteruskan.") % facts
    return _("Nomor %(number)d keluar dari antrean.") % facts
