"""BKPSDM looks at answers that were set aside, with the index as it is and as it would be, and puts some back."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from people.access import access_of, require
from people.models import Unit
from surveys.forms import ReleaseForm
from surveys.judging import JudgingError, release
from surveys.models import SetAside, SetAsideReason
from surveys.periods import quarter_of
from surveys.reports import figure, rules_on, with_set_aside

PAGE_SIZE = 25


@require_GET
def set_aside(request: HttpRequest) -> HttpResponse:
    """What the rules set aside, by unit, day and reason, the latest first."""
    require(access_of(request).is_hr)
    groups: Any = SetAside.objects.suspected().values("unit__code", "unit__name", "day", "reason")
    in_force = Count("pk", filter=Q(released_at__isnull=True))
    groups = groups.annotate(many=Count("pk"), in_force=in_force).order_by("-day", "unit__name", "reason")
    page = Paginator(groups, PAGE_SIZE).get_page(request.GET.get("page"))
    for group in page:
        group["words"] = SetAsideReason(group["reason"]).label
    return render(request, "surveys/set_aside.html", {"page": page})


@require_http_methods(["GET", "POST"])
def release_answers(request: HttpRequest, unit_code: str, day: date, reason: str) -> HttpResponse:
    """One group: what it means for the quarter's index, and putting it back with a reason."""
    access = access_of(request)
    require(access.is_hr)
    unit = get_object_or_404(Unit.objects.without_tree_fields(), code=unit_code)
    group = list(SetAside.objects.suspected().filter(unit=unit, day=day, reason=reason).order_by("pk"))
    if not group:
        raise Http404
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        try:
            count = release(unit=unit, day=day, reason=reason, by=access.account, why=why, now=timezone.now())
        except JudgingError as refusal:
            messages.error(request, refusal.message)
        else:
            done = _("%(n)d jawaban dihitung kembali. Angkanya berubah dalam beberapa detik.") % {"n": count}
            messages.success(request, done)
            return redirect("set_aside")
    context = {
        "unit": unit,
        "day": day,
        "group": group,
        "first": group[0],
        "released": next((one for one in group if one.released_at), None),
        "in_force": sum(one.released_at is None for one in group),
        "form": form,
        **_figures(unit, day),
    }
    return render(request, "surveys/release.html", context)


def _figures(unit: Unit, day: date) -> dict[str, Any]:
    span = quarter_of(day)
    rules = rules_on(span.last)
    return {
        "span": span,
        "without": figure(unit_ids=[unit.pk], first=span.first, last=span.last, rules=rules),
        "with": with_set_aside(unit_id=unit.pk, first=span.first, last=span.last, rules=rules),
    }
