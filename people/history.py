"""What changed in a plain record, from what to what, when and by whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Model

from people.models import Account

SHOWN = ("name", "status", "number", "email")


@dataclass(frozen=True)
class Change:
    """One value of a record that became another; `by` is a person's name, empty for the system."""

    at: datetime
    by: str
    what: str
    before: str
    after: str


def changes_of(
    record: Model, *, shown: Sequence[str] = SHOWN, words: Callable[[Any], str] = lambda value: str(value or "")
) -> list[Change]:
    """Every change of the record's columns `shown`, in words, the latest first; two queries."""
    history: Any = record.pgh_event_model  # type: ignore[attr-defined]
    events = history.objects.filter(pgh_obj_id=record.pk).select_related("pgh_context").order_by("pgh_id")
    kept = list(events)
    doers = Account.objects.filter(pk__in={_doer(event) for event in kept})
    names = dict(doers.values_list("pk", "name"))
    changes = [
        Change(after.pgh_created_at, names.get(_doer(after), ""), _label(record, field), old, new)
        for before, after in pairwise(kept)
        for field in shown
        if (new := _value(after, field, words)) != (old := _value(before, field, words))
    ]
    return changes[::-1]


def _doer(event: Any) -> int:
    """The account's id, 0 for the system: use cases note `by`, the middleware notes `user`."""
    noted = event.pgh_context.metadata if event.pgh_context else {}
    return noted.get("by") or noted.get("user") or 0


def _label(record: Model, field: str) -> str:
    return str(record._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _value(event: Any, field: str, words: Callable[[Any], str]) -> str:
    display = getattr(event, f"get_{field}_display", None)
    return str(display()) if display else words(getattr(event, field))
