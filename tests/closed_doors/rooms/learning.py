"""Doors of the learning room: only through an own seat."""

from typing import Any

from tests.closed_doors.house import EMPLOYEES, House
from tests.factories.learning import make_lesson
from tests.factories.programs import make_batch, make_enrollment

DOORS = {
    "courses": EMPLOYEES,
    "course": {"employee"},
    "lesson": {"employee"},
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """The seat of the cast's employee, in a batch with one lesson."""
    employee = house.cast.employee.employee
    assert employee is not None
    enrollment = make_enrollment(make_batch(), employee, state="confirmed")
    lesson = make_lesson(enrollment.batch.program)
    return {
        "course": {"enrollment_id": enrollment.pk},
        "lesson": {"enrollment_id": enrollment.pk, "lesson_id": lesson.pk},
    }
