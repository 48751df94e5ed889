"""Writing one message to several people; what is said stands in `messages.py` and `session_messages.py`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from notifications.outbox import enqueue
from people.models import Account

NO_CALENDARS: Mapping[int, str] = MappingProxyType({})


def about_batch(batch_id: int) -> str:
    """What the messages of a batch name as the thing that they speak of."""
    return f"batch:{batch_id}"


def accounts_of(employee_ids: Iterable[int]) -> Iterable[Account]:
    """The active accounts of employees."""
    return Account.objects.filter(employee_id__in=employee_ids, is_active=True).order_by("pk")


def tell(
    employee_ids: Iterable[int],
    *,
    kind: str,
    subject: str,
    body: str,
    cause: str,
    link: str,
    now: datetime,
    about: str = "",
    calendars: Mapping[int, str] = NO_CALENDARS,
    urgent: bool = False,
) -> None:
    """Write the same message to each employee with an active account; see `notifications.outbox.enqueue`."""
    write(
        accounts_of(employee_ids),
        kind=kind,
        subject=subject,
        body=body,
        cause=cause,
        link=link,
        now=now,
        about=about,
        calendars=calendars,
        urgent=urgent,
    )


def write(
    accounts: Iterable[Account],
    *,
    kind: str,
    subject: str,
    body: str,
    cause: str,
    link: str,
    now: datetime,
    about: str = "",
    calendars: Mapping[int, str] = NO_CALENDARS,
    urgent: bool = False,
) -> None:
    """Write the same message to each account, with what `calendars` holds for it."""
    for account in accounts:
        enqueue(
            to=account,
            kind=kind,
            subject=subject,
            body=body,
            cause=f"{cause}:{account.pk}",
            link=link,
            now=now,
            about=about,
            calendar=calendars.get(account.pk, ""),
            urgent=urgent,
        )
