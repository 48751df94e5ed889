"""A person's hours (JP) of a year, and how they stand against the rule of their status."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from credentials.models import HoursEntry, HoursTarget, TargetKind
from people.models import Employee

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Standing:
    """Hours of one year against the target: `kind` and `target` are None where no rule is known."""

    year: int
    credited: Decimal
    kind: str | None
    target: Decimal | None
    percent: int | None
    words: str
    state: str  # "met", "short", "over", "within", "no_rule"
    source: str


def hours_of(*, employee: Employee, year: int) -> Decimal:
    """JP credited to the employee in the calendar year; reversals are subtracted."""
    total: Decimal | None = HoursEntry.objects.filter(employee=employee, year=year).aggregate(n=Sum("credited"))["n"]
    return total or NOTHING


def hours_by_employee(*, employee_ids: Iterable[int], year: int) -> dict[int, Decimal]:
    """JP of the year for each of the employees who has any; one query."""
    rows = (
        HoursEntry.objects.filter(employee_id__in=list(employee_ids), year=year)
        .values("employee_id")
        .annotate(total=Sum("credited"))
    )
    return {row["employee_id"]: row["total"] for row in rows}


def target_of(*, status: str, year: int) -> HoursTarget | None:
    """The target in force at the end of the year for an employment status, or None."""
    found: HoursTarget | None = HoursTarget.objects.on(date(year, 12, 31)).filter(status=status).first()
    return found


def standing(*, employee: Employee, year: int) -> Standing:
    """How the employee stands in `year`: two queries."""
    return standing_against(
        credited=hours_of(employee=employee, year=year), target=target_of(status=employee.status, year=year), year=year
    )


def standing_against(*, credited: Decimal, target: HoursTarget | None, year: int) -> Standing:
    """The standing of `credited` JP against a target that the caller has read."""
    if target is None:
        words = _("Belum ada ketentuan jumlah JP untuk status kepegawaian Anda.")
        return Standing(year, credited, None, None, None, words, "no_rule", "")
    percent = int(credited * 100 / target.hours)
    state, words = _judge(credited, target, year)
    return Standing(year, credited, target.kind, target.hours, percent, words, state, target.source)


def _judge(credited: Decimal, target: HoursTarget, year: int) -> tuple[str, str]:
    figures = {"target": shown(target.hours), "left": shown(abs(target.hours - credited)), "year": year}
    if target.kind == TargetKind.MINIMUM:
        if credited >= target.hours:
            return "met", _("Terpenuhi: paling sedikit %(target)s JP.") % figures
        return "short", _("Perlu %(left)s JP lagi sampai akhir tahun %(year)s.") % figures
    if credited > target.hours:
        return "over", _("Melewati batas %(target)s JP sebanyak %(left)s JP. Ini peringatan, bukan larangan.") % figures
    return "within", _("Masih dapat menambah %(left)s JP tahun ini.") % figures


def shown(hours: Decimal) -> str:
    """Hours as people write them: decimal comma, no trailing zeros."""
    plain = hours.normalize()
    return number_format(plain if plain.as_tuple().exponent < 0 else int(plain))  # type: ignore[operator]
