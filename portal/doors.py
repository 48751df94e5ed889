"""Which page is whose first."""

from django.core.exceptions import PermissionDenied

from partners.access import partner_institution_id
from people.access import Access
from people.models import Employee, Unit


def own_door(access: Access) -> str | None:
    """The route name of the visitor's own first page; None for somebody who has not signed in or has none."""
    if access.account is None:
        return None
    if access.is_hr:
        return "desk"
    if access.is_leadership:
        return "overview"
    if access.employee_id is not None:
        return "employee_home"
    return "partner_home" if partner_institution_id(access) is not None else "inbox"


def own_employee(access: Access) -> Employee:
    """The employee behind the visitor's account; refused with 403 when there is none."""
    employee = access.account.employee if access.account else None
    if employee is None:
        raise PermissionDenied
    return employee


def surveyed_units(access: Access) -> list[Unit]:
    """The units whose survey the visitor runs, by name."""
    units = Unit.objects.without_tree_fields().filter(pk__in=access.officer_unit_ids)
    return list(units.order_by("name"))
