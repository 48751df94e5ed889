"""Giving a dated row back the end that it had before a deed cut it short."""

from datetime import date
from typing import Any


def give_back_end(row: Any, *, cut_on: date, deeds: set[str]) -> None:
    """Let `row` go on as it did before one of `deeds` ended it with the day `cut_on`; else leave it alone.

    What its end was before is read from the table's own history; without one it had none.
    """
    if row.ends_on != cut_on:
        return
    trail = row.pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("-pgh_id")
    latest = list(trail.select_related("pgh_context")[:2])
    if latest and (latest[0].pgh_context is None or latest[0].pgh_context.metadata.get("deed") not in deeds):
        return
    row.ends_on = latest[1].ends_on if len(latest) == 2 else None
    row.save(update_fields=["ends_on"])
