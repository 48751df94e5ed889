"""Points and badges that follow certificates: level-triggered, so that they may be settled twice or late."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.db.models import QuerySet, Sum

from credentials.models import Certificate
from pembinaan.base.dates import city_day
from people.models import Employee
from rewards.models import Badge, BadgeAward, PointCause, PointEntry, PointRule

FIRST_PROGRAM = "pembelajar-pertama"


def balance(employee: Employee) -> int:
    """The employee's points: the sum of the ledger."""
    total: int | None = PointEntry.objects.filter(employee=employee).aggregate(n=Sum("points"))["n"]
    return total or 0


def badges_of(employee: Employee) -> QuerySet[BadgeAward]:
    """Badges that the employee holds, oldest first."""
    return BadgeAward.objects.held().filter(employee=employee).select_related("badge").order_by("earned_on", "pk")


def points_for(hours: Decimal, points_per_hour: Decimal) -> int:
    """Whole points for credited JP, half up."""
    return int((hours * points_per_hour).quantize(Decimal(1), ROUND_HALF_UP))


@transaction.atomic
def settle_points(*, certificate_id: int, now: datetime) -> None:
    """Bring points and badges in line with a certificate: credit the revision in force, take back all others."""
    # Issue and revocation handled side by side would each miss the other's entry.
    certificate = Certificate.objects.select_for_update(no_key=True).get(pk=certificate_id)
    wanted = certificate.revision if certificate.is_in_force else None
    credited = False
    for entry in PointEntry.objects.standing().filter(certificate=certificate).order_by("pk"):
        if entry.revision == wanted:
            credited = True
        else:
            _reverse(entry, now)
    if wanted is not None and not credited:
        _credit(certificate, now)
    _settle_first_program(certificate.employee, city_day(now))


def _credit(certificate: Certificate, now: datetime) -> None:
    day = date.fromisoformat(certificate.facts["ends_on"])
    rule: PointRule | None = PointRule.objects.on(day).filter(cause=PointCause.FINISHED).first()
    if rule is None:
        return  # the city gives no points for batches that ended then
    PointEntry.objects.create(
        employee_id=certificate.employee_id,
        certificate=certificate,
        revision=certificate.revision,
        rule=rule,
        points=points_for(Decimal(certificate.facts["hours"]), rule.points_per_hour),
        recorded_at=now,
    )


def _reverse(entry: PointEntry, now: datetime) -> None:
    PointEntry.objects.create(
        employee_id=entry.employee_id,
        certificate_id=entry.certificate_id,
        revision=entry.revision,
        rule_id=entry.rule_id,
        points=-entry.points,
        reverses=entry,
        recorded_at=now,
    )


def _settle_first_program(employee: Employee, day: date) -> None:
    # Two certificates of one person handled side by side decide on the same badge.
    Employee.objects.select_for_update(no_key=True).get(pk=employee.pk)
    holds = Certificate.objects.in_force().filter(employee=employee).exists()
    award = BadgeAward.objects.filter(employee=employee, badge__code=FIRST_PROGRAM).first()
    if award is None and holds:
        badge = Badge.objects.get(code=FIRST_PROGRAM)
        BadgeAward.objects.create(badge=badge, employee=employee, earned_on=day)
    elif award is not None:
        award.hold(holds=holds, day=day)
        award.save()
