"""What must be true of people whatever happened: checked by command and by night, beyond what constraints say."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q

from pembinaan.base.dates import city_day
from people.models import Account, Assignment, Employee, EmployeeStatus, Headship, Role, RoleKind, Unit
from people.numbers import NumberError, NumberKind, parse


def breaches(*, now: datetime) -> Iterator[str]:
    """One sentence for each thing that is not as it must be; none when all is well."""
    day = city_day(now)
    for check in CHECKS:
        yield from check(day)


def _trees_have_an_end(day: date) -> Iterator[str]:
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    yield from (f"unit {pk}: above itself" for pk in _in_circles(parents))


def _mergers_have_an_end(day: date) -> Iterator[str]:
    successors = dict(Unit.objects.values_list("pk", "merged_into_id"))
    yield from (f"unit {pk}: its chain of successors has no end" for pk in _in_circles(successors))


def _in_circles(next_of: Mapping[int, int | None]) -> list[int]:
    circles = []
    for start in sorted(next_of):
        seen, here = {start}, next_of[start]
        while here is not None and here not in seen:
            seen.add(here)
            here = next_of.get(here)
        if here is not None:
            circles.append(start)
    return circles


def _numbers_read_as_numbers(day: date) -> Iterator[str]:
    numbered = Employee.objects.exclude(status=EmployeeStatus.NON_ASN).order_by("pk")
    for pk, status, number in numbered.values_list("pk", "status", "number").iterator():
        kind = NumberKind.NIP if status in {EmployeeStatus.PNS, EmployeeStatus.CPNS} else NumberKind.NI_PPPK
        try:
            parse(number or "", kind)
        except NumberError as refusal:
            yield f"employee {pk}: {refusal}"


def _assignments_lie_inside_their_units(day: date) -> Iterator[str]:
    outside = Q(starts_on__lt=F("unit__starts_on")) | Q(unit__ends_on__isnull=False) & (
        Q(ends_on__isnull=True) | Q(ends_on__gt=F("unit__ends_on"))
    )
    for pk in Assignment.objects.filter(outside).order_by("pk").values_list("pk", flat=True):
        yield f"assignment {pk}: outside the dates of its unit"


def _accounts_end_with_the_last_assignment(day: date) -> Iterator[str]:
    own = Assignment.objects.filter(employee_id=OuterRef("employee_id"))
    left = Account.objects.filter(Exists(own), ~Exists(own.not_over(day)), is_active=True)
    for pk in left.order_by("pk").values_list("pk", flat=True):
        yield f"account {pk}: open though its person has left"


def _accounts_are_named_after_their_numbers(day: date) -> Iterator[str]:
    misnamed = Account.objects.filter(employee__number__isnull=False).exclude(username=F("employee__number"))
    for pk in misnamed.order_by("pk").values_list("pk", flat=True):
        yield f"account {pk}: not named after its person's number"


def _heads_serve_somewhere(day: date) -> Iterator[str]:
    serving = Assignment.objects.on(day).filter(employee_id=OuterRef("employee_id"))
    for pk in Headship.objects.on(day).filter(~Exists(serving)).order_by("pk").values_list("pk", flat=True):
        yield f"headship {pk}: its head serves nowhere today"


def _only_hr_enters_the_records(day: date) -> Iterator[str]:
    hr = Role.objects.on(day).filter(kind=RoleKind.HR, account_id=OuterRef("pk"))
    inside = Account.objects.filter(~Exists(hr), is_staff=True, is_superuser=False)
    for pk in inside.order_by("pk").values_list("pk", flat=True):
        yield f"account {pk}: enters the records without being HR"


CHECKS: tuple[Callable[[date], Iterator[str]], ...] = (
    _trees_have_an_end,
    _mergers_have_an_end,
    _numbers_read_as_numbers,
    _assignments_lie_inside_their_units,
    _accounts_end_with_the_last_assignment,
    _accounts_are_named_after_their_numbers,
    _heads_serve_somewhere,
    _only_hr_enters_the_records,
)
