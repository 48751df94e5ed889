"""What this room says to people: messages of the outbox, written in the transaction of what happened."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day, moment_in_words
from pembinaan.base.language import in_city_language
from people.models import Account
from people.queries import hr_accounts
from programs.applications import seat_words
from programs.applications.approvers import deciders_of
from programs.applications.seats import place_in_queue
from programs.calendars.session_messages import called_off_calendars, forget_reminders, seat_calendars
from programs.models import ENROLLED, Batch, Enrollment, EnrollmentState
from programs.telling import NO_CALENDARS, about_batch, accounts_of, tell, write


@in_city_language()
def requested(enrollment: Enrollment, *, deciders: Iterable[int], now: datetime) -> None:
    """Ask the deciding heads for their decision; where nobody above the applicant is a head, BKPSDM."""
    heads = list(deciders)
    names = {"name": enrollment.employee.name, "batch": str(enrollment.batch)}
    write(
        accounts_of(heads) if heads else hr_accounts(city_day(now)),
        kind="enrollment.requested",
        subject=_("Permohonan pelatihan dari %(name)s") % names,
        body=_("%(name)s mohon izin mengikuti %(batch)s. Buka halaman Persetujuan untuk menyetujui atau menolaknya.")
        % names,
        cause=f"enrollment:{enrollment.pk}:requested",
        link=reverse("approvals"),
        about=about_batch(enrollment.batch_id),
        now=now,
    )


@in_city_language()
def decided(enrollment: Enrollment, *, deciders: Iterable[int], now: datetime) -> None:
    """Tell the applicant, and the heads who could have decided, what was decided."""
    outcome = {"batch": str(enrollment.batch), "name": enrollment.employee.name, "outcome": _outcome(enrollment)}
    cause = f"enrollment:{enrollment.pk}:decided"
    subject = _("Keputusan atas permohonan pelatihan: %(batch)s") % outcome
    if not enrollment.batch.needs_approval:
        subject = _("Pendaftaran Anda: %(batch)s") % outcome
    tell(
        [enrollment.employee_id],
        kind="enrollment.decided",
        subject=subject,
        body=outcome["outcome"],
        cause=cause,
        link=reverse("enrollment", args=[enrollment.pk]),
        about=about_batch(enrollment.batch_id),
        calendars=seat_calendars(enrollment, "REQUEST", now=now) if enrollment.state in ENROLLED else NO_CALENDARS,
        now=now,
    )
    tell(
        deciders,
        kind="enrollment.decided",
        subject=subject,
        body=_("Permohonan %(name)s: %(outcome)s") % outcome,
        cause=cause,
        link=reverse("enrollment", args=[enrollment.pk]),
        about=about_batch(enrollment.batch_id),
        now=now,
    )


def _outcome(enrollment: Enrollment) -> str:
    if enrollment.state == EnrollmentState.DECLINED:
        return _("Ditolak. Alasan: %(reason)s") % {"reason": enrollment.reason}
    if enrollment.state == EnrollmentState.APPROVED:
        return seat_words.after_approval(enrollment)
    if enrollment.state == EnrollmentState.WAITING:
        place = {"place": place_in_queue(enrollment)}
        if not enrollment.batch.needs_approval:
            return _("Kursi penuh, jadi masuk daftar tunggu pada urutan ke-%(place)d.") % place
        return _("Disetujui. Kursi penuh, jadi masuk daftar tunggu pada urutan ke-%(place)d.") % place
    if not enrollment.batch.needs_approval:
        return _("Anda terdaftar. Jadwal ada di halaman angkatan.")
    return _("Disetujui dan terdaftar. Jadwal ada di halaman angkatan.")


@in_city_language()
def offered(enrollment: Enrollment, *, now: datetime) -> None:
    """Offer the seat, with its deadline."""
    assert enrollment.offer_expires_at is not None
    facts = {"batch": str(enrollment.batch), "deadline": moment_in_words(enrollment.offer_expires_at)}
    tell(
        [enrollment.employee_id],
        kind="enrollment.offered",
        subject=_("Kursi tersedia untuk Anda: %(batch)s") % facts,
        body=_(
            "Sebuah kursi di %(batch)s menjadi milik Anda bila diterima sebelum %(deadline)s. "
            "Buka halaman Pendaftaran saya untuk menerima atau menolaknya. "
            "Sesudah itu kursi ditawarkan kepada urutan berikutnya."
        )
        % facts,
        cause=f"enrollment:{enrollment.pk}:offered",
        link=reverse("enrollment", args=[enrollment.pk]),
        about=about_batch(enrollment.batch_id),
        urgent=True,
        now=now,
    )


@in_city_language()
def accepted(enrollment: Enrollment, *, now: datetime) -> None:
    """Confirm the accepted offer."""
    facts = {"batch": str(enrollment.batch)}
    tell(
        [enrollment.employee_id],
        kind="enrollment.accepted",
        subject=_("Anda terdaftar: %(batch)s") % facts,
        body=_("Kursi di %(batch)s sudah Anda terima. Jadwal ada di halaman angkatan.") % facts,
        cause=f"enrollment:{enrollment.pk}:accepted",
        link=reverse("enrollment", args=[enrollment.pk]),
        about=about_batch(enrollment.batch_id),
        calendars=seat_calendars(enrollment, "REQUEST", now=now),
        now=now,
    )


@in_city_language()
def lapsed(enrollment: Enrollment, *, now: datetime) -> None:
    """Tell that the offer passed on."""
    facts = {"batch": str(enrollment.batch)}
    tell(
        [enrollment.employee_id],
        kind="enrollment.lapsed",
        subject=_("Tawaran kursi lewat: %(batch)s") % facts,
        body=_(
            "Tawaran kursi di %(batch)s tidak dijawab, jadi ditawarkan kepada urutan berikutnya. "
            "Anda boleh mendaftar lagi."
        )
        % facts,
        cause=f"enrollment:{enrollment.pk}:lapsed",
        link=reverse("enrollment", args=[enrollment.pk]),
        about=about_batch(enrollment.batch_id),
        now=now,
    )


@in_city_language()
def cancelled(enrollment: Enrollment, *, by: Account | None, now: datetime) -> None:
    """Tell the employee and the heads; reminders that were not sent yet are withdrawn."""
    forget_reminders(enrollment, now=now)
    last = enrollment.changes.order_by("-pk").first()
    had_seat = last is not None and last.from_state in ENROLLED
    deciders = deciders_of(enrollment, city_day(now))
    facts = {"batch": str(enrollment.batch), "name": enrollment.employee.name, "reason": enrollment.reason}
    tell(
        {enrollment.employee_id, *deciders},
        kind="enrollment.cancelled",
        subject=_("Pendaftaran dibatalkan: %(name)s, %(batch)s") % facts,
        body=_("Pendaftaran %(name)s di %(batch)s dibatalkan. Alasan: %(reason)s") % facts,
        cause=f"enrollment:{enrollment.pk}:cancelled",
        link=reverse("enrollment", args=[enrollment.pk]),
        about=about_batch(enrollment.batch_id),
        calendars=seat_calendars(enrollment, "CANCEL", now=now) if had_seat else NO_CALENDARS,
        now=now,
    )


@in_city_language()
def batch_cancelled(batch: Batch, employee_ids: Iterable[int], *, now: datetime) -> None:
    """Tell everyone who had a live application that the batch does not take place."""
    facts = {"batch": str(batch), "reason": batch.cancel_reason}
    tell(
        employee_ids,
        kind="batch.cancelled",
        subject=_("Angkatan dibatalkan: %(batch)s") % facts,
        body=_("%(batch)s tidak jadi dilaksanakan. Alasan: %(reason)s") % facts,
        cause=f"batch:{batch.pk}:cancelled",
        link=reverse("batch", args=[batch.pk]),
        about=about_batch(batch.pk),
        calendars=called_off_calendars(batch, now=now),
        urgent=True,
        now=now,
    )


@in_city_language()
def batch_ended_without(batch: Batch, employee_ids: Iterable[int], *, reason: str, now: datetime) -> None:
    """Tell those who had asked for a seat and got none that the batch is over."""
    facts, again = {"batch": str(batch)}, _("Anda boleh mendaftar pada angkatan berikutnya.")
    tell(
        employee_ids,
        kind="batch.ended",
        subject=_("Tidak mendapat kursi: %(batch)s") % facts,
        body=f"{reason} {again}",
        cause=f"batch:{batch.pk}:ended",
        link=reverse("program", args=[batch.program.code]),
        about=about_batch(batch.pk),
        now=now,
    )
