"""Reads of people that pages share."""

from datetime import date

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from people.access import Access
from people.models import Account, Assignment, Employee, Headship, Role, RoleKind, Unit
from people.numbers import plain


def directory(*, access: Access, text: str = "", unit: Unit | None = None, status: str = "") -> QuerySet[Employee]:
    """Those whom the visitor may see, with account and present posts, by name; narrowed by what is given."""
    people = Employee.objects.visible_to(access)
    if text:
        number = plain(text)
        people = people.filter(number__startswith=number) if number.isdigit() else people.filter(name__icontains=text)
    if unit:
        people = people.serving_in(Unit.objects.subtree_ids(unit), access.day)
    if status:
        people = people.filter(status=status)
    present = Assignment.objects.main_on(access.day).select_related("unit", "position").order_by("pk")
    return (
        people.select_related("account", "account__activation_code")
        .prefetch_related(Prefetch("assignments", queryset=present, to_attr="present_posts"))
        .order_by("name", "pk")
    )


def units_to_choose_from(access: Access) -> QuerySet[Unit]:
    """Units by which the visitor may narrow the directory: all for HR, those below for a head."""
    units: QuerySet[Unit] = Unit.objects.on(access.day).order_by("name")
    return units if access.is_hr else units.filter(pk__in=access.headed_unit_ids)


def hr_accounts(day: date) -> QuerySet[Account]:
    """The active accounts of those who hold the role BKPSDM on `day`."""
    holders = Role.objects.on(day).filter(kind=RoleKind.HR).values("account")
    return Account.objects.filter(pk__in=holders, is_active=True).order_by("pk")


def units_in_force(*, day: date, text: str = "") -> QuerySet[Unit]:
    """Units on `day`, with their parent, head and number of people, by code."""
    serving = Assignment.objects.main_on(day).filter(unit=OuterRef("pk")).order_by().values("unit")
    head = Headship.objects.on(day).filter(unit=OuterRef("pk")).order_by("-acting").values("employee__name")
    units: QuerySet[Unit] = Unit.objects.on(day).filter(Q(name__icontains=text) | Q(code__iexact=text))
    return (
        units.select_related("parent")
        .annotate(
            people=Coalesce(Subquery(serving.annotate(n=Count("pk")).values("n")), 0), head_name=Subquery(head[:1])
        )
        .order_by("code")
    )
