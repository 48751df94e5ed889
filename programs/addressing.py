"""To whom a message of this room goes: accounts of employees, or BKPSDM."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from notifications.outbox import enqueue
from people.models import Account, Role, RoleKind


@dataclass(frozen=True)
class Notice:
    """What is said to several people alike; `cause` is unique together with the account."""

    kind: str
    subject: str
    body: str
    cause: str
    link: str


def accounts_of(employee_ids: Iterable[int]) -> list[Account]:
    """The open accounts of these employees."""
    return list(Account.objects.filter(employee_id__in=list(employee_ids), is_active=True).order_by("pk"))


def hr_accounts(day: date) -> list[Account]:
    """The open accounts of BKPSDM on the city's day `day`."""
    hr = Role.objects.on(day).filter(kind=RoleKind.HR)
    return list(Account.objects.filter(pk__in=hr.values("account"), is_active=True).order_by("pk"))


def send(notice: Notice, accounts: Iterable[Account], *, now: datetime) -> None:
    """Write the notice to each account, once for its cause."""
    for account in accounts:
        enqueue(
            to=account,
            kind=notice.kind,
            subject=notice.subject,
            body=notice.body,
            cause=f"{notice.cause}:{account.pk}",
            link=notice.link,
            now=now,
        )
