"""Working on a complaint: reading it, answering it, finishing it. Each leaves a trail; finishing deletes the text."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Account
from surveys.complaints.sealing import SealError, seal, unseal
from surveys.models import Complaint, ComplaintDeed, ComplaintState, ComplaintStep

MOST_NOTE = 2_000


class HandlingError(DomainError):
    """The complaint can't be worked on so; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a complaint says; `trouble` says why it cannot be opened."""

    text: str = ""
    contact: str = ""
    note: str = ""
    trouble: str = ""


def read(*, complaint: Complaint, by: Account, now: datetime) -> Opened:
    """Open a complaint's text and contact, and note who did; a finished one has nothing left to open."""
    if not complaint.is_open:
        return Opened()
    with transaction.atomic():
        _step(complaint, ComplaintDeed.READ, by, now)
    try:
        return Opened(unseal(complaint.sealed_text), unseal(complaint.sealed_contact), unseal(complaint.sealed_note))
    except SealError as refusal:
        return Opened(trouble=refusal.message)


def answer(*, complaint: Complaint, note: str, by: Account, now: datetime) -> Complaint:
    """Keep what was answered; the first answer's day counts for the promise, a later one mends the note.

    Raises HandlingError without a note, and when the complaint is finished.
    """
    if not note.strip():
        raise HandlingError(_("Tulis dahulu tanggapannya."))
    day = city_day(now)
    with transaction.atomic():
        held = _held(complaint)
        held.state = ComplaintState.ANSWERED
        held.answered_on = held.answered_on or day
        held.sealed_note = seal(note.strip()[:MOST_NOTE], day=day)
        held.save(update_fields=["state", "answered_on", "sealed_note"])
        _step(held, ComplaintDeed.ANSWERED, by, now)
    return held


def finish(*, complaint: Complaint, by: Account, now: datetime) -> Complaint:
    """Finish a complaint: its text, contact and note are deleted for good.

    Raises HandlingError when an answer was wished and none was given, and when it is finished already.
    """
    day = city_day(now)
    with transaction.atomic():
        held = _held(complaint)
        if held.wants_answer and held.state == ComplaintState.NEW:
            raise HandlingError(_("Warga ini ingin dijawab. Hubungi dia dan tulis tanggapannya sebelum menyelesaikan."))
        held.state = ComplaintState.DONE
        held.answered_on = held.answered_on or day
        forget(held)
        held.closed_on = day
        held.save()
        _step(held, ComplaintDeed.DONE, by, now)
    return held


def forget(complaint: Complaint) -> None:
    """Empty everything that the citizen or the office wrote; the caller saves."""
    complaint.sealed_text = complaint.sealed_contact = complaint.sealed_note = ""


def _held(complaint: Complaint) -> Complaint:
    """The row, locked: an answer must not bring back what somebody deletes in this moment."""
    held = Complaint.objects.select_for_update(no_key=True).get(pk=complaint.pk)
    if not held.is_open:
        raise HandlingError(_("Pengaduan ini sudah selesai; isinya sudah dihapus."))
    return held


def _step(complaint: Complaint, deed: ComplaintDeed, by: Account | None, now: datetime) -> None:
    ComplaintStep.objects.create(complaint=complaint, deed=deed, by=by, at=now)
