"""Changing an agreement on which batches rely."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from documents.uploads import Upload
from partners import agreements
from partners.errors import AgreementError
from partners.models import Agreement, Institution, InstitutionKind
from people.models import Account
from programs.models import Batch, PlannedProgram, PlanState

# Named in a refusal; the rest is counted.
NAMED = 3


def planned_without_agreement(institution: Institution) -> list[PlannedProgram]:
    """What stands in a plan with this partner for a quarter that begins when no agreement holds; by its time."""
    if institution.kind == InstitutionKind.INTERNAL:
        return []
    planned = PlannedProgram.objects.planned().filter(institution=institution).exclude(plan__state=PlanState.CLOSED)
    held = [(each.starts_on, each.ends_on) for each in institution.agreements.all()]
    return [
        each
        for each in planned.select_related("plan").order_by("plan__year", "quarter", "pk")
        if not any(first <= _begins(each) <= last for first, last in held if last is not None)
    ]


def _begins(planned: PlannedProgram) -> date:
    assert planned.plan is not None
    assert planned.quarter is not None
    return date(planned.plan.year, 3 * planned.quarter - 2, 1)


def change(
    *,
    agreement: Agreement,
    kind: str,
    number: str,
    starts_on: date,
    ends_on: date,
    scope: str,
    signed: Upload | None,
    by: Account | None,
    now: datetime,
) -> Agreement:
    """Keep a changed agreement, as `partners.agreements.keep` does.

    Raises AgreementError that names the batches which would be left outside; what slips in meanwhile is refused by
    the database.
    """
    outside = Batch.objects.filter(agreement=agreement).filter(Q(starts_on__lt=starts_on) | Q(ends_on__gt=ends_on))
    left = [str(batch) for batch in outside.select_related("program").order_by("starts_on", "pk")]
    if left:
        named = ", ".join(left[:NAMED])
        if len(left) > NAMED:
            named = _("%(named)s dan %(more)d lainnya") % {"named": named, "more": len(left) - NAMED}
        raise AgreementError(
            _("Tanggal ini meninggalkan angkatan di luar perjanjian: %(batches)s. Ubah dahulu tanggal angkatannya.")
            % {"batches": named}
        )
    return agreements.keep(
        agreement=agreement,
        kind=kind,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        scope=scope,
        signed=signed,
        by=by,
        now=now,
    )
