"""What must be true of requests that lie and of lists that were applied."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from programs.breach import Breach
from programs.models import Enrollment, Nudge, NudgeKind, Roster
from programs.rosters.drafts import outcomes_of


def nudges(now: datetime) -> Iterator[Breach]:
    """A request is reminded of before it goes to the next one up, and neither before it was made."""
    reminded = Nudge.objects.filter(enrollment=OuterRef("enrollment"), kind=NudgeKind.REMINDER)
    alone = Nudge.objects.escalations().filter(~Exists(reminded))
    early = Nudge.objects.filter(at__lt=F("enrollment__requested_at"))
    for nudge in (alone | early).order_by("pk"):
        yield Breach("permohonan diingatkan dahulu, lalu diteruskan", f"pendaftaran {nudge.enrollment_id}")


def rosters(now: datetime) -> Iterator[Breach]:
    """Whoever stands in a good row of an applied list has an enrollment in its batch."""
    for roster in Roster.objects.filter(applied_at__isnull=False).order_by("pk"):
        listed = {one.employee_id for one in outcomes_of(roster) if one.good}
        enrolled = Enrollment.objects.filter(batch_id=roster.batch_id, employee_id__in=listed)
        if listed - set(enrolled.values_list("employee_id", flat=True)):
            yield Breach("setiap baris baik dari daftar yang diterapkan terdaftar", f"daftar {roster.pk}")
