"""Doors of the credentials room; the public one, /v/, is on the public list."""

from typing import Any

from credentials.models import Certificate
from tests.closed_doors.house import EMPLOYEES, HR, House
from tests.factories.credentials import make_settled
from tests.factories.documents import make_stored_file

DOORS = {
    "certificates": EMPLOYEES,
    "certificate_file": {"employee", "hr"},
    "certificate_render": {"employee", "hr"},
    "hours": EMPLOYEES,
    "certificate_search": HR,
    "certificate_detail": HR,
    "certificate_revoke": HR,
    "certificate_restore": HR,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A certificate of the cast's employee."""
    employee = house.cast.employee.employee
    assert employee is not None
    make_settled([employee])
    certificate = Certificate.objects.get()
    Certificate.objects.update(pdf=make_stored_file(), pdf_revision=1)
    names = (
        "certificate_file",
        "certificate_render",
        "certificate_detail",
        "certificate_revoke",
        "certificate_restore",
    )
    return {**{name: {"certificate_id": certificate.pk} for name in names}, "verify": {"code": certificate.code}}
