"""What a batch cost: HR records payments and corrects them; nothing is wiped out."""

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.access import access_of, require
from programs.access import may_run_programs
from programs.errors import CostError
from programs.models import Cost
from programs.plans import costs
from programs.plans.forms_plan import CorrectionForm, CostForm
from programs.views.hr_batch_pages import batch_of


@require_http_methods(["GET", "POST"])
def batch_costs(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A batch's payments, those taken back struck through, and the form for another one."""
    batch = batch_of(request, batch_id)
    form = CostForm(request.POST or None, instance=Cost(batch=batch))
    if request.method == "POST" and form.is_valid():
        try:
            costs.record(cost=form.instance, by=access_of(request).account, now=timezone.now())
        except CostError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Biaya dicatat."))
            return redirect("batch_costs", batch_id=batch.pk)
    known = Cost.objects.filter(batch=batch).select_related("kind", "by", "voided_by").order_by("spent_on", "pk")
    total = known.standing().aggregate(total=Sum("amount"))["total"] or 0
    context = {"batch": batch, "form": form, "costs": known, "total": total}
    return render(request, "programs/batch_costs.html", context)


@require_http_methods(["GET", "POST"])
def correct_cost(request: HttpRequest, cost_id: int) -> HttpResponse:
    """Replace a payment by the right one, or take it back, with the reason."""
    require(may_run_programs(access_of(request)))
    cost = get_object_or_404(Cost.objects.select_related("batch__program", "kind"), pk=cost_id)
    wrong = {"kind": cost.kind_id, "amount": cost.amount, "spent_on": cost.spent_on, "note": cost.note}
    form = CorrectionForm(request.POST or None, initial=wrong, instance=Cost(batch=cost.batch))
    if request.method == "POST" and form.is_valid():
        account, now = access_of(request).account, timezone.now()
        reason = form.cleaned_data["reason"]
        try:
            costs.correct(cost=cost, instead=form.replacement(), reason=reason, by=account, now=now)
        except CostError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Biaya dikoreksi. Catatan lama tetap terbaca."))
            return redirect("batch_costs", batch_id=cost.batch_id)
    return render(request, "programs/cost_correct.html", {"cost": cost, "form": form})
