"""An employee's training on the page of the people's room, which knows nothing of it."""

from dataclasses import dataclass
from typing import Any

from django import template

from credentials.hours import Standing, standing
from credentials.models import Certificate
from people.access import Access
from people.models import Employee
from programs.models import Enrollment

register = template.Library()
SHOWN = 10


@dataclass(frozen=True)
class Training:
    """Hours of the year, the latest applications and certificates, and how many there are of each."""

    hours: Standing
    enrollments: list[Any]
    enrollments_in_all: int
    certificates: list[Any]


@register.simple_tag
def training_of(employee: Employee, access: Access) -> Training | None:
    """For HR and the employee; None for everybody else: not even a head reads somebody's certificates."""
    if not (access.is_hr or access.employee_id == employee.pk):
        return None
    applied = Enrollment.objects.filter(employee=employee).select_related("batch__program")
    issued = Certificate.objects.filter(employee=employee).order_by("-issued_at", "-pk")
    return Training(
        hours=standing(employee=employee, year=access.day.year),
        enrollments=list(applied.order_by("-requested_at", "-pk")[:SHOWN]),
        enrollments_in_all=applied.count(),
        certificates=list(issued[:SHOWN]),
    )
