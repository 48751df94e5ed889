"""Invitations of participants and instructors: who gets which, with which SEQUENCE.

A SEQUENCE must grow with whatever happens to a meeting in one person's calendar, also when somebody leaves and
comes back. It is counted from what never shrinks: the session's moves and the person's trail in the batch; for
the instructor, the session's own history. So it needs no column, and a message written twice says the same.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any, Literal

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Account
from programs.calendars.calendar_feed import Meeting, Person, invitation
from programs.models import EnrollmentChange, Session

Method = Literal["REQUEST", "CANCEL"]


def site() -> str:
    """The address of the site, without a slash at its end."""
    address: str = settings.SITE_ADDRESS
    return address.rstrip("/")


def meeting_of(session: Session, *, uid: str, sequence: int, cancelled: bool, link_shown: bool = True) -> Meeting:
    """A session as an event of a calendar; select `batch__program` and `room` first."""
    page = f"{site()}{reverse('batch', args=[session.batch_id])}"
    link = session.video_link if link_shown else ""
    lines = [_("Tautan video: %(link)s") % {"link": link}] if link else []
    return Meeting(
        uid=uid,
        title=_title(session),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.where,
        sequence=sequence,
        cancelled=cancelled,
        page=page,
        note="\n".join([*lines, page]),
    )


def _title(session: Session) -> str:
    """The program and the session; once, where the session is named after its program."""
    program: str = session.batch.program.title
    return session.title if session.title.startswith(program) else f"{program}: {session.title}"


def uid_of(session_id: int, account_id: int) -> str:
    """The meeting's name in one person's calendar: for ever the same, in mails and in the feed."""
    return f"sesi-{session_id}-akun-{account_id}@{site().split('//', 1)[-1].split('/', 1)[0].split(':', 1)[0]}"


def steps_in_batches(employee_id: int, batch_ids: Iterable[int]) -> dict[int, int]:
    """By batch: how many steps the person's applications there took."""
    trail = EnrollmentChange.objects.filter(enrollment__employee=employee_id, enrollment__batch__in=batch_ids)
    counted = trail.order_by().values_list("enrollment__batch").annotate(Count("pk"))
    return dict(counted)


def changes_of_sessions(session_ids: Iterable[int]) -> dict[int, int]:
    """By session: how often it was written."""
    history: Any = Session.pgh_event_model  # type: ignore[attr-defined]
    written = history.objects.filter(pgh_obj__in=session_ids).order_by().values_list("pgh_obj")
    return dict(written.annotate(Count("pk")))


def for_participants(
    sessions: Sequence[Session], accounts: Sequence[Account], method: Method, *, now: datetime
) -> dict[int, str]:
    """By account: the invitations to (or cancellations of) sessions of one batch; empty without an address."""
    if not sessions:
        return {}
    trail = EnrollmentChange.objects.filter(enrollment__batch=sessions[0].batch_id)
    people = [account.employee_id for account in accounts]
    steps = dict(
        trail.filter(enrollment__employee__in=people)
        .order_by()
        .values_list("enrollment__employee")
        .annotate(Count("pk"))
    )
    return {
        account.pk: "".join(
            _invite(session, account, method, session.sequence + steps.get(account.employee_id, 0), now)
            for session in sessions
        )
        for account in accounts
        if account.email
    }


def for_instructor(session: Session, account: Account, method: Method, *, now: datetime) -> str:
    """The invitation of whoever teaches the session, or its cancellation; empty without an address."""
    if not account.email:
        return ""
    return _invite(session, account, method, changes_of_sessions([session.pk]).get(session.pk, 0), now)


def _invite(session: Session, account: Account, method: Method, sequence: int, now: datetime) -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    meeting = meeting_of(session, uid=uid_of(session.pk, account.pk), sequence=sequence, cancelled=method == "CANCEL")
    return invitation(
        meeting=meeting,
        method=method,
        organizer=Person(name=name or "BKPSDM", email=address),
        guest=Person(name=account.name, email=account.email),
        stamp=now,
    )
