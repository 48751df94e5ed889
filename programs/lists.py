"""What the lists of those who run programs find; the same rows for a page and for a file."""

from django.db.models import Q, QuerySet

from people.models import Unit
from people.numbers import plain
from programs.models import Enrollment, EnrollmentState, Program


def enrollments_found(
    *, text: str = "", state: str = "", unit: Unit | None = None, program: Program | None = None
) -> QuerySet[Enrollment]:
    """Applications across batches, the newest first; `text` is a part of a name or the start of a NIP.

    `unit` means that unit and all below it; each row comes with its person, unit, batch and program.
    """
    found = Enrollment.objects.select_related("employee", "unit", "batch__program")
    if text:
        number = plain(text)
        by_number = Q(employee__number__startswith=number)
        found = found.filter(by_number if number.isdigit() else Q(employee__name__icontains=text))
    if state in EnrollmentState.values:
        found = found.filter(state=state)
    if unit is not None:
        found = found.filter(unit_id__in=Unit.objects.subtree_ids(unit))
    if program is not None:
        found = found.filter(batch__program=program)
    return found.order_by("-requested_at", "-pk")
