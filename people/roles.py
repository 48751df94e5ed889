"""Roles beyond one's own affairs: HR, survey officers, leadership."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.audit import acting
from people.models import Account, Role, RoleKind, Unit


class RoleError(DomainError):
    """The role cannot be given or taken."""


def grant(
    *,
    account: Account,
    kind: RoleKind,
    unit: Unit | None = None,
    on: date,
    until: date | None = None,
    by: Account | None,
    now: datetime,
) -> Role:
    """Give the account a role from `on`, to `until` if given; asked again, it returns the same role.

    Raises:
        RoleError: the account is closed, or the kind of role and the unit do not go together.
    """
    if not account.is_active:
        raise RoleError(_("Akun ini ditutup. Buka dahulu akunnya dengan mencatat penempatan."))
    with transaction.atomic(), acting(by, "grant role"), refusing_with(RoleError):
        held = Role.objects.on(on).filter(account=account, kind=kind, unit=unit).first()
        if held is None:
            held = Role.objects.create(account=account, kind=kind, unit=unit, starts_on=on, ends_on=until)
        admit_hr_to_records(now=now)
    return held


def revoke(*, role: Role, on: date, by: Account | None, now: datetime) -> None:
    """Take a role away with the day `on`, the first day without it; a role that never began is removed.

    Raises:
        RoleError: it is the last HR role, without which nobody could give roles again.
    """
    with transaction.atomic(), acting(by, "revoke role"):
        # All HR roles are locked in one order: two revocations at once must not leave none.
        hr = list(Role.objects.filter(kind=RoleKind.HR).order_by("pk").select_for_update())
        if role.kind == RoleKind.HR and not any(_outlasts(other, on) for other in hr if other.pk != role.pk):
            raise RoleError(_("Ini peran BKPSDM terakhir. Berikan dahulu peran itu kepada orang lain."))
        if role.starts_on >= on:
            Role.objects.filter(pk=role.pk).delete()
        else:
            Role.objects.filter(pk=role.pk).update(ends_on=on - timedelta(days=1))
        admit_hr_to_records(now=now)


def admit_hr_to_records(*, now: datetime) -> None:
    """Let exactly those who hold the HR role today into the admin; superusers stay."""
    holders = Role.objects.on(city_day(now)).filter(kind=RoleKind.HR).values("account_id")
    Account.objects.filter(pk__in=holders, is_staff=False).update(is_staff=True)
    Account.objects.filter(is_staff=True, is_superuser=False).exclude(pk__in=holders).update(is_staff=False)


def _outlasts(role: Role, on: date) -> bool:
    return role.starts_on <= on and (role.ends_on is None or role.ends_on >= on)
