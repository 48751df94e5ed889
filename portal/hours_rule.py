"""Who is below the yearly rule of hours (JP): by unit, and by name."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from credentials.models import HoursEntry, HoursTarget, TargetKind
from people.access import Access
from people.models import Assignment, Unit

_HOURS: "DecimalField[Decimal, Decimal]" = DecimalField(max_digits=9, decimal_places=2)


@dataclass(frozen=True)
class UnitLine:
    """A unit: people under a minimum rule, and how many of them are below it."""

    code: str
    name: str
    people: int
    below: int

    @property
    def percent_met(self) -> int:
        """The share that meets the rule, in whole percent, rounded down so that 100 means everyone."""
        return (self.people - self.below) * 100 // self.people


def standings(*, access: Access, year: int, unit: Unit | None = None) -> Any:
    """Today's main assignments whose person has a minimum of hours in `year`, each with `credited` and `target`.

    HR sees all, a head the units below; `unit` means that unit and all below it. The minimum is the one in force at
    the year's end, by employment status (`credentials.HoursTarget`); hours are the ledger's sum, reversals included.
    """
    minimums = HoursTarget.objects.on(date(year, 12, 31)).filter(kind=TargetKind.MINIMUM)
    whens = [When(employee__status=each.status, then=Value(each.hours)) for each in minimums]
    serving: QuerySet[Assignment] = Assignment.objects.main_on(access.day)
    if not access.is_hr:
        serving = serving.filter(unit_id__in=access.headed_unit_ids)
    if unit is not None:
        serving = serving.filter(unit_id__in=Unit.objects.subtree_ids(unit))
    credited = HoursEntry.objects.filter(employee=OuterRef("employee"), year=year).order_by().values("employee")
    return serving.annotate(
        target=Case(*whens, default=None, output_field=_HOURS),
        credited=Coalesce(
            Subquery(credited.annotate(total=Sum("credited")).values("total")), Value(Decimal(0)), output_field=_HOURS
        ),
    ).filter(target__isnull=False)


def below(found: Any) -> Any:
    """Those of the standings that are below their minimum, by unit, the least hours first."""
    short = found.filter(credited__lt=F("target")).annotate(missing=F("target") - F("credited"))
    return short.select_related("employee", "unit").order_by("unit__name", "credited", "employee__name", "pk")


def by_unit(found: Any) -> Any:
    """Rows of counts by unit as `UnitLine` takes them; where most people are below it first."""
    counted = found.order_by().values("unit__code", "unit__name")
    counted = counted.annotate(people=Count("pk"), short=Count("pk", filter=Q(credited__lt=F("target"))))
    return counted.order_by("-short", "unit__name", "unit__code").values_list(
        "unit__code", "unit__name", "people", "short"
    )
