"""A partner's staff propose programs and read what became of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from people.access import access_of
from programs.errors import PlanError
from programs.models import Origin, PlannedProgram
from programs.partnering.forms_proposals import PartnerProposalForm
from programs.plans import planning
from programs.views.partner_pages import own_institution
from surveys.models import Element

PAGE_SIZE = 25


@require_GET
def partner_proposals(request: HttpRequest) -> HttpResponse:
    """What their institution has proposed, the newest first."""
    own = own_institution(request)
    listed = PlannedProgram.objects.visible_to(access_of(request), own.pk).select_related("plan")
    page = Paginator(listed.order_by("-proposed_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programs/partner_proposals.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new_partner_proposal(request: HttpRequest) -> HttpResponse:
    """Propose a program."""
    own = own_institution(request)
    form = PartnerProposalForm(request.POST or None, initial={"people": 25})
    if request.method == "POST" and form.is_valid():
        try:
            proposal = planning.propose(
                origin=Origin.PARTNER,
                institution=own,
                by=access_of(request).account,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except PlanError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Usulan terkirim. Anda mendapat pesan begitu BKPSDM menjawabnya."))
            return redirect("partner_proposal", planned_id=proposal.pk)
    return render(request, "programs/partner_proposal_form.html", {"form": form})


@require_GET
def partner_proposal(request: HttpRequest, planned_id: int) -> HttpResponse:
    """One of their proposals: what it says, where it stands, and why."""
    own = own_institution(request)
    visible = PlannedProgram.objects.visible_to(access_of(request), own.pk)
    planned = get_object_or_404(visible.select_related("training_type", "plan", "proposed_by"), pk=planned_id)
    names = Element.objects.filter(key__in=planned.target_elements).order_by("position").values_list("name", flat=True)
    context = {
        "planned": planned,
        "elements": [_(name) for name in names],
        "changes": planned.changes.order_by("pk"),
    }
    return render(request, "programs/partner_proposal.html", context)
