"""HR's steps of a lot, one after the other; each says what it is for and what follows from it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from pembinaan.base.errors import DomainError
from people.access import access_of, require
from programs.access import may_run_programs
from programs.lots import drawing
from programs.lots.lot_forms import PublicValueForm, RecordForm, SecretForm, value_form
from programs.models import Batch, BatchState, Lot, SeatMethod


def _batch(request: HttpRequest, batch_id: int) -> Batch:
    require(may_run_programs(access_of(request)))
    return get_object_or_404(Batch.objects.select_related("program"), pk=batch_id, seat_method=SeatMethod.BY_LOT)


def next_step(batch: Batch, found: Lot | None, now: datetime) -> str:
    """What HR does next, or waits for."""
    if found is not None and found.drawn_at is not None:
        return "drawn"
    if batch.state in {BatchState.CLOSED, BatchState.CANCELLED}:
        return "over"
    if found is not None and found.frozen_at is not None:
        if now < found.value_at:
            return "wait_value"
        return "reveal" if found.value else "record"
    return _step_before_the_list(batch, found, now)


def _step_before_the_list(batch: Batch, found: Lot | None, now: datetime) -> str:
    if found is None:
        return "prepare"
    if batch.state == BatchState.DRAFT:
        return "open"
    if now < batch.enrollment_closes_at:
        return "wait_closing"
    return "rename" if now >= found.value_at else "freeze"


@require_GET
def hr_lot(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Where the lot stands and what is to be done now."""
    return _page(request, _batch(request, batch_id))


def _page(request: HttpRequest, batch: Batch, form: PublicValueForm | None = None) -> HttpResponse:
    now = timezone.now()
    found = Lot.objects.filter(batch=batch).first()
    step = next_step(batch, found, now)
    context = {
        "batch": batch,
        "lot": found,
        "step": step,
        "value_form": form or value_form(batch, found),
        "record_form": RecordForm(initial={"value": found.value if found else ""}),
        "secret_form": SecretForm(),
        "too_late": found is not None and now >= found.reveal_by,
    }
    return render(request, "programs/hr_lot.html", context)


@require_POST
@never_cache
def prepare(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Make the secret and show it, this once."""
    batch = _batch(request, batch_id)
    form = value_form(batch, None, request.POST)
    if not form.is_valid():
        return _page(request, batch, form)
    try:
        made = drawing.prepare(batch=batch, value=form.value(), by=access_of(request).account, now=timezone.now())
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _page(request, batch, form)
    return render(request, "programs/hr_lot_secret.html", {"batch": batch, "lot": made.lot, "secret": made.secret})


@require_POST
def name_value(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Name another public value."""
    batch = _batch(request, batch_id)
    form = value_form(batch, None, request.POST)
    if not form.is_valid():
        return _page(request, batch, form)
    return _done(request, batch, drawing.name_value, _("Nilai umum yang baru diumumkan."), value=form.value())


@require_POST
def freeze(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Freeze the list now instead of waiting for the clock."""
    batch = _batch(request, batch_id)
    return _done(request, batch, drawing.freeze, _("Daftar dikunci dan sidiknya diumumkan."))


@require_POST
def record_value(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Write the public value down."""
    batch = _batch(request, batch_id)
    value = request.POST.get("value", "")
    return _done(request, batch, drawing.record_value, _("Nilai umum dicatat."), value=value)


@require_POST
def draw(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Reveal the secret and draw."""
    batch = _batch(request, batch_id)
    secret = request.POST.get("secret", "")
    told = _("Undian selesai. Semua pendaftar diberi tahu hasilnya.")
    return _done(request, batch, drawing.draw, told, secret=secret)


def _done(request: HttpRequest, batch: Batch, act: Callable[..., Lot], told: str, **facts: Any) -> HttpResponse:
    try:
        act(batch=batch, by=access_of(request).account, now=timezone.now(), **facts)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, told)
    return redirect("hr_lot", batch_id=batch.pk)
