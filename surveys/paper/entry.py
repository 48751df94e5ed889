"""Typing in a filled sheet, and taking the last one back. An answer never changes: see `corrections`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Account, Unit
from surveys.answers import RESPONDENT_COLUMNS, Answers, read_answers
from surveys.content import SurveyContent
from surveys.models import Channel, PaperSheet, PaperStack, Response


class PaperError(DomainError):
    """A sheet that is not taken; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it was typed in: the day and unit (or service) it is about, its answers, and the entry's own id."""

    content: SurveyContent
    answers: Answers
    day: date
    client_id: UUID


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of an entry; `alike` is the sheet before when it holds the same answers."""

    sheet: PaperSheet
    is_new: bool
    alike: PaperSheet | None = None


def read_sheet(content: SurveyContent, data: Mapping[str, str]) -> Answers:
    """Read the typed answers; raises PaperError naming every question that has none from 1 to 4."""
    answers = read_answers(content, data)
    if answers.missing:
        numbers = ", ".join(name.removeprefix("u") for name in answers.missing)
        raise PaperError(_("Isi 1, 2, 3, atau 4 pada pertanyaan %(numbers)s.") % {"numbers": numbers})
    return answers


def open_stack(*, unit: Unit, by: Account, now: datetime) -> PaperStack:
    """Begin a new stack of a unit; its sheets are numbered from 1."""
    with transaction.atomic(), refusing_with(PaperError):
        last = PaperStack.objects.filter(unit=unit).aggregate(last=Max("number"))["last"] or 0
        return PaperStack.objects.create(unit=unit, number=last + 1, opened_by=by, opened_at=now)


def enter(*, stack: PaperStack, number: int, filled: Filled, by: Account, now: datetime) -> Entered:
    """Store a sheet; the same entry sent twice is stored once.

    Sheets of days long past are taken too. Raises PaperError for a day to come, a unit or service that didn't exist
    on that day, and a number that the stack already has.
    """
    with transaction.atomic():
        # Two windows on one stack: the second must see the first one's sheet, its number and its id.
        PaperStack.objects.select_for_update(no_key=True).get(pk=stack.pk)
        known = PaperSheet.objects.filter(response__client_id=filled.client_id).first()
        if known is not None:
            return Entered(known, is_new=False)
        before = last_of(stack)
        sheet = lay_down(stack=stack, number=number, filled=filled, by=by, now=now)
    is_alike = before is not None and before.response.scores == sheet.response.scores
    return Entered(sheet, is_new=True, alike=before if is_alike else None)


def lay_down(
    *, stack: PaperStack, number: int, filled: Filled, by: Account, now: datetime, corrects: PaperSheet | None = None
) -> PaperSheet:
    """Store the answer of a sheet and the sheet; inside a transaction that holds what it must."""
    _require_possible(stack, filled, now)
    content, answers = filled.content, filled.answers
    scores = [answers.scores[question.name] for question in content.questions]
    with refusing_with(PaperError):
        response = Response.objects.create(
            unit_id=content.unit_id,
            service_id=content.service_id,
            version_id=content.version_id,
            item_count=len(scores),
            scores=scores,
            channel=Channel.PAPER,
            submitted_at=_moment(filled.day, now),
            day=filled.day,
            client_id=filled.client_id,
            comment=answers.comment,
            **{field: answers.respondent.get(field, "") for field in RESPONDENT_COLUMNS},
        )
        return PaperSheet.objects.create(
            response=response, stack=stack, number=number, entered_by=by, entered_at=now, corrects=corrects
        )


def last_of(stack: PaperStack) -> PaperSheet | None:
    """The sheet that was typed in last and still counts."""
    sheets = PaperSheet.objects.counted().filter(stack=stack).select_related("response")
    return sheets.order_by("-entered_at", "-pk").first()


def next_number(stack: PaperStack) -> int:
    """The number after the highest one that counts."""
    last: int | None = PaperSheet.objects.counted().filter(stack=stack).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _require_possible(stack: PaperStack, filled: Filled, now: datetime) -> None:
    if filled.answers.missing:
        raise PaperError(_("Masih ada pertanyaan yang belum dijawab."))
    if filled.content.unit_id != stack.unit_id:
        raise PaperError(_("Lembar ini milik unit lain. Buka tumpukan di unit itu."))
    if filled.day > city_day(now):
        raise PaperError(_("Tanggal lembar belum tiba. Periksa tanggalnya."))
    if not filled.content.is_open(filled.day):
        raise PaperError(_("Unit atau layanan ini belum atau tidak lagi dibuka pada tanggal itu. Periksa tanggalnya."))


def _moment(day: date, now: datetime) -> datetime:
    """Paper says no hour: noon of its day, or now when that is today."""
    return now if day == city_day(now) else datetime.combine(day, time(12), ZoneInfo(settings.TIME_ZONE))
