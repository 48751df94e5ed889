"""Doors of the documents room."""

from datetime import UTC, datetime
from typing import Any

from documents.models import Job
from tests.closed_doors.house import HR, House

DOORS = {
    "job": HR,
    "job_retry": HR,
    # The sample has no result yet.
    "job_result": frozenset[str](),
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A job that HR asked for."""
    job = Job.objects.create(
        kind="contoh", title="Contoh", started_by=house.cast.hr, requested_at=datetime(2026, 3, 9, tzinfo=UTC)
    )
    return {key: {"job_id": job.pk} for key in DOORS}
