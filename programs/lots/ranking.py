"""The order by need: the head's rank of the applicant's need, then the gap, then the time of applying.

A need counts when it is of the program's kind of competency and was stated for the year in which the batch starts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from pembinaan.base.dates import moment_in_words
from programs.models import Batch, Enrollment, EnrollmentState, Gap, Need

LAST = 1 << 30


@dataclass(frozen=True)
class Claim:
    """What an application brings into the order by need; rank and gap None where there is none."""

    enrollment_id: int
    rank: int | None
    gap: int | None
    requested_at: datetime

    @property
    def order(self) -> tuple[int, int, datetime, int]:
        """Ranked needs first, then larger gaps, then who asked first."""
        return (self.rank or LAST, -(self.gap or 0), self.requested_at, self.enrollment_id)

    def in_words(self) -> str:
        """The claim as its owner reads it."""
        asked = _("diajukan %(at)s") % {"at": moment_in_words(self.requested_at)}
        if self.gap is None:
            return _("belum ada kebutuhan yang sesuai untuk tahun ini; %(asked)s") % {"asked": asked}
        gap = _("kesenjangan %(gap)s") % {"gap": str(Gap(self.gap).label).lower()}
        if self.rank is None:
            return _("belum diberi peringkat oleh kepala unit; %(gap)s; %(asked)s") % {"gap": gap, "asked": asked}
        facts = {"rank": self.rank, "gap": gap, "asked": asked}
        return _("peringkat %(rank)d dari kepala unit; %(gap)s; %(asked)s") % facts


def claims_by_need(batch: Batch) -> list[Claim]:
    """The approved applications of a batch in the order of their needs, in two queries."""
    rows = Enrollment.objects.filter(batch=batch, state=EnrollmentState.APPROVED).order_by("pk")
    applications = list(rows.values_list("pk", "employee_id", "requested_at"))
    needs = Need.objects.filter(
        employee__in=[employee for _pk, employee, _at in applications],
        kind=batch.program.competency,
        year=batch.starts_on.year,
    )
    best: dict[int, tuple[int | None, int]] = {}
    ordered: Any = needs.in_order()
    for employee, rank, gap in ordered.values_list("employee_id", "rank", "gap"):
        best.setdefault(employee, (rank, gap))
    nothing: tuple[int | None, int | None] = (None, None)
    claims = []
    for pk, employee, requested_at in applications:
        own_rank, own_gap = best.get(employee, nothing)
        claims.append(Claim(pk, own_rank, own_gap, requested_at))
    return sorted(claims, key=lambda claim: claim.order)
