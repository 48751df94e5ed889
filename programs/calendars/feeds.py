"""One's own calendar at a secret address: made, renewed, read. Whoever holds the address sees that timetable only."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from pembinaan.base.language import in_city_language
from people.models import Account
from programs.calendars.calendar_feed import Meeting
from programs.calendars.invitations import changes_of_sessions, meeting_of, steps_in_batches, uid_of
from programs.models import PARTICIPANTS, BatchState, CalendarFeed, Enrollment, EnrollmentState, Session

# How long past sessions stay in a feed, and how long what was called off is still named as such: long enough for
# every calendar to have asked once more.
PAST, CALLED_OFF = timedelta(days=365), timedelta(days=30)
SECRET_BYTES = 32  # nobody guesses one of 2²⁵⁶: unknown addresses need no counting of tries


def renew_feed(*, account: Account, now: datetime) -> str:
    """Give the account's calendar a new secret and return it; the old address ends at once.

    Only the secret's digest is kept, so this is the only moment at which it can be shown.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        values = {"digest": _digest(secret), "made_at": now}
        CalendarFeed.objects.update_or_create(account=account, defaults=values)
    return secret


def stop_feed(*, account: Account) -> None:
    """End the address; calendars that asked for it get nothing any more. Ended twice, nothing more happens."""
    CalendarFeed.objects.filter(account=account).delete()


def account_of(secret: str) -> Account | None:
    """Whose calendar the secret opens; None for an unknown, ended or closed account's secret. One query."""
    feed = CalendarFeed.objects.filter(digest=_digest(secret), account__is_active=True).select_related("account")
    found = feed.first()
    return found.account if found else None


@in_city_language()
def meetings_of(account: Account, now: datetime) -> list[Meeting]:
    """The account's sessions in time, learning and teaching; six queries, however many they are."""
    if account.employee_id is None:
        return []
    return sorted(
        [*_attended(account, account.employee_id, now), *_taught(account, account.employee_id, now)],
        key=lambda meeting: (meeting.starts_at, meeting.uid),
    )


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _attended(account: Account, employee_id: int, now: datetime) -> Iterator[Meeting]:
    mine = Enrollment.objects.filter(employee=employee_id)
    live = set(mine.filter(state__in=PARTICIPANTS).order_by().values_list("batch", flat=True))
    lost = mine.filter(state=EnrollmentState.CANCELLED, changes__to_state=EnrollmentState.CONFIRMED)
    batches = live | set(lost.order_by().values_list("batch", flat=True))
    steps = steps_in_batches(employee_id, batches)
    sessions = Session.objects.filter(batch__in=batches, ends_at__gt=now - PAST)
    for session in sessions.select_related("batch__program", "room").order_by("starts_at", "pk"):
        cancelled = session.cancelled or session.batch_id not in live
        if cancelled and session.ends_at < now - CALLED_OFF:
            continue
        yield meeting_of(
            session,
            uid=uid_of(session.pk, account.pk),
            sequence=session.sequence + steps.get(session.batch_id, 0),
            cancelled=cancelled,
            link_shown=not cancelled,
        )


def _taught(account: Account, employee_id: int, now: datetime) -> Iterator[Meeting]:
    mine = Session.objects.filter(instructor__employee=employee_id, ends_at__gt=now - PAST)
    announced = mine.exclude(batch__state=BatchState.DRAFT).select_related("batch__program", "room")
    sessions = list(announced.order_by("starts_at", "pk"))
    written = changes_of_sessions([session.pk for session in sessions])
    for session in sessions:
        if session.cancelled and session.ends_at < now - CALLED_OFF:
            continue
        yield meeting_of(
            session,
            uid=uid_of(session.pk, account.pk),
            sequence=written.get(session.pk, 0),
            cancelled=session.cancelled,
        )
