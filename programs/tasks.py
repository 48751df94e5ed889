"""Tasks of this room, started by beat."""

import structlog
from celery import shared_task
from django.utils import timezone

from programs.applications.chasing import chase
from programs.applications.minimum import tell_of_batches_below_minimum
from programs.applications.waiting_list import lapse_offers
from programs.lots.due import give_what_is_due
from programs.presence import devices
from programs.rosters.drafts import discard_stale
from programs.verify import breaches

log = structlog.get_logger(__name__)


@shared_task
def lapse_overdue_offers() -> None:
    """Let overdue offers pass on to the next in the queue."""
    lapse_offers(now=timezone.now())


@shared_task
def chase_requests() -> None:
    """Remind of requests that lie, bring them to the next one up, and forget lists that nobody confirmed."""
    discard_stale(now=timezone.now())
    chased = chase(now=timezone.now())
    log.info("requests_chased", asked=chased.asked, reminded=chased.reminded, escalated=chased.escalated)


@shared_task
def tell_of_thin_batches() -> None:
    """Tell BKPSDM of batches whose enrollment closed below their minimum."""
    tell_of_batches_below_minimum(now=timezone.now())


@shared_task
def give_seats_of_closed_batches() -> None:
    """Give seats by need, freeze the lists of lots, and draw without a secret that was not revealed in time."""
    give_what_is_due(now=timezone.now())


@shared_task
def verify_enrollments() -> None:
    """Check every invariant of enrollments on live data, nightly."""
    for breach in breaches(now=timezone.now()):
        log.error("enrollment_breach", rule=breach.rule, where=breach.where)


@shared_task
def forget_devices() -> None:
    """Drop what was kept of phones that recorded presence, some weeks after the session."""
    devices.forget(now=timezone.now())
