"""Who signs a unit's report: its head, or whoever acts as head, with rank and number."""

from datetime import date
from typing import Any

from people.models import Assignment, Headship, Position, PositionKind, RankHolding, Unit


def head_of(unit: Unit, day: date) -> dict[str, str] | None:
    """Title, name, rank and number of the unit's head on a day, None while nobody is; three queries.

    Where an acting head is named beside the head, the acting one signs.
    """
    heads: Any = Headship.objects.on(day).filter(unit=unit).select_related("employee").order_by("-acting", "pk")
    headship: Headship | None = heads.first()
    if headship is None:
        return None
    employee = headship.employee
    post: Any = Assignment.objects.main_on(day).filter(employee=employee).select_related("position", "unit").first()
    held: Any = RankHolding.objects.on(day).filter(employee=employee).select_related("grade").first()
    title = f"Kepala {unit.name}"
    if headship.acting:
        title = f"Plt. {title}"
    elif post and post.unit_id == unit.pk and _is_title(post.position):
        title = post.position.name
    return {
        "position_title": title,
        "name": employee.name,
        "number": employee.number or "",
        "rank": _rank(held.grade) if held else "",
    }


def _is_title(position: Position) -> bool:
    """Whether a post is itself the head's title, like Camat, Lurah or Direktur."""
    heading = {PositionKind.SENIOR_LEADERSHIP, PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR}
    return position.kind in heading and not position.name.startswith("Kepala")


def _rank(grade: Any) -> str:
    return f"{grade.rank_title} ({grade.code})" if grade.rank_title else f"Golongan {grade.code}"
