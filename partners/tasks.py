"""Tasks of this room, started by beat."""

from celery import shared_task
from django.utils import timezone

from partners.reminders import remind_of_ends
from partners.staff import close_accounts_of_former_staff


@shared_task
def remind_of_agreements() -> None:
    """Tell BKPSDM which agreements end soon; what was told is not told again."""
    remind_of_ends(now=timezone.now())


@shared_task
def close_partner_accounts() -> None:
    """Close the accounts of staff whose last day is over."""
    close_accounts_of_former_staff(now=timezone.now())
