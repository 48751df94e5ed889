"""What happens by itself every hour."""

from celery import shared_task
from django.utils import timezone

from people.accounts import close_accounts_of_leavers
from people.activation import forget_old_tries
from people.imports.drafts import discard_stale
from people.roles import admit_hr_to_records


@shared_task
def keep_accounts() -> None:
    """Close the accounts of leavers, let today's HR into the records, forget old tries and uploads."""
    now = timezone.now()
    close_accounts_of_leavers(now=now)
    admit_hr_to_records(now=now)
    forget_old_tries(now=now)
    discard_stale(now=now)
