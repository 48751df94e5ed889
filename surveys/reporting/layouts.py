"""How reports of a day look: the layout in force, and the elements in its numbering."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from surveys.figures import ElementName
from surveys.models import ElementNumbering, ReportLayout


@dataclass(frozen=True, slots=True)
class NumberedElement:
    """An element with the code under which a report prints it."""

    code: str
    key: str
    name: str
    short_name: str


def layout_on(day: date) -> ReportLayout:
    """The layout in force on a day, else the usual one (not stored)."""
    found: ReportLayout | None = ReportLayout.objects.on(day).order_by("-starts_on").first()
    return found or ReportLayout(starts_on=day)


def numbered(elements: Sequence[ElementName], numbering: str) -> tuple[NumberedElement, ...]:
    """The elements as U1, U2, … in the regulation's order, or with facilities before complaints."""
    ordered = list(elements)
    keys = [element.key for element in ordered]
    if numbering == ElementNumbering.FACILITIES_FIRST and {"complaints", "facilities"} <= set(keys):
        first, second = sorted((keys.index("complaints"), keys.index("facilities")))
        by_key = {element.key: element for element in ordered}
        ordered[first], ordered[second] = by_key["facilities"], by_key["complaints"]
    return tuple(
        NumberedElement(f"U{place}", element.key, element.name, element.short_name)
        for place, element in enumerate(ordered, start=1)
    )
