"""What the import would do, before anything is written."""

from dataclasses import dataclass, field
from datetime import date

from people.imports.employees.rows import EmployeeRow
from people.imports.report import Report
from people.models import Assignment, Employee, Grade, Headship, Position, RankHolding, Unit


@dataclass
class Person:
    """One row's person: known (`employee.pk`) or new, and what changes for them."""

    row: EmployeeRow
    employee: Employee
    known: bool
    changed_fields: list[str] = field(default_factory=list)
    old_email: str = ""
    begins: bool = False
    new_grade: Grade | None = None
    leads: bool = False


@dataclass
class Plan:
    """Everything to write: people, and the last days of what gives way."""

    report: Report = field(default_factory=Report)
    people: list[Person] = field(default_factory=list)
    positions: dict[str, Position] = field(default_factory=dict)
    ending_assignments: dict[Assignment, date] = field(default_factory=dict)
    ending_ranks: dict[RankHolding, date] = field(default_factory=dict)
    ending_headships: dict[Headship, date] = field(default_factory=dict)

    def end_headship(self, headship: Headship, last_day: date) -> None:
        """Let a headship end; of two reasons the earlier counts."""
        self.ending_headships[headship] = min(last_day, self.ending_headships.get(headship, last_day))


@dataclass
class Career:
    """What is recorded of one person: main assignments and grades, oldest first, and headships."""

    assignments: list[Assignment] = field(default_factory=list)
    ranks: list[RankHolding] = field(default_factory=list)
    headships: list[Headship] = field(default_factory=list)


@dataclass
class State:
    """What is recorded of all whom the file names, and who leads which unit."""

    careers: dict[int, Career]
    heads: dict[int, list[Headship]]

    @classmethod
    def load(cls, employees: list[Employee], units: list[Unit]) -> "State":
        """Read it; four queries whatever the file."""
        careers = {employee.pk: Career() for employee in employees}
        heads: dict[int, list[Headship]] = {}
        mains = Assignment.objects.filter(employee_id__in=careers, main=True).select_related("position", "unit")
        for assignment in mains.order_by("starts_on"):
            careers[assignment.employee_id].assignments.append(assignment)
        for rank in RankHolding.objects.filter(employee_id__in=careers).select_related("grade").order_by("starts_on"):
            careers[rank.employee_id].ranks.append(rank)
        led = Headship.objects.filter(acting=False).select_related("employee")
        for headship in led.filter(employee_id__in=careers).order_by("starts_on"):
            careers[headship.employee_id].headships.append(headship)
        for headship in led.filter(unit__in=units).order_by("starts_on"):
            heads.setdefault(headship.unit_id, []).append(headship)
        return cls(careers, heads)
