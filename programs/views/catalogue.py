"""A program's page, a batch's page, and the button to apply."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from partners.access import partner_institution_id
from people.access import Access, access_of, require
from programs.access import may_keep_materials, may_mark, may_see_participants, takes_part
from programs.applications import enrollment, seat_words
from programs.applications.clashes import clashes_of
from programs.applications.seats import place_in_queue, seats_of
from programs.calendars.calendar_feed import calendar
from programs.calendars.invitations import meeting_of
from programs.errors import EnrollmentError
from programs.models import PARTICIPANTS, Batch, BatchState, Enrollment, Material, Program
from programs.offers import catalogue
from programs.offers.marks import outlook_of
from programs.queries import lot_shown
from programs.rules.eligibility import people_on, targets_of
from programs.rules.target import Target, in_words, refusals
from programs.views.words import after_applying

CLASHES_SHOWN = 3
BATCH_OVER = (BatchState.CLOSED, BatchState.CANCELLED)


@require_GET
def program(request: HttpRequest, code: str) -> HttpResponse:
    """A program with its newest batches."""
    access = access_of(request)
    shown = Program.objects.visible_to(access, partner_institution_id(access))
    shown = shown.select_related("training_type", "institution")
    found = get_object_or_404(shown, code=code)
    now = timezone.now()
    open_runs = catalogue.open_runs([found.pk], now).get(found.pk, [])
    listed = found.batches.visible_to(access_of(request)).exclude(pk__in=[run.pk for run in open_runs])
    newest = list(listed.order_by("-starts_on", "-pk")[:10])
    past = [batch for batch in newest if batch.state in BATCH_OVER]
    others = [batch for batch in newest if batch.state not in BATCH_OVER]
    refused = {} if access.employee_id is None else outlook_of(access.employee_id, now).refused
    for run in open_runs:
        run.refusals = refused.get(run.pk, [])
    context = {"program": found, "runs": open_runs, "others": others, "past": past}
    return render(request, "programs/program.html", context)


@require_GET
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A batch: when, where, who teaches, how full; and what applying would lead to."""
    access, now = access_of(request), timezone.now()
    found = _visible_batch(request, batch_id)
    sessions = list(found.sessions.select_related("instructor", "room").order_by("starts_at", "pk"))
    seats = seats_of(found)
    own, clashes = None, []
    target = targets_of([found.pk]).get(found.pk)
    if access.employee_id is not None:
        own = Enrollment.objects.filter(batch=found, employee_id=access.employee_id).order_by("-pk").first()
        clashes = clashes_of(batch=found, employee_id=access.employee_id)[:CLASHES_SHOWN]
    window = found.state == BatchState.OPEN and found.enrollment_opens_at <= now < found.enrollment_closes_at
    may_apply = window and access.employee_id is not None and (own is None or own.is_over)
    context = {
        "batch": found,
        "audience": in_words(target),
        "refusals": _refusals(access, target) if may_apply else [],
        "sessions": sessions,
        "markable": {session.pk for session in sessions if may_mark(access, session)},
        "sees_links": takes_part(own),
        "seats": seats,
        "own": own,
        "place": place_in_queue(own) if own and own.state == "waiting" else None,
        "window_open": window,
        "clashes": clashes,
        "expectation": after_applying(found, seats),
        "may_apply": may_apply,
        "seat_rule": seat_words.rule_of(found),
        "lot": lot_shown(found),
        "sees_participants": may_see_participants(access, found),
        "materials": Material.objects.visible_to(access, partner_institution_id(access))
        .in_use()
        .filter(batch=found)
        .select_related("file"),
        "keeps": may_keep_materials(access, found),
    }
    return render(request, "programs/batch.html", context)


def _refusals(access: Access, target: Target | None) -> list[str]:
    if target is None or access.employee_id is None:
        return []
    return refusals(target, people_on([access.employee_id], access.day)[access.employee_id])


@require_POST
def apply(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Apply for a seat."""
    account = access_of(request).account
    require(account is not None and account.employee is not None)
    assert account is not None
    assert account.employee is not None
    found = _visible_batch(request, batch_id)
    try:
        applied = enrollment.request(batch=found, employee=account.employee, by=account, now=timezone.now())
    except EnrollmentError as refusal:
        messages.error(request, refusal.message)
        return redirect("batch", batch_id=batch_id)
    return redirect("enrollment", enrollment_id=applied.pk)


@require_GET
def calendar_file(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The batch's sessions for a calendar."""
    found = _visible_batch(request, batch_id)
    access, host = access_of(request), request.get_host()
    mine = Enrollment.objects.filter(batch=found, employee_id=access.employee_id or 0)
    own = mine.filter(state__in=PARTICIPANTS).first()
    meetings = [
        meeting_of(
            session,
            uid=f"sesi-{session.pk}@{host}",
            sequence=session.sequence,
            cancelled=session.cancelled,
            link_shown=takes_part(own) or may_mark(access, session),
        )
        for session in found.sessions.select_related("batch__program", "room", "instructor").order_by("starts_at", "pk")
    ]
    text = calendar(name=str(found), meetings=meetings, stamp=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="angkatan-{found.pk}.ics"'
    return response


def _visible_batch(request: HttpRequest, batch_id: int) -> Batch:
    access = access_of(request)
    visible = Batch.objects.visible_to(access, partner_institution_id(access))
    return get_object_or_404(visible.select_related("program__training_type", "program__institution"), pk=batch_id)
