"""What must be true of points and badges, as questions that return the breaches in words."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Sum

from credentials.models import Certificate
from rewards.models import BadgeAward, PointEntry
from rewards.points import FIRST_PROGRAM


def breaches() -> Iterator[str]:
    """Every breach found; nothing when all is well."""
    proof = Certificate.objects.in_force().filter(pk=OuterRef("certificate"), revision=OuterRef("revision"))
    for entry in PointEntry.objects.standing().filter(~Exists(proof)).order_by("pk"):
        yield f"point entry {entry.pk}: standing, but its certificate is not in force"
    sums = PointEntry.objects.values("employee_id").annotate(total=Sum("points")).filter(total__lt=0)
    for row in sums.order_by("employee_id"):
        yield f"employee {row['employee_id']}: points sum to {row['total']}"
    held = BadgeAward.objects.held().filter(badge__code=FIRST_PROGRAM, employee=OuterRef("employee"))
    for certificate in Certificate.objects.in_force().filter(~Exists(held)).order_by("pk"):
        yield f"certificate {certificate.number}: its holder lacks the badge for a first program"
