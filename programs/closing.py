"""Closing a batch by the attendance rule, and reopening it to correct something."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pembinaan.base.events import emit
from pembinaan.base.language import in_city_language
from people.models import Account
from programs import events, messages
from programs.errors import BatchError
from programs.locks import hold_batch
from programs.models import ENDS, ENROLLED, Attendance, Batch, BatchState, Enrollment, EnrollmentState, Session
from programs.moves import move_all, record_batch
from programs.presence.attendance import presence_of

S = EnrollmentState


def close(*, batch: Batch, by: Account | None, now: datetime) -> Batch:
    """End a batch: who met the attendance rule is finished, who never came is absent, the others are not finished.

    Applications still open end.

    Lessons, certificates and hours follow in the rooms above, by the event. Closed twice, nothing more happens.
    Raises BatchError while a session is still to come, or when the batch never ran.
    """
    with transaction.atomic():
        # The ending lock: no application, approval or mark of presence may slip in while we count.
        held = hold_batch(batch.pk, ending=True)
        if held.state == BatchState.CLOSED:
            return held
        _require_closable(held, now)
        _settle_participants(held, by, now)
        _end_open_applications(held, by, now)
        held.state, held.closed_at = BatchState.CLOSED, now
        held.save(update_fields=["state", "closed_at"])
        record_batch(held, BatchState.OPEN, by=by, now=now)
        emit(kind=events.BATCH_CLOSED, subject_id=held.pk, now=now)
    return held


def reopen(*, batch: Batch, by: Account | None, reason: str, now: datetime) -> Batch:
    """Make a closed batch run again so that presence can be corrected; certificates and hours follow by the event.

    An open batch is returned as it is. Raises BatchError without a reason, or when the batch was not closed.
    """
    if not reason.strip():
        raise BatchError(_("Tuliskan alasan membuka kembali angkatan ini."))
    with transaction.atomic():
        held = hold_batch(batch.pk, ending=True)
        if held.state == BatchState.OPEN:
            return held
        if held.state != BatchState.CLOSED:
            raise BatchError(_("Hanya angkatan yang sudah selesai dapat dibuka kembali."))
        _bring_back(held, by, now, reason.strip())
        held.state, held.closed_at = BatchState.OPEN, None
        held.save(update_fields=["state", "closed_at"])
        record_batch(held, BatchState.CLOSED, by=by, now=now, reason=reason.strip())
        emit(kind=events.BATCH_REOPENED, subject_id=held.pk, now=now)
    return held


@dataclass(frozen=True)
class Count:
    """How many participants met the attendance rule, how many came too little, and how many never came."""

    finished: int
    not_finished: int
    absent: int


def outlook_of(batch: Batch) -> Count:
    """What closing now would come to, for a batch that runs."""
    judged = _judged(batch)
    return Count(*(len(judged[end]) for end in ENDS))


def outcome_of(batch: Batch) -> Count:
    """What closing came to."""
    ended = Enrollment.objects.filter(batch=batch, state__in=ENDS)
    counts = Counter(ended.values_list("state", flat=True))
    return Count(*(counts[end] for end in ENDS))


def _require_closable(batch: Batch, now: datetime) -> None:
    if batch.state != BatchState.OPEN:
        raise BatchError(_("Hanya angkatan yang sedang berjalan dapat ditutup."))
    coming = Session.objects.filter(batch=batch, cancelled=False, ends_at__gt=now).order_by("starts_at").first()
    if coming is not None:
        raise BatchError(
            _(
                "Sesi “%(session)s” belum selesai. Tutup angkatan setelah sesi terakhir; "
                "bila sesi dimajukan atau ditiadakan, ubah dahulu jadwalnya."
            )
            % {"session": coming.title}
        )


@in_city_language()
def _settle_participants(batch: Batch, by: Account | None, now: datetime) -> None:
    judged = _judged(batch)
    move_all(judged[S.FINISHED], S.FINISHED, by=by, now=now)
    share = round(batch.attendance_share * 100)
    reason = _("Kehadiran kurang dari %(share)d %% sesi.") % {"share": share}
    move_all(judged[S.NOT_FINISHED], S.NOT_FINISHED, by=by, now=now, reason=reason)
    for told, people in _by_excuse(batch, judged[S.ABSENT]).items():
        move_all(people, S.ABSENT, by=by, now=now, reason=told)


def _judged(batch: Batch) -> dict[str, list[Enrollment]]:
    """The participants by what becomes of them: the attendance rule decides, then whether they came at all."""
    presence = presence_of(batch)
    judged: dict[str, list[Enrollment]] = {end: [] for end in ENDS}
    for enrollment in Enrollment.objects.filter(batch=batch, state__in=ENROLLED).order_by("pk"):
        mine = presence[enrollment.pk]
        end = S.NOT_FINISHED if mine.came else S.ABSENT
        judged[S.FINISHED if mine.meets(batch.attendance_share) else end].append(enrollment)
    return judged


def _by_excuse(batch: Batch, absent: list[Enrollment]) -> dict[str, list[Enrollment]]:
    """Those who never came, by the reason that was given for them."""
    rows = Attendance.objects.filter(enrollment__in=absent, session__cancelled=False).exclude(excuse="")
    said: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows.order_by("session__starts_at", "pk"):
        told = f"{row.get_excuse_display()}: {row.note}" if row.note else str(row.get_excuse_display())
        if told not in said[row.enrollment_id]:
            said[row.enrollment_id].append(told)
    found: defaultdict[str, list[Enrollment]] = defaultdict(list)
    for enrollment in absent:
        why = "; ".join(said[enrollment.pk]) or _("tanpa keterangan")
        found[Truncator(_("Tidak pernah hadir: %(why)s.") % {"why": why}).chars(300)].append(enrollment)
    return found


def _bring_back(batch: Batch, by: Account | None, now: datetime, reason: str) -> None:
    """Participants stand again where they stood before the closing: attended once they came to a session."""
    presence = presence_of(batch)
    ended = list(Enrollment.objects.filter(batch=batch, state__in=ENDS).order_by("pk"))
    for came, state in ((True, S.ATTENDED), (False, S.CONFIRMED)):
        back = [one for one in ended if bool(presence[one.pk].came) is came]
        move_all(back, state, by=by, now=now, reason=reason)


@in_city_language()
def _end_open_applications(batch: Batch, by: Account | None, now: datetime) -> None:
    open_ones = Enrollment.objects.filter(batch=batch).order_by("pk")
    ends = {
        S.APPROVED: (S.NOT_DRAWN, _("Angkatan selesai sebelum kursi dibagikan.")),
        S.REQUESTED: (S.DECLINED, _("Angkatan selesai sebelum permohonan diputuskan.")),
        S.WAITING: (S.CANCELLED, _("Angkatan selesai tanpa kursi yang tersedia.")),
        S.OFFERED: (S.LAPSED, _("Angkatan selesai sebelum tawaran dijawab.")),
    }
    for state, (end, reason) in ends.items():
        ending = list(open_ones.filter(state=state))
        move_all(ending, end, by=by, now=now, reason=reason)
        messages.batch_ended_without(batch, [one.employee_id for one in ending], reason=reason, now=now)
