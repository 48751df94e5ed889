"""Who may see a unit's survey and who may work on it: small questions for views, templates and files alike."""

from people.access import Access
from people.models import Unit, UnitQuerySet


def own_unit_ids(access: Access) -> set[int]:
    """Units whose survey this person runs, or heads: a head with everything below."""
    if access.is_head:
        return {*access.officer_unit_ids, *access.headed_unit_ids}
    return set(access.officer_unit_ids)


def has_survey_office(access: Access) -> bool:
    """Whether there is at least one unit whose survey this person may see."""
    return access.is_hr or access.is_leadership or access.is_head or bool(access.officer_unit_ids)


def may_see_survey(access: Access, unit_id: int) -> bool:
    """HR and leadership see every unit's survey; officers and heads that of their own units."""
    return access.is_hr or access.is_leadership or unit_id in own_unit_ids(access)


def may_run_survey(access: Access, unit_id: int) -> bool:
    """HR works on every unit's survey; officers and heads on that of their own units; leadership only reads."""
    return access.is_hr or unit_id in own_unit_ids(access)


def units_to_see(access: Access) -> UnitQuerySet:
    """The units whose survey this person may see, without the tree's columns and in no order."""
    units: UnitQuerySet = Unit.objects.without_tree_fields()
    if not (access.is_hr or access.is_leadership):
        units = units.filter(pk__in=own_unit_ids(access))
    return units


def may_read_all_reports(access: Access) -> bool:
    """HR makes the reports of all units; leadership reads them."""
    return access.is_hr or access.is_leadership
