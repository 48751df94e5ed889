"""Units, employees and accounts for tests; plain values, no surprises."""

from datetime import date
from itertools import count
from typing import Any

from people.models import Account, Assignment, Employee, Headship, Position, Role, Sector, Unit

EPOCH = date(2020, 1, 1)
_sequence = count(1)


def make_unit(name: str = "Puskesmas Contoh", *, sector: str = "health", **fields: Any) -> Unit:
    """A unit that exists since EPOCH."""
    n = next(_sequence)
    values = {"code": f"U{n}", "kind": "puskesmas", "starts_on": EPOCH, **fields}
    return Unit.objects.create(name=name, sector=Sector.objects.get(code=sector), **values)


def make_number(sequence: int) -> str:
    """A valid NIP: born 1 January 1990, appointed January 2015, male."""
    return f"199001012015011{sequence:03d}"


def make_employee(name: str = "Siti Nurhaliza", *, unit: Unit | None = None, **fields: Any) -> Employee:
    """A PNS, assigned to `unit` since EPOCH when given."""
    n = next(_sequence)
    number = f"1990{n // 900 % 12 + 1:02d}{n // 75 % 12 + 1:02d}20150{n % 9 + 1}1{n % 900 + 100:03d}"
    employee = Employee.objects.create(**{"name": name, "status": "pns", "number": number, **fields})
    if unit is not None:
        make_assignment(employee, unit)
    return employee


def make_assignment(employee: Employee, unit: Unit, **fields: Any) -> Assignment:
    """A main assignment since EPOCH."""
    position, _ = Position.objects.get_or_create(name="Analis", defaults={"kind": "pelaksana"})
    return Assignment.objects.create(
        employee=employee, unit=unit, **{"position": position, "starts_on": EPOCH, "main": True, **fields}
    )


def make_head(unit: Unit, name: str = "Kepala Unit", **fields: Any) -> Employee:
    """An employee of the unit who heads it since EPOCH."""
    head = make_employee(name, unit=unit)
    Headship.objects.create(unit=unit, employee=head, **{"starts_on": EPOCH, **fields})
    return head


def make_account(employee: Employee | None = None, **fields: Any) -> Account:
    """An active account; password "kata-sandi-uji"."""
    n = next(_sequence)
    username = (employee and employee.number) or f"akun{n}@contoh.test"
    name = employee.name if employee else f"Akun {n}"
    return Account.objects.create_user(
        **{"username": username, "name": name, "password": "kata-sandi-uji", "employee": employee, **fields}
    )


def give_role(account: Account, kind: str, unit: Unit | None = None) -> Role:
    """A role held since EPOCH."""
    return Role.objects.create(account=account, kind=kind, unit=unit, starts_on=EPOCH)
