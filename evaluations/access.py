"""Who may read evaluations."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from evaluations.reporting.scopes import Scope, ScopeKind
from partners.access import partner_institution_id
from partners.models import Institution
from people.access import Access
from people.models import Unit
from programs.models import Batch, BatchState, Program


def may_read_evaluations(access: Access) -> bool:
    """BKPSDM, leadership, heads, and partners (their own programs)."""
    return reads_all(access) or partner_institution_id(access) is not None


def reads_all(access: Access) -> bool:
    """BKPSDM, leadership and heads read every program's evaluation."""
    return access.is_hr or access.is_leadership or access.is_head


def may_run_estimates(access: Access) -> bool:
    """BKPSDM sees how estimates are made, and has them made anew."""
    return access.is_hr


def evaluated_programs(access: Access) -> QuerySet[Program]:
    """Programs with a closed batch whose evaluation the visitor may read."""
    closed = Program.objects.filter(batches__state=BatchState.CLOSED).distinct()
    if reads_all(access):
        return closed
    return closed.filter(Q(institution_id=partner_institution_id(access)) & Q(institution__isnull=False))


def may_read_reports(access: Access) -> bool:
    """Whether there is any report that the visitor may read: BKPSDM, leadership, heads and partners."""
    return may_read_evaluations(access)


def visible_scopes(access: Access) -> Mapping[ScopeKind, frozenset[str]] | None:
    """The keys of each kind of report that the visitor may read; None: everything. At most four queries.

    BKPSDM and leadership read all; heads those of their unit and the units below; partners those of their own
    institution, programs and batches.
    """
    if access.is_hr or access.is_leadership:
        return None
    found: dict[ScopeKind, frozenset[str]] = {}
    if access.headed_unit_ids:
        codes = Unit.objects.filter(pk__in=access.headed_unit_ids).values_list("code", flat=True)
        found[ScopeKind.UNIT] = frozenset(codes)
    institution = partner_institution_id(access)
    if institution is not None:
        own = Program.objects.filter(institution_id=institution)
        batches = Batch.objects.filter(program__in=own).values_list("pk", flat=True)
        found[ScopeKind.PROGRAM] = frozenset(own.values_list("code", flat=True))
        found[ScopeKind.BATCH] = frozenset(str(pk) for pk in batches)
        found[ScopeKind.PARTNER] = frozenset(Institution.objects.filter(pk=institution).values_list("code", flat=True))
    return found


def may_read_report(access: Access, scope: Scope) -> bool:
    """Whether the visitor may read the report of a scope."""
    readable = visible_scopes(access)
    return readable is None or scope.key in readable.get(scope.kind, frozenset())


def programs_for_service() -> QuerySet[Program]:
    """Programs with a closed batch that mean to raise citizens' satisfaction; what they did is public."""
    return Program.objects.filter(batches__state=BatchState.CLOSED).exclude(target_elements=[]).distinct()


def may_read_next_year(access: Access) -> bool:
    """What estimates suggest for a year's plan: BKPSDM and leadership all of it, heads their units' part."""
    return reads_whole_next_year(access) or access.is_head


def reads_whole_next_year(access: Access) -> bool:
    """BKPSDM and leadership see every unit's weak elements beside each other."""
    return access.is_hr or access.is_leadership


def may_propose(access: Access) -> bool:
    """Proposals into the plan, and orders of roll-out: BKPSDM."""
    return access.is_hr
