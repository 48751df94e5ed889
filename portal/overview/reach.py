"""How far training reached: who of the serving staff learned, how much, and what became of those who came.

Groups of fewer than LEAST_STAFF people are put together, so that nobody's training can be read from a share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from credentials.models import HoursEntry
from people.models import Assignment, Sector
from portal.overview.city import FIRST_SECTORS
from programs.models import BatchState, Enrollment, EnrollmentState

LEAST_STAFF = 10
LEAST_FINISHED = 5
"""Fewer completions of a period are not told."""
SEATED = (EnrollmentState.FINISHED, EnrollmentState.NOT_FINISHED, EnrollmentState.ABSENT)


@dataclass(frozen=True, slots=True)
class Group:
    """Staff serving on a day, how many of them finished a training in the year before, and their hours (JP) of it."""

    code: str
    name: str
    staff: int
    learned: int
    hours: Decimal

    @property
    def percent(self) -> int:
        """Share of the staff who finished a training, in percent."""
        return round(100 * self.learned / self.staff) if self.staff else 0

    @property
    def hours_each(self) -> Decimal:
        """JP for each of the staff, whether they learned or not."""
        return self.hours / self.staff if self.staff else Decimal(0)


@dataclass(frozen=True, slots=True)
class Reach:
    """The city, its sectors, and the places given in the batches of the year before."""

    first: date
    last: date
    city: Group
    sectors: tuple[Group, ...]
    seated: int
    finished: int
    certified: int


def reach_on(day: date) -> Reach:
    """How far training reached in the year that ends with the city's day `day`; four queries."""
    first = day - timedelta(days=365)
    groups = _groups(first, day)
    done = _ended(first, day).aggregate(
        seated=Count("pk", filter=Q(state__in=SEATED)),
        finished=Count("pk", filter=Q(state=EnrollmentState.FINISHED)),
        certified=Count("pk", filter=Q(state=EnrollmentState.FINISHED, certificate__revoked_at__isnull=True)
                        & Q(certificate__isnull=False)),
    )  # fmt: skip
    return Reach(first, day, _together("", _("Seluruh kota"), groups), tuple(together_if_few(groups)), **done)


def together_if_few(groups: Sequence[Group], least: int = LEAST_STAFF) -> list[Group]:
    """Groups as they may be shown: those with fewer than `least` people are joined, with the next smallest if need be.

    A total stands beside them: a single small group left out could be had by subtraction.
    """
    by_size = sorted((group for group in groups if group.staff), key=lambda group: group.staff)
    few = [group for group in by_size if group.staff < least]
    if few and (len(few) == 1 or sum(group.staff for group in few) < least):
        few = by_size[: len(few) + 1]
    hidden = {group.code for group in few}
    shown = [group for group in groups if group.staff and group.code not in hidden]
    rest = _together("", _("Sektor lain"), few)
    return [*shown, rest] if rest.staff >= least else shown


def finished_by_month() -> dict[date, int]:
    """How many completed a training meant to raise satisfaction, by the month in which it ended; one query."""
    done = Enrollment.objects.filter(state=EnrollmentState.FINISHED, batch__state=BatchState.CLOSED)
    aimed = done.exclude(batch__program__target_elements=[]).annotate(month=TruncMonth("batch__ends_on"))
    return dict(aimed.order_by().values_list("month").annotate(Count("pk")))


def _ended(first: date, last: date) -> QuerySet[Enrollment]:
    return Enrollment.objects.filter(batch__state=BatchState.CLOSED, batch__ends_on__gt=first, batch__ends_on__lte=last)


def _groups(first: date, day: date) -> list[Group]:
    finished = _ended(first, day).filter(state=EnrollmentState.FINISHED)
    serving = Assignment.objects.main_on(day).order_by()
    staff = serving.values_list("unit__sector_id").annotate(
        people=Count("pk"), learned=Count("pk", filter=Q(employee__in=finished.order_by().values("employee")))
    )
    counts = {sector: (people, learned) for sector, people, learned in staff}
    hours = _hours(first, day)
    sectors = Sector.objects.order_by("pk").values_list("pk", "code", "name")
    found = [
        Group(code, _(name), *counts.get(key, (0, 0)), hours=hours.get(key, Decimal(0))) for key, code, name in sectors
    ]
    return sorted(found, key=lambda each: FIRST_SECTORS.index(each.code) if each.code in FIRST_SECTORS else 2)


def _hours(first: date, day: date) -> Mapping[int, Decimal]:
    """JP of the year by the sector in which the people serve today; one query."""
    entries = HoursEntry.objects.filter(
        enrollment__batch__ends_on__gt=first,
        enrollment__batch__ends_on__lte=day,
        employee__assignments__in=Assignment.objects.main_on(day).order_by(),
    )
    return dict(entries.order_by().values_list("employee__assignments__unit__sector_id").annotate(Sum("credited")))


def _together(code: str, name: str, groups: Sequence[Group]) -> Group:
    return Group(
        code,
        name,
        sum(group.staff for group in groups),
        sum(group.learned for group in groups),
        sum((group.hours for group in groups), Decimal(0)),
    )
