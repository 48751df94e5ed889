"""A partner's staff: invited with dates, ended, and what becomes of their accounts."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from partners.errors import StaffError
from partners.models import Institution, PartnerStaff
from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from people.accounts import AccountError, open_outside_account
from people.activation import issue_code, reset
from people.audit import acting
from people.models import Account, Role


@dataclass(frozen=True)
class Invitation:
    """A new post and the code to hand over; empty when the account has its password already."""

    post: PartnerStaff
    code: str


def invite(
    *,
    institution: Institution,
    name: str,
    email: str,
    starts_on: date,
    ends_on: date | None,
    by: Account | None,
    now: datetime,
) -> Invitation:
    """Give somebody of a partner an account from a day to a day; it waits for its activation code.

    Who comes back gets the old account with a new code. Raises StaffError when the address is somebody else's
    or the person works for a partner already.
    """
    known = PartnerStaff.objects.filter(account__email=email.strip().lower(), account__is_active=False)
    returns = known.exists()
    with transaction.atomic(), acting(by, "invite partner staff"), refusing_with(StaffError):
        try:
            account = open_outside_account(name=name, email=email, by=by, now=now)
        except AccountError as refusal:
            raise StaffError(refusal.message) from refusal
        post = PartnerStaff.objects.create(
            account=account, institution=institution, starts_on=starts_on, ends_on=ends_on
        )
        if returns:
            return Invitation(post, reset(account=account, by=by, now=now))
        code = "" if account.has_usable_password() else issue_code(account=account, by=by, now=now)
    return Invitation(post, code)


def end(*, post: PartnerStaff, on: date, by: Account | None, now: datetime) -> PartnerStaff:
    """Make `on` the last day of a post; the account is closed once no post of it goes on.

    Raises StaffError when the day lies before the first one.
    """
    with transaction.atomic(), acting(by, "end partner staff"), refusing_with(StaffError):
        post.ends_on = on
        post.save(update_fields=["ends_on"])
        close_accounts_of_former_staff(now=now)
    return post


def close_accounts_of_former_staff(*, now: datetime) -> int:
    """Close the accounts whose posts are all over and that serve for nothing else; return how many.

    A closed account's sessions are dead at once: each request asks whether the account is active.
    """
    posts = PartnerStaff.objects.filter(account=OuterRef("pk"))
    roles = Role.objects.not_over(city_day(now)).filter(account=OuterRef("pk"))
    with transaction.atomic(), acting(None, "close accounts of former partner staff"):
        return Account.objects.filter(
            Exists(posts),
            ~Exists(posts.not_over(city_day(now))),
            ~Exists(roles),
            employee__isnull=True,
            is_superuser=False,
            is_active=True,
        ).update(is_active=False)
