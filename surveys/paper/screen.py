"""What the entry page shows: the stack, where it stands, and the form of the next sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from people.models import Account, Unit
from surveys.content import SurveyContent, open_services, survey_content
from surveys.models import PaperSheet, PaperStack, Service
from surveys.paper.entry import Filled, PaperError, last_of, next_number, read_sheet
from surveys.paper.forms import SheetForm

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stack stands: how many sheets count in it, how many of the unit were typed in today, the last ones."""

    stack: PaperStack
    count: int
    today: int
    latest: list[PaperSheet]


def stack_of(unit: Unit, by: Account, number: str) -> PaperStack | None:
    """The stack of a number, or else the last one that this person opened; None before the first."""
    stacks = PaperStack.objects.filter(unit=unit)
    if number.isdigit() and len(number) < 9:
        return stacks.filter(number=int(number)).first()
    return stacks.filter(opened_by=by).order_by("-number").first()


def standing_of(stack: PaperStack, midnight: datetime) -> Standing:
    """Read it in three queries; `midnight` is when the city's day began."""
    sheets = PaperSheet.objects.counted().filter(stack=stack)
    latest = sheets.select_related("response__service").order_by("-entered_at", "-pk")[:SHOWN]
    today = PaperSheet.objects.counted().filter(stack__unit=stack.unit_id, entered_at__gte=midnight)
    return Standing(stack=stack, count=sheets.count(), today=today.count(), latest=list(latest))


def services_of(unit: Unit, day: date) -> list[Service]:
    """The services that a sheet can name: today's."""
    return open_services(unit.pk, day)


def next_values(stack: PaperStack, day: date) -> dict[str, Any]:
    """What the next sheet begins with: the following number, the last sheet's day and service."""
    last = last_of(stack)
    service = last.response.service if last else None
    return {
        "number": next_number(stack),
        "day": last.response.day if last else day,
        "service": service.code if service else "",
        "client_id": uuid4(),
    }


def filled_from(unit: Unit, form: SheetForm, data: Mapping[str, str]) -> Filled:
    """A valid form with its answers, read under the version that its page showed.

    Raises PaperError for a questionnaire or answer that isn't there.
    """
    content = survey_content(unit.code, form.cleaned_data["service"], "id", version=data.get("version", ""))
    if content is None:
        raise PaperError("")
    answers = read_sheet(content, data)
    return Filled(content, answers, form.cleaned_data["day"], form.cleaned_data["client_id"])


def questions_of(unit: Unit, version: str = "") -> SurveyContent | None:
    """The questionnaire that is in force, or the one that a sheet was typed in under."""
    return survey_content(unit.code, "", "id", version=version)
