"""What a certificate says, frozen at the moment of issue."""

from datetime import datetime
from typing import Any

from credentials.dues import Case
from documents.identity import current_identity, signatory
from documents.models import DocumentKind, Signatory
from pembinaan.base.dates import city_day
from people.models import Unit


def facts_of(case: Case, now: datetime) -> dict[str, Any]:
    """Plain values (dates ISO, hours as a decimal string) of everything that the PDF and `/v/` show."""
    enrollment, batch = case.enrollment, case.enrollment.batch
    program, identity, day = batch.program, current_identity(), city_day(now)
    signs = signatory(kind=DocumentKind.CERTIFICATE, day=day)
    return {
        "name": enrollment.employee.name,
        "employee_number": enrollment.employee.number or "",
        "unit": enrollment.unit.name,
        "title": program.title,
        "form": program.training_type.name,
        "batch_number": batch.number,
        "starts_on": batch.starts_on.isoformat(),
        "ends_on": batch.ends_on.isoformat(),
        "hours": str(case.credited),
        "institution": program.institution.name if program.institution else "",
        "place": identity.short_name,
        "government": identity.government_name,
        "agency": identity.agency_name,
        "unit_code": _unit_code(signs, enrollment.unit),
        "signatory": _signature(signs),
        "issued_on": day.isoformat(),
    }


def _unit_code(signs: Signatory | None, unit: Unit) -> str:
    if signs and signs.unit:
        return str(signs.unit.code)
    root = Unit.objects.ancestors(unit).first() or unit
    return str(root.code)


def _signature(signs: Signatory | None) -> dict[str, str] | None:
    if signs is None:
        return None
    return {"name": signs.name, "number": signs.number, "position_title": signs.position_title, "rank": signs.rank}
