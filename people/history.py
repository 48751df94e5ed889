"""What changed in a plain record, from what to what, when and by whom."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from people.models import Account, Employee

SHOWN = ("name", "status", "number", "email")


@dataclass(frozen=True)
class Change:
    """One value of a record that became another; `by` is a person's name, empty for the system."""

    at: datetime
    by: str
    what: str
    before: str
    after: str


def changes_of(employee: Employee) -> list[Change]:
    """Every change of the employee's own data, the latest first; two queries."""
    history: Any = employee.pgh_event_model  # type: ignore[attr-defined]
    events = history.objects.filter(pgh_obj_id=employee.pk).select_related("pgh_context").order_by("pgh_id")
    kept = list(events)
    doers = Account.objects.filter(pk__in={_doer(event) for event in kept})
    names = dict(doers.values_list("pk", "name"))
    changes = [
        Change(after.pgh_created_at, names.get(_doer(after), ""), _label(field), _value(before, field), value)
        for before, after in pairwise(kept)
        for field in SHOWN
        if (value := _value(after, field)) != _value(before, field)
    ]
    return changes[::-1]


def _doer(event: Any) -> int:
    """The account's id, 0 for the system: use cases note `by`, the middleware notes `user`."""
    noted = event.pgh_context.metadata if event.pgh_context else {}
    return noted.get("by") or noted.get("user") or 0


def _label(field: str) -> str:
    return str(Employee._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _value(event: Any, field: str) -> str:
    return str(event.get_status_display() if field == "status" else getattr(event, field) or "")
