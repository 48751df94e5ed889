"""What people hear of sessions: reminders, moves, cancellations, and who teaches; calendars follow."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.outbox import enqueue, withdraw
from pembinaan.base.dates import city_day, hours_in_words, moment_in_words
from pembinaan.base.language import in_city_language
from people.models import Account
from programs.calendars.invitations import Method, for_instructor, for_participants
from programs.models import ENROLLED, SEATED, Batch, Enrollment, EnrollmentChange, EnrollmentState, Session
from programs.telling import about_batch, accounts_of

REMINDER_TIME = time(8, 0)


@dataclass(frozen=True)
class News:
    """One thing to say of a session, and what it does to a calendar."""

    session: Session
    kind: str
    subject: str
    body: str
    cause: str
    method: Method


def reminder_cause(session_id: int, sequence: int, enrollment_id: int) -> str:
    """The cause of a reminder: one for each time that a session is given, so that a moved one is told anew."""
    return f"reminder:{session_id}:{sequence}:{enrollment_id}"


def coming_sessions(batch_id: int, now: datetime) -> list[Session]:
    """The batch's sessions that are still to come, in time."""
    coming = Session.objects.filter(batch=batch_id, cancelled=False, starts_at__gt=now)
    return list(coming.select_related("batch__program", "room").order_by("starts_at", "pk"))


@in_city_language()
def remind(enrollment: Enrollment, *, now: datetime) -> None:
    """Write a reminder for the day before each session to come, to be handed over when its time comes."""
    account = Account.objects.filter(employee_id=enrollment.employee_id, is_active=True).first()
    if account is None:
        return
    for session in coming_sessions(enrollment.batch_id, now):
        _remind_of(session, enrollment, account, now)


def forget_reminders(enrollment: Enrollment, *, now: datetime) -> None:
    """Take back the reminders of someone who gave the seat back."""
    sessions = Session.objects.filter(batch_id=enrollment.batch_id)
    withdraw(causes=[reminder_cause(each.pk, each.sequence, enrollment.pk) for each in sessions], now=now)


@in_city_language()
def session_moved(before: Session, session: Session, *, now: datetime) -> None:
    """Tell everybody with a seat, and who teaches, of the new time or place; reminders are written anew."""
    session_dropped(before, now=now)
    facts = facts_of(session)
    subject = _("Jadwal berubah: %(batch)s, %(session)s") % facts
    body = _("%(batch)s: %(session)s sekarang dimulai %(at)s. Tempat: %(place)s.") % facts
    news = News(session, "session.moved", subject, body, f"session:{session.pk}:{session.sequence}:moved", "REQUEST")
    _tell_seated(news, now)
    _remind_all(session, now)
    if session.instructor_id == before.instructor_id:
        _tell_instructor(news, now)


@in_city_language()
def session_added(session: Session, *, now: datetime) -> None:
    """Tell everybody with a seat of a session that came to a batch already announced."""
    facts = facts_of(session)
    subject = _("Sesi baru: %(batch)s, %(session)s") % facts
    body = _("%(batch)s mendapat sesi baru: %(session)s, dimulai %(at)s. Tempat: %(place)s.") % facts
    _tell_seated(News(session, "session.added", subject, body, f"session:{session.pk}:added", "REQUEST"), now)
    _remind_all(session, now)


@in_city_language()
def session_cancelled(session: Session, *, reason: str, now: datetime) -> None:
    """Tell everybody with a seat, and who teaches, that the session does not take place; its reminders are gone."""
    facts = {**facts_of(session), "reason": reason}
    subject = _("Sesi dibatalkan: %(batch)s, %(session)s") % facts
    body = _("%(batch)s: %(session)s pada %(hours)s tidak jadi dilaksanakan.") % facts
    if reason:
        body = " ".join([body, _("Alasan: %(reason)s") % facts])
    news = News(session, "session.cancelled", subject, body, f"session:{session.pk}:cancelled", "CANCEL")
    _tell_seated(news, now)
    _tell_instructor(news, now)


@in_city_language()
def batch_is_taught(batch: Batch, *, now: datetime) -> None:
    """Tell the instructors of a batch that is announced now."""
    for session in coming_sessions(batch.pk, now):
        instructor_chosen(session, now=now)


@in_city_language()
def instructor_chosen(session: Session, *, now: datetime) -> None:
    """Tell who teaches the session, if it is an employee."""
    facts = facts_of(session)
    subject = _("Anda mengajar: %(batch)s, %(session)s") % facts
    body = _("%(batch)s: %(session)s pada %(hours)s. Tempat: %(place)s.") % facts
    cause = f"session:{session.pk}:teaches:{now.isoformat()}"
    _tell_instructor(News(session, "session.teaches", subject, body, cause, "REQUEST"), now)


@in_city_language()
def instructor_released(before: Session, *, now: datetime) -> None:
    """Tell who no longer teaches the session."""
    facts = facts_of(before)
    subject = _("Anda tidak lagi mengajar: %(batch)s, %(session)s") % facts
    body = _("%(batch)s: %(session)s pada %(hours)s diajar orang lain.") % facts
    cause = f"session:{before.pk}:released:{now.isoformat()}"
    _tell_instructor(News(before, "session.released", subject, body, cause, "CANCEL"), now)


def session_dropped(session: Session, *, now: datetime) -> None:
    """Withdraw the reminders of a session that no longer takes place, or not at that time."""
    people = Enrollment.objects.filter(batch_id=session.batch_id).order_by("pk").values_list("pk", flat=True)
    withdraw(causes=[reminder_cause(session.pk, session.sequence, pk) for pk in people], now=now)


def facts_of(session: Session) -> dict[str, str]:
    """A session in words."""
    return {
        "batch": str(session.batch),
        "session": _beside_its_program(session),
        "at": moment_in_words(session.starts_at),
        "hours": hours_in_words(session.starts_at, session.ends_at),
        "place": session.where,
    }


def _beside_its_program(session: Session) -> str:
    """The session's title without the program's in front, for sentences that already name the program."""
    return re.sub(rf"^{re.escape(session.batch.program.title)}\s*[,:·–-]\s*", "", session.title) or session.title


def _remind_of(session: Session, enrollment: Enrollment, account: Account, now: datetime) -> None:
    eve = city_day(session.starts_at) - timedelta(days=1)
    if city_day(now) > eve:
        return
    morning = timezone.make_aware(datetime.combine(eve, REMINDER_TIME), timezone.get_default_timezone())
    facts = facts_of(session)
    body = _("%(batch)s: %(session)s dimulai %(at)s. Tempat: %(place)s.") % facts
    if session.video_link:
        body = " ".join([body, _("Tautan video: %(link)s") % {"link": session.video_link}])
    enqueue(
        to=account,
        kind="session.reminder",
        subject=_("Besok: %(batch)s, %(session)s") % facts,
        body=body,
        cause=reminder_cause(session.pk, session.sequence, enrollment.pk),
        link=reverse("batch", args=[session.batch_id]),
        about=about_batch(session.batch_id),
        now=now,
        not_before=max(morning, now),
    )


def _remind_all(session: Session, now: datetime) -> None:
    enrolled = list(Enrollment.objects.filter(batch=session.batch_id, state__in=ENROLLED).order_by("pk"))
    accounts = {account.employee_id: account for account in accounts_of([one.employee_id for one in enrolled])}
    for enrollment in enrolled:
        if enrollment.employee_id in accounts:
            _remind_of(session, enrollment, accounts[enrollment.employee_id], now)


def _tell_seated(news: News, now: datetime) -> None:
    seated = Enrollment.objects.filter(batch=news.session.batch_id, state__in=SEATED)
    states = dict(seated.order_by("pk").values_list("employee_id", "state"))
    accounts = list(accounts_of(states))
    # Who was only offered the seat has nothing in the calendar yet.
    enrolled = [account for account in accounts if states[account.employee_id or 0] in ENROLLED]
    _enqueue(news, accounts, for_participants([news.session], enrolled, news.method, now=now), now)


def _tell_instructor(news: News, now: datetime) -> None:
    teacher = news.session.instructor
    if teacher is None or teacher.employee_id is None:
        return
    accounts = list(accounts_of([teacher.employee_id]))
    calendars = {account.pk: for_instructor(news.session, account, news.method, now=now) for account in accounts}
    _enqueue(replace(news, cause=f"{news.cause}:instructor"), accounts, calendars, now)


def _enqueue(news: News, accounts: Iterable[Account], calendars: Mapping[int, str], now: datetime) -> None:
    for account in accounts:
        enqueue(
            to=account,
            kind=news.kind,
            subject=news.subject,
            body=news.body,
            cause=f"{news.cause}:{account.pk}",
            link=reverse("batch", args=[news.session.batch_id]),
            about=about_batch(news.session.batch_id),
            calendar=calendars.get(account.pk, ""),
            urgent=True,
            now=now,
        )


@in_city_language()
def seat_calendars(enrollment: Enrollment, method: Method, *, now: datetime) -> dict[int, str]:
    """By account: the invitations that go with a confirmed seat, or that take it back; the sessions still to come."""
    accounts = list(accounts_of([enrollment.employee_id]))
    return for_participants(coming_sessions(enrollment.batch_id, now), accounts, method, now=now)


@in_city_language()
def called_off_calendars(batch: Batch, *, now: datetime) -> dict[int, str]:
    """By account: what takes the sessions out of the calendars of those who lost a seat at this moment."""
    lost = EnrollmentChange.objects.filter(enrollment__batch=batch, at=now, from_state__in=ENROLLED)
    people = lost.filter(to_state=EnrollmentState.CANCELLED).order_by().values_list("enrollment__employee", flat=True)
    coming = Session.objects.filter(batch=batch, starts_at__gt=now).select_related("batch__program", "room")
    accounts = list(accounts_of(people))
    return for_participants(list(coming.order_by("starts_at", "pk")), accounts, "CANCEL", now=now)
