"""A list is uploaded, foreseen line by line, shown, and applied once in one transaction."""

import hashlib
from dataclasses import astuple
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.events import emit
from people.access import Access
from people.models import Account
from programs import events
from programs.locks import hold_batch
from programs.models import Batch, Roster
from programs.rosters.plan import Outcome, plan, require_takes
from programs.rosters.seating import MeanwhileError, seat_all
from programs.rosters.table import Line, RosterError, read_lines

KEPT_FOR = timedelta(days=2)
# Somebody of the list applied while it was written: look again, at most so often.
TRIES = 5


def keep(*, batch: Batch, content: bytes, filename: str, owner: Account, now: datetime) -> Roster:
    """Read a list of numbers and keep it with each row's outcome for two days; nobody is enrolled yet.

    Raises SpreadsheetError, WorkbookError or RosterError when the file, or the batch, cannot be used at all.
    """
    access = Access(account=owner, day=city_day(now))
    require_takes(batch, access, now)
    lines = read_lines(content, filename)
    return Roster.objects.create(
        batch=batch,
        owner=owner,
        filename=filename[:200],
        digest=hashlib.sha256(content).hexdigest(),
        lines=[astuple(line) for line in lines],
        outcomes=[astuple(one) for one in plan(batch, lines, access, now=now)],
        created_at=now,
        expires_at=now + KEPT_FOR,
    )


def apply(*, roster: Roster, by: Account, now: datetime) -> Roster:
    """Enroll everyone whose row is good; asked again, or by two people at once, it happens once.

    Rows are looked at again: what changed since the upload counts. Raises RosterError when the list expired, was
    uploaded by somebody else and `by` is not HR, or the batch takes nobody any more.
    """
    access = Access(account=by, day=city_day(now))
    if roster.owner_id != by.pk and not access.is_hr:
        raise RosterError(_("Daftar ini diunggah orang lain. Unggah daftar Anda sendiri."))
    for attempt in range(1, TRIES + 1):
        try:
            return _apply(roster, access, by, now)
        except MeanwhileError:
            if attempt == TRIES:
                raise
    return roster


def enroll_one(*, batch: Batch, number: str, by: Account, exception: str = "", now: datetime) -> Outcome:
    """Enroll one employee by number, as a list of one; asked twice, the second finds the person enrolled.

    `exception` is HR's reason to let in somebody whom the batch is not for; it stays in the trail.
    Raises RosterError when the batch takes nobody any more.
    """
    access = Access(account=by, day=city_day(now))
    exempt = access.is_hr and bool(exception.strip())
    require_takes(batch, access, now)
    [outcome] = plan(batch, [line_of(number)], access, now=now, exempt=exempt)
    if not outcome.good:
        return outcome
    with transaction.atomic():
        held = hold_batch(batch.pk)
        require_takes(held, access, now)
        reason = exception.strip() or _("Didaftarkan satu per satu oleh BKPSDM.")
        [done] = seat_all(held, [outcome], by=by, now=now, reason=reason)
        _keep_one(held, done, number, by, now)
    return done


def line_of(number: str) -> Line:
    """One typed number as a line."""
    [line] = read_lines(f"nip\n{' '.join(number.split())}".encode(), "nip.csv")
    return line


def discard_stale(*, now: datetime) -> int:
    """Delete lists that nobody confirmed in time; return how many."""
    deleted, _by_model = Roster.objects.stale(now).delete()
    return deleted


@transaction.atomic
def _apply(roster: Roster, access: Access, by: Account, now: datetime) -> Roster:
    # The list's row first: two people who press at once must not both enroll.
    kept = Roster.objects.select_for_update(no_key=True, of=("self",)).select_related("batch").get(pk=roster.pk)
    if kept.applied_at is not None:
        return kept
    if kept.expires_at <= now:
        raise RosterError(_("Unggahan ini sudah kedaluwarsa. Unggah berkasnya lagi."))
    outcomes = plan(kept.batch, lines_of(kept), access, now=now)
    # As late as possible: reading two thousand people is done, what remains are a few statements.
    held = hold_batch(kept.batch_id)
    require_takes(held, access, now)
    kept.outcomes = [astuple(one) for one in seat_all(held, outcomes, by=by, now=now)]
    kept.lines, kept.applied_at, kept.applied_by = [], now, by
    kept.save(update_fields=["outcomes", "lines", "applied_at", "applied_by"])
    emit(kind=events.ROSTER_APPLIED, subject_id=kept.pk, now=now)
    return kept


def _keep_one(batch: Batch, done: Outcome, number: str, by: Account, now: datetime) -> None:
    digest = hashlib.sha256(number.encode()).hexdigest()
    kept = Roster.objects.create(
        batch=batch,
        owner=by,
        filename=_("satu nomor"),
        digest=digest,
        lines=[],
        outcomes=[astuple(done)],
        created_at=now,
        expires_at=now + KEPT_FOR,
        applied_at=now,
        applied_by=by,
    )
    emit(kind=events.ROSTER_APPLIED, subject_id=kept.pk, now=now)


def lines_of(roster: Roster) -> list[Line]:
    """The lines as they were read."""
    return [Line(*values) for values in roster.lines]


def outcomes_of(roster: Roster) -> list[Outcome]:
    """What each row would lead to, or led to."""
    return [Outcome(*values) for values in roster.outcomes]
