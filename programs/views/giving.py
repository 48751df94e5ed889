"""HR: how a batch gives its seats, and giving them by need."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pembinaan.base.errors import DomainError
from people.access import access_of, require
from programs.access import may_run_programs
from programs.applications import seat_words
from programs.lots import giving
from programs.lots.ranking import claims_by_need
from programs.models import Batch, BatchState, Enrollment, EnrollmentState, Placement, SeatMethod

PAGE_SIZE = 25


def giving_of(batch: Batch, now: datetime) -> dict[str, Any] | None:
    """What the batch's page says of giving its seats; None where seats are given at once."""
    if batch.seat_method == SeatMethod.FIRST_COME:
        return None
    approved = Enrollment.objects.filter(batch=batch, state=EnrollmentState.APPROVED).count()
    return {
        "rule": seat_words.rule_of(batch),
        "by_lot": batch.seat_method == SeatMethod.BY_LOT,
        "approved": approved,
        "given_at": batch.seats_given_at,
        "closed": now >= batch.enrollment_closes_at,
    }


@require_http_methods(["GET", "POST"])
def give_seats(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The order by need with each one's reason, as it is now or as it was; after closing, the button to give."""
    access, now = access_of(request), timezone.now()
    require(may_run_programs(access))
    batch = get_object_or_404(Batch.objects.select_related("program"), pk=batch_id)
    if request.method == "POST":
        try:
            giving.give_by_need(batch=batch, by=access.account, now=now)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Kursi dibagikan. Semua pendaftar diberi tahu beserta alasannya."))
        return redirect("hr_give_seats", batch_id=batch_id)
    page = Paginator(_order_of(batch), PAGE_SIZE).get_page(request.GET.get("page"))
    waits = batch.gives_later and batch.state == BatchState.OPEN
    context = {
        "batch": batch,
        "rule": seat_words.rule_of(batch),
        "rows": _rows(batch, page.object_list),
        "page": page,
        "may_give": waits and now >= batch.enrollment_closes_at,
        "waits": waits,
        "closes_at": batch.enrollment_closes_at,
    }
    return render(request, "programs/hr_give_seats.html", context)


def _order_of(batch: Batch) -> Any:
    if batch.seats_given_at is None:
        return list(enumerate(claims_by_need(batch), 1))
    return (
        Placement.objects.filter(batch=batch)
        .select_related("enrollment__employee", "enrollment__unit")
        .order_by("place")
    )


def _rows(batch: Batch, shown: Any) -> list[dict[str, Any]]:
    """Each line's place, person and reason."""
    if batch.seats_given_at is not None:
        return [
            {
                "place": one.place,
                "enrollment": one.enrollment,
                "reason": one.reason,
                "outcome": one.get_outcome_display(),
                "state": one.outcome,
            }
            for one in shown
        ]
    found = Enrollment.objects.select_related("employee", "unit").in_bulk([claim.enrollment_id for _n, claim in shown])
    return [
        {
            "place": place,
            "enrollment": found[claim.enrollment_id],
            "reason": claim.in_words(),
            "outcome": "",
            "state": "",
        }
        for place, claim in shown
    ]
