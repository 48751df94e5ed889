"""Who may read evaluations."""

from django.db.models import Q, QuerySet

from partners.access import partner_institution_id
from people.access import Access
from programs.models import BatchState, Program


def may_read_evaluations(access: Access) -> bool:
    """BKPSDM, leadership, heads, and partners (their own programs)."""
    return reads_all(access) or partner_institution_id(access) is not None


def reads_all(access: Access) -> bool:
    """BKPSDM, leadership and heads read every program's evaluation."""
    return access.is_hr or access.is_leadership or access.is_head


def evaluated_programs(access: Access) -> QuerySet[Program]:
    """Programs with a closed batch whose evaluation the visitor may read."""
    closed = Program.objects.filter(batches__state=BatchState.CLOSED).distinct()
    if reads_all(access):
        return closed
    return closed.filter(Q(institution_id=partner_institution_id(access)) & Q(institution__isnull=False))
