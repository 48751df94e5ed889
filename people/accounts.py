"""Accounts open with the first assignment and close with the last one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.audit import acting
from people.models import Account, ActivationCode, Assignment, Employee, Role
from people.roles import admit_hr_to_records


class AccountError(DomainError):
    """An account cannot be opened like this."""


class AccountState(models.TextChoices):
    """Where an account stands, in words for HR."""

    NONE = "none", gettext_lazy("Belum ada akun")
    WAITING = "waiting", gettext_lazy("Menunggu surat")
    LETTER = "letter", gettext_lazy("Surat dicetak")
    EXPIRED = "expired", gettext_lazy("Surat kedaluwarsa")
    ACTIVE = "active", gettext_lazy("Aktif")
    CLOSED = "closed", gettext_lazy("Ditutup")


def state_of(account: Account | None, now: datetime) -> AccountState:
    """Where the account of a person stands; `None` is no account."""
    if account is None:
        return AccountState.NONE
    if not account.is_active:
        return AccountState.CLOSED
    if account.has_usable_password():
        return AccountState.ACTIVE
    code: ActivationCode | None = getattr(account, "activation_code", None)
    if code is None or code.used_at:
        return AccountState.WAITING
    return AccountState.LETTER if code.expires_at > now else AccountState.EXPIRED


def username_for(employee: Employee) -> str:
    """The name to sign in with: the number, or, without one, an own id such as N000123."""
    return employee.number or f"N{employee.pk:06d}"


def open_accounts(*, employees: Iterable[Employee], now: datetime) -> int:
    """Give each employee an account that waits for its activation code; open a closed one again.

    A name or number that changed is carried over, an address only into an account that has none: people keep
    their own addresses. Returns how many accounts were new.
    """
    people = {employee.pk: employee for employee in employees}
    with transaction.atomic():
        existing = {account.employee_id: account for account in Account.objects.filter(employee_id__in=people)}
        new = [
            Account(
                username=username_for(person),
                name=person.name,
                email=person.email.lower(),
                employee=person,
                password=make_password(None),
                date_joined=now,
            )
            for pk, person in people.items()
            if pk not in existing
        ]
        Account.objects.bulk_create(new, batch_size=1000)
        changed = [account for pk, account in existing.items() if _carry_over(account, people[pk or 0])]
        Account.objects.bulk_update(changed, ["username", "name", "email", "is_active"], batch_size=500)
    return len(new)


def open_outside_account(*, name: str, email: str, by: Account | None, now: datetime) -> Account:
    """The account of somebody who works for no unit of the city, by e-mail address; a closed one is opened again.

    A new one waits for its activation code. Raises AccountError when the address is an employee's, or of somebody
    with a role: those are looked after elsewhere.
    """
    address = email.strip().lower()
    with transaction.atomic(), acting(by, "open outside account"):
        known = Account.objects.filter(Q(email=address) | Q(username=address)).select_for_update().first()
        if known is None:
            return Account.objects.create(
                username=address, name=name, email=address, password=make_password(None), date_joined=now
            )
        if known.employee_id or known.is_superuser or Role.objects.filter(account=known).exists():
            raise AccountError(_("Surel ini sudah dipakai akun lain. Pakai surel lembaga mitra."))
        known.name, known.is_active = name, True
        known.save(update_fields=["name", "is_active"])
    return known


def follow_employee(*, employee: Employee, now: datetime) -> None:
    """Carry a corrected name or number over into the employee's account, if there is one; nothing opens or closes."""
    with transaction.atomic(), acting(None, "follow employee"):
        Account.objects.filter(employee=employee).update(name=employee.name, username=username_for(employee))


def close_accounts_of_leavers(*, now: datetime) -> int:
    """Close the accounts whose person's last assignment is over, and end their roles; return how many.

    A closed account's sessions are dead at once: each request asks whether the account is active.
    """
    day = city_day(now)
    own = Assignment.objects.filter(employee_id=OuterRef("employee_id"))
    still_here = own.not_over(day)
    with transaction.atomic(), acting(None, "close accounts of leavers"):
        leavers = list(
            Account.objects.filter(Exists(own), ~Exists(still_here), is_active=True)
            .order_by("pk")
            .select_for_update()
            .values_list("pk", flat=True)
        )
        Account.objects.filter(pk__in=leavers).update(is_active=False)
        Role.objects.filter(account_id__in=leavers, starts_on__gte=day).delete()
        Role.objects.on(day).filter(account_id__in=leavers).update(ends_on=day - timedelta(days=1))
        admit_hr_to_records(now=now)
    return len(leavers)


def _carry_over(account: Account, employee: Employee) -> bool:
    before = (account.username, account.name, account.email, account.is_active)
    account.username, account.name, account.is_active = username_for(employee), employee.name, True
    account.email = account.email or employee.email.lower()
    return before != (account.username, account.name, account.email, account.is_active)
