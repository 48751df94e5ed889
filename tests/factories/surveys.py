"""Answers, services and periods for tests; plain values, no surprises."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from people.models import Account, Unit
from surveys.complaints.sealing import seal
from surveys.models import (
    Complaint,
    Device,
    Element,
    ImprovementPlan,
    Population,
    QuestionnaireVersion,
    Response,
    Service,
)
from surveys.periods import ensure_period, span_of

DAY = date(2026, 2, 10)
GOOD = [3, 3, 3, 4, 3, 3, 4, 2, 3]


def current_version() -> QuestionnaireVersion:
    """The questionnaire that the migrations load: SKM with the nine elements in the regulation's order."""
    return QuestionnaireVersion.objects.get(questionnaire__code="skm", number=1)


def build_response(unit: Unit, scores: Sequence[int] = GOOD, *, day: date = DAY, **fields: Any) -> Response:
    """An unsaved answer given at noon of the city's `day`."""
    values = {
        "version": current_version(),
        "item_count": 9,
        "channel": "web",
        "submitted_at": datetime(day.year, day.month, day.day, 5, tzinfo=UTC),
        "client_id": uuid4(),
        **fields,
    }
    return Response(unit=unit, scores=list(scores), day=day, **values)


def make_responses(
    unit: Unit, count: int = 10, scores: Sequence[int] = GOOD, *, day: date = DAY, **fields: Any
) -> list[Response]:
    """`count` stored answers, all alike."""
    return Response.objects.bulk_create(build_response(unit, scores, day=day, **fields) for _ in range(count))


def make_service(unit: Unit, code: str = "ktp", name: str = "KTP elektronik", **fields: Any) -> Service:
    """A service since 2020."""
    return Service.objects.create(unit=unit, code=code, name=name, **{"starts_on": date(2020, 1, 1), **fields})


def make_plan(
    unit: Unit, key: str = "complaints", action: str = "Loket pengaduan dijaga", **fields: Any
) -> ImprovementPlan:
    """A plan from January to November 2026."""
    values = {"responsible": "Kepala Tata Usaha", "starts_on": date(2026, 1, 1), "due_on": date(2026, 11, 30), **fields}
    if values.get("done_on"):
        values.setdefault("evidence", "Berita acara")
    return ImprovementPlan.objects.create(unit=unit, element=Element.objects.get(key=key), action=action, **values)


def make_device(unit: Unit, name: str = "Layar loket 1", *, registered_by: Account, **fields: Any) -> Device:
    """A kiosk registered on 5 January 2026, not paired yet."""
    values = {"kind": "kiosk", "registered_at": datetime(2026, 1, 5, 2, tzinfo=UTC), **fields}
    return Device.objects.create(unit=unit, name=name, registered_by=registered_by, **values)


def make_population(unit: Unit, users: int = 400, *, period: str = "2026Q1", **fields: Any) -> Population:
    """How many people a unit serves in a period."""
    values = {"source": "Buku register 2025", "entered_at": datetime(2026, 1, 5, 2, tzinfo=UTC), **fields}
    return Population.objects.create(unit=unit, users=users, period=ensure_period(span_of(period)), **values)


def make_complaint(unit: Unit, text: str = "Antre tiga jam", contact: str = "", **fields: Any) -> Complaint:
    """A new complaint of Tuesday 10 February 2026, promised until the Tuesday after."""
    day = fields.pop("received_on", DAY)
    values = {
        "reference": uuid4().hex[:10].upper(),
        "client_id": uuid4(),
        "wants_answer": bool(contact),
        "sealed_text": seal(text, day=day),
        "sealed_contact": seal(contact, day=day),
        "received_on": day,
        "due_on": date(2026, 2, 17),
        **fields,
    }
    return Complaint.objects.create(unit=unit, **values)
