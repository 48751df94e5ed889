"""An empty city lets its first HR in."""

from datetime import datetime

from django.db import transaction

from pembinaan.base.dates import city_day
from people.activation import issue_code
from people.models import Account, RoleKind
from people.roles import grant


def found_hr(*, username: str, name: str, now: datetime) -> str:
    """Open an HR account that belongs to no employee yet; returns its activation code.

    Called again for the same account it gives a new code.

    Raises:
        ActivationError: the account has a password already.
    """
    with transaction.atomic():
        account = Account.objects.filter(username=username).first()
        if account is None:
            account = Account.objects.create_user(username, name=name)
        grant(account=account, kind=RoleKind.HR, on=city_day(now), by=None, now=now)
        return issue_code(account=account, by=None, now=now)
