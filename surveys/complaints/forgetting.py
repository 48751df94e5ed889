"""What is deleted by itself: texts that are kept too long, counts of senders, and old keys."""

from datetime import datetime, timedelta

from django.db import transaction

from pembinaan.base.dates import city_day
from surveys.complaints.handling import forget
from surveys.complaints.sealing import SealError, sealed_anew, unseal
from surveys.models import (
    Complaint,
    ComplaintDeed,
    ComplaintRule,
    ComplaintSender,
    ComplaintState,
    ComplaintStep,
)

SENDER_DAYS = 2


def forget_old(*, now: datetime) -> int:
    """Delete the text of complaints that are open for too long, and past days' senders; return how many texts."""
    day = city_day(now)
    before = day - timedelta(days=ComplaintRule.objects.in_force(day).keep_at_most_days)
    with transaction.atomic():
        ComplaintSender.objects.filter(day__lt=day - timedelta(days=SENDER_DAYS)).delete()
        # SKIP LOCKED: what somebody works on in this moment waits for the next night.
        old = Complaint.objects.open().filter(received_on__lt=before).select_for_update(no_key=True, skip_locked=True)
        lapsed = list(old.order_by("pk"))
        for complaint in lapsed:
            forget(complaint)
            complaint.state, complaint.closed_on = ComplaintState.LAPSED, day
            complaint.save()
        steps = [ComplaintStep(complaint=one, deed=ComplaintDeed.LAPSED, at=now) for one in lapsed]
        ComplaintStep.objects.bulk_create(steps)
    return len(lapsed)


def seal_anew() -> int:
    """Seal every open complaint with the newest key; return how many. Then an old key may go."""
    with transaction.atomic():
        held = list(Complaint.objects.open().select_for_update(no_key=True).order_by("pk"))
        for complaint in held:
            complaint.sealed_text = sealed_anew(complaint.sealed_text)
            complaint.sealed_contact = sealed_anew(complaint.sealed_contact)
            complaint.sealed_note = sealed_anew(complaint.sealed_note)
        Complaint.objects.bulk_update(held, ["sealed_text", "sealed_contact", "sealed_note"], batch_size=500)
    return len(held)


def unreadable() -> list[str]:
    """Numbers of open complaints that none of the keys opens."""
    found = []
    for complaint in Complaint.objects.open().order_by("pk").iterator():
        try:
            for sealed in (complaint.sealed_text, complaint.sealed_contact, complaint.sealed_note):
                unseal(sealed)
        except SealError:
            found.append(complaint.reference)
    return found
