"""Counts of complaints, for dashboards and reports: never a text, never a contact."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from surveys.models import Complaint
from surveys.models.complaints import IN_TIME


@dataclass(frozen=True, slots=True)
class ComplaintCounts:
    """Complaints received in a span by their state today, and how the promise was kept."""

    new: int = 0
    answered: int = 0
    done: int = 0
    lapsed: int = 0
    in_time: int = 0
    """Answered on or before the promised day."""
    overdue: int = 0
    """Without an answer though the promised day is over."""
    decided: int = 0
    """Those of which one knows whether the promise was kept: answered, or the promised day is over."""

    @property
    def total(self) -> int:
        """All that were received."""
        return self.new + self.answered + self.done + self.lapsed

    @property
    def open(self) -> int:
        """Those that somebody still works on."""
        return self.new + self.answered

    @property
    def share_in_time(self) -> Decimal | None:
        """Percent (0 to 100) of the decided ones that were answered in time; None: none is decided."""
        return Decimal(100 * self.in_time) / self.decided if self.decided else None


def complaint_counts(*, unit_ids: Collection[int], first: date, last: date, day: date) -> ComplaintCounts:
    """Counts of several units together, of complaints received `first`..`last`, as of `day`; one query."""
    received = Complaint.objects.filter(unit_id__in=unit_ids, received_on__range=(first, last))
    return ComplaintCounts(**received.aggregate(**_counters(day)))


def complaint_counts_by_unit(
    *, unit_ids: Collection[int], first: date, last: date, day: date
) -> dict[int, ComplaintCounts]:
    """The same for each unit, zeros for one without complaints; one query."""
    received: Any = Complaint.objects.filter(unit_id__in=unit_ids, received_on__range=(first, last)).values("unit_id")
    rows = {row.pop("unit_id"): ComplaintCounts(**row) for row in received.annotate(**_counters(day)).order_by()}
    return {unit_id: rows.get(unit_id, ComplaintCounts()) for unit_id in unit_ids}


def _counters(day: date) -> dict[str, Count]:
    is_over = Q(answered_on__isnull=True, due_on__lt=day)
    counted = {
        "new": Q(state="new"),
        "answered": Q(state="answered"),
        "done": Q(state="done"),
        "lapsed": Q(state="lapsed"),
        "in_time": IN_TIME,
        "overdue": is_over,
        "decided": Q(answered_on__isnull=False) | is_over,
    }
    return {name: Count("pk", filter=condition) for name, condition in counted.items()}
