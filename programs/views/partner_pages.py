"""What a partner's staff see: their institution's batches and nothing else, with no more of people than needed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from partners.access import partner_institution_id
from partners.agreements import days_left
from partners.models import Agreement, Institution
from partners.reminders import MILESTONES
from people.access import access_of, require
from programs.access import may_mark
from programs.models import PARTICIPANTS, Batch, BatchQuerySet, BatchState, PlannedProgram, Session
from programs.presence.presence_code import EARLIEST
from programs.queries import participants_of, sessions_with_presence

PAGE_SIZE = 25
# On the first page: so many sessions and batches to come.
NEXT = 5


def own_institution(request: HttpRequest) -> Institution:
    """The institution whose staff the visitor is; refused with 403 when there is none."""
    institution_id = partner_institution_id(access_of(request))
    require(institution_id is not None)
    assert institution_id is not None
    return Institution.objects.get(pk=institution_id)


@require_GET
def partner_home(request: HttpRequest) -> HttpResponse:
    """The next sessions, the batches that run or come, and what ends."""
    own, access, now = own_institution(request), access_of(request), timezone.now()
    coming = Session.objects.filter(batch__institution=own, batch__state=BatchState.OPEN, cancelled=False)
    alive = Batch.objects.filter(institution=own, state=BatchState.OPEN).select_related("program").with_counts()
    agreed = Agreement.objects.filter(institution=own).not_over(access.day).order_by("ends_on", "pk")
    context = {
        "institution": own,
        "sessions": coming.filter(ends_at__gt=now)
        .select_related("batch__program", "instructor", "room")
        .order_by("starts_at", "pk")[:NEXT],
        "batches": alive.order_by("starts_on", "pk")[:NEXT],
        "agreements": [(agreement, days_left(agreement, access.day)) for agreement in agreed],
        "soon": MILESTONES[0],
        "proposals": PlannedProgram.objects.visible_to(access, own.pk).order_by("-proposed_at", "-pk")[:NEXT],
    }
    return render(request, "programs/partner_home.html", context)


@require_GET
def partner_batches(request: HttpRequest) -> HttpResponse:
    """The batches of their institution, the latest first."""
    own = own_institution(request)
    listed = _batches_of(own).with_counts().order_by("-starts_on", "-pk")
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programs/partner_batches.html", {"page": page})


@require_GET
def partner_batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One of their batches: sessions with presence, participants by name and unit, materials."""
    own, access, now = own_institution(request), access_of(request), timezone.now()
    batch = get_object_or_404(_batches_of(own), pk=batch_id)
    sessions: list[Any] = list(sessions_with_presence(batch).select_related("batch"))
    context = {
        "batch": batch,
        "sessions": sessions,
        "held": sum(session.marked > 0 for session in sessions if not session.cancelled),
        # From the moment the QR counts, so that it stands on the wall when the first people come in.
        "markable": {one.pk for one in sessions if one.starts_at - EARLIEST <= now and may_mark(access, one)},
        "people": participants_of(batch).filter(state__in=PARTICIPANTS),
        "materials": batch.materials.in_use().select_related("file"),
    }
    return render(request, "programs/partner_batch.html", context)


def _batches_of(own: Institution) -> BatchQuerySet:
    return Batch.objects.filter(institution=own).exclude(state=BatchState.DRAFT).select_related("program")
