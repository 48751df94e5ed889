"""Making the next batch out of one that ran: the same in everything but its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from partners.models import Agreement
from people.models import Account
from programs.batches import create, next_number
from programs.models import Batch, BatchState, Session
from programs.rules.audience import RulesDraft, draft_of

# What no two sessions may have at the same time.
EXCLUSIVE = ("instructor", "room")
ITS_OWN = {"number", "agreement"}


@dataclass(frozen=True)
class Copied:
    """The new batch, and the sessions that had to leave out who or where is taken at their new time."""

    batch: Batch
    left_out: list[Session]


def copy(*, batch: Batch, starts_on: date, by: Account | None, now: datetime) -> Copied:
    """Make a draft like `batch` that starts on `starts_on`, with its sessions, rules and the next number.

    Everything moves by the same number of days: sessions keep their hours, the enrollment window its distance. An
    instructor or a room that is taken at the new time is left out; an agreement that does not hold then gives way to
    one that does, or to none. Raises BatchError as `create` does.
    """
    shift = starts_on - batch.starts_on
    made = Batch(program=batch.program, state=BatchState.DRAFT, number=next_number(batch.program))
    for field in Batch._meta.concrete_fields:
        if field.editable and not field.primary_key and field.name not in ITS_OWN:
            setattr(made, field.name, _moved(getattr(batch, field.name), shift))
    made.agreement = _agreement_for(made)
    sessions = [_session_like(session, shift) for session in _held(batch)]
    left_out = [session for session in sessions if _leave_out_what_is_taken(session)]
    rules = draft_of(batch)
    kept = create(batch=made, sessions=sessions, rules=rules if rules != RulesDraft() else None, by=by, now=now)
    return Copied(kept, left_out)


def _held(batch: Batch) -> Sequence[Session]:
    """The sessions that took place; of a batch that was called off, those that would have."""
    sessions = batch.sessions.select_related("instructor", "room").order_by("starts_at", "pk")
    return list(sessions if batch.state == BatchState.CANCELLED else sessions.filter(cancelled=False))


def _moved(value: Any, shift: timedelta) -> Any:
    return value + shift if isinstance(value, date) else value


def _session_like(session: Session, shift: timedelta) -> Session:
    made = Session()
    for field in Session._meta.concrete_fields:
        if field.editable and not field.primary_key and field.name != "batch":
            setattr(made, field.name, _moved(getattr(session, field.name), shift))
    return made


def _agreement_for(batch: Batch) -> Agreement | None:
    """The agreement with the program's partner that holds on all days of the batch, the longest one."""
    if batch.program.institution_id is None:
        return None
    holding = Agreement.objects.filter(
        institution=batch.program.institution_id, starts_on__lte=batch.starts_on, ends_on__gte=batch.ends_on
    )
    found: Agreement | None = holding.order_by("-ends_on", "pk").first()
    return found


def _leave_out_what_is_taken(session: Session) -> bool:
    """Whether something had to be left out."""
    columns = [name for name in EXCLUSIVE if isinstance(getattr(session, name, None), Model)]
    at_the_time = Session.objects.filter(cancelled=False, starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
    taken = [name for name in columns if at_the_time.filter(**{name: getattr(session, name)}).exists()]
    for name in taken:
        setattr(session, name, None)
    if session.room is None and not session.place and not session.video_link:
        session.place = _("Menyusul")
    return bool(taken)
