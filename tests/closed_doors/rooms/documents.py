"""Doors of the documents room."""

from datetime import UTC, datetime
from typing import Any

from documents.models import Job
from tests.closed_doors.house import HEADS, HR, House
from tests.factories.people import make_employee

DOORS = {
    "job": HR,
    "job_retry": HR,
    # The sample has no result yet.
    "job_result": frozenset[str](),
    "employees_file": HR | HEADS,
    "letter_units": HR,
    "letters": HR,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A job that HR asked for, and a unit where somebody waits for a code."""
    job = Job.objects.create(
        kind="contoh", title="Contoh", started_by=house.cast.hr, requested_at=datetime(2026, 3, 9, tzinfo=UTC)
    )
    make_employee("Pegawai Baru", unit=house.cast.unit)
    jobs = {key: {"job_id": job.pk} for key in DOORS if key.startswith("job")}
    return {**jobs, "letter_units": {}, "letters": {"unit_code": house.cast.unit.code}}
