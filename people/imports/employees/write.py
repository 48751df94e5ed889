"""Write what the check found, in bulk; the caller holds the transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from people.accounts import open_accounts
from people.imports.employees.plan import Plan
from people.models import Account, Assignment, Employee, Headship, Position, RankHolding

BATCH = 1000


def write(plan: Plan, *, now: datetime) -> None:
    """Create and change people, end what gives way, begin what comes, open the accounts."""
    Position.objects.bulk_create(position for position in plan.positions.values() if position.pk is None)
    Employee.objects.bulk_create([p.employee for p in plan.people if not p.known], batch_size=BATCH)
    changed = [person.employee for person in plan.people if person.known and person.changed_fields]
    Employee.objects.bulk_update(changed, ["name", "status", "number", "email"], batch_size=BATCH)
    _end(plan.ending_assignments, plan.ending_ranks, plan.ending_headships)
    _begin(plan)
    open_accounts(employees=[person.employee for person in plan.people], now=now)
    _follow_addresses(plan)


def _end(*ending: dict[Any, date]) -> None:
    for rows in ending:
        for row, last_day in rows.items():
            row.ends_on = last_day
        if rows:
            type(next(iter(rows))).objects.bulk_update(list(rows), ["ends_on"], batch_size=BATCH)


def _begin(plan: Plan) -> None:
    assignments = [
        Assignment(
            employee=person.employee,
            unit=person.row.unit,
            position=plan.positions[person.row.position.casefold()],
            starts_on=person.row.starts_on,
        )
        for person in plan.people
        if person.begins
    ]
    ranks = [
        RankHolding(employee=person.employee, grade=person.new_grade, starts_on=person.row.grade_from)
        for person in plan.people
        if person.new_grade
    ]
    headships = [
        Headship(employee=person.employee, unit=person.row.unit, starts_on=person.row.starts_on)
        for person in plan.people
        if person.leads
    ]
    _create(Assignment, assignments)
    _create(RankHolding, ranks)
    _create(Headship, headships)


def _create(model: type[Any], rows: Sequence[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)


def _follow_addresses(plan: Plan) -> None:
    """An account whose address was the one recorded before follows to the new one; an own address stays."""
    moved = {p.employee.pk: p for p in plan.people if p.known and "email" in p.changed_fields and p.old_email}
    accounts = [
        account
        for account in Account.objects.filter(employee_id__in=moved)
        if account.email == moved[account.employee_id or 0].old_email.lower()
    ]
    for account in accounts:
        account.email = moved[account.employee_id or 0].employee.email
    Account.objects.bulk_update(accounts, ["email"], batch_size=BATCH)
