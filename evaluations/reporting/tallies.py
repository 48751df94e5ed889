"""How far training reached: for each batch its seats, people, hours, certificates and rupiah."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from credentials.models import Certificate, HoursEntry
from evaluations.reporting.selection import Selection
from people.models import Assignment
from programs.models import Cost, Enrollment, EnrollmentState
from programs.transitions import ENDS


@dataclass(frozen=True, slots=True)
class Tally:
    """What one or several batches brought to the people of a report.

    `rupiah` and `all_finished` are those of the whole batch, whoever sent its people; None: no cost is recorded.
    """

    batches: int = 0
    seats: int = 0
    enrolled: int = 0
    attended: int = 0
    finished: int = 0
    all_finished: int = 0
    hours: Decimal = Decimal(0)
    all_hours: Decimal = Decimal(0)
    certificates: int = 0
    rupiah: int | None = None

    def __add__(self, other: "Tally") -> "Tally":
        known = [each for each in (self.rupiah, other.rupiah) if each is not None]
        return Tally(
            self.batches + other.batches,
            self.seats + other.seats,
            self.enrolled + other.enrolled,
            self.attended + other.attended,
            self.finished + other.finished,
            self.all_finished + other.all_finished,
            self.hours + other.hours,
            self.all_hours + other.all_hours,
            self.certificates + other.certificates,
            sum(known) if known else None,
        )


@dataclass(frozen=True, slots=True)
class Staff:
    """The people serving in a report's units on its last day, and how many of them finished one of its batches."""

    day: date
    serving: int
    trained: int


def tallies_of(selection: Selection) -> dict[int, Tally]:
    """What each batch brought, by its key; four queries."""
    people = _people(selection)
    hours, certificates = _hours(selection), _certificates(selection)
    rupiah = rupiah_of(selection.batch_ids)
    nobody = dict.fromkeys(("enrolled", "attended", "finished", "all_finished"), 0)
    return {
        run.pk: Tally(
            batches=1,
            seats=run.seats,
            **people.get(run.pk, nobody),
            hours=hours.get(run.pk, (Decimal(0), Decimal(0)))[0],
            all_hours=hours.get(run.pk, (Decimal(0), Decimal(0)))[1],
            certificates=certificates.get(run.pk, 0),
            rupiah=rupiah.get(run.pk),
        )
        for run in selection.runs
    }


def staff_of(selection: Selection, day: date) -> Staff:
    """How many of those who serve on the report's last day, or on `day` if that is earlier, were trained; one query."""
    last = min(selection.scope.last, day)
    serving = Assignment.objects.main_on(last)
    if selection.unit_ids is not None:
        serving = serving.filter(unit_id__in=selection.unit_ids)
    finished = Enrollment.objects.filter(batch_id__in=selection.batch_ids, state=EnrollmentState.FINISHED)
    found = serving.order_by().aggregate(
        serving=Count("employee_id", distinct=True),
        trained=Count("employee_id", distinct=True, filter=Q(employee_id__in=finished.values("employee_id"))),
    )
    return Staff(last, found["serving"], found["trained"])


def rupiah_of(batch_ids: Iterable[int]) -> dict[int, int]:
    """What batches cost, payments taken back left out; a batch without a recorded cost is missing. One query."""
    spent = Cost.objects.standing().filter(batch_id__in=list(batch_ids)).order_by().values("batch_id")
    return {batch: int(total) for batch, total in spent.annotate(n=Sum("amount")).values_list("batch_id", "n")}


def _own(selection: Selection, unit: str = "unit_id") -> Q:
    return Q() if selection.unit_ids is None else Q(**{f"{unit}__in": selection.unit_ids})


def _people(selection: Selection) -> dict[int, dict[str, int]]:
    own = _own(selection)
    ended = Enrollment.objects.filter(batch_id__in=selection.batch_ids, state__in=ENDS).order_by().values("batch_id")
    finished = Q(state=EnrollmentState.FINISHED)
    rows: Any = ended.annotate(
        enrolled=Count("pk", filter=own),
        attended=Count("pk", filter=own & ~Q(state=EnrollmentState.ABSENT)),
        finished=Count("pk", filter=own & finished),
        all_finished=Count("pk", filter=finished),
    )
    return {row.pop("batch_id"): row for row in rows}


def _hours(selection: Selection) -> dict[int, tuple[Decimal, Decimal]]:
    own = _own(selection, "enrollment__unit_id")
    ledger = HoursEntry.objects.filter(enrollment__batch_id__in=selection.batch_ids).order_by()
    rows = ledger.values("enrollment__batch_id").annotate(own=Sum("credited", filter=own), whole=Sum("credited"))
    return {row["enrollment__batch_id"]: (row["own"] or Decimal(0), row["whole"] or Decimal(0)) for row in rows}


def _certificates(selection: Selection) -> dict[int, int]:
    own = _own(selection, "enrollment__unit_id")
    issued = Certificate.objects.in_force().filter(own, enrollment__batch_id__in=selection.batch_ids).order_by()
    counted = issued.values("enrollment__batch_id").annotate(n=Count("pk"))
    return dict(counted.values_list("enrollment__batch_id", "n"))
