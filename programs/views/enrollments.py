"""My enrollments: where each stands, its history, stepping back, answering an offer."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.access import Access, access_of, require
from programs.access import is_own, may_cancel
from programs.applications import enrollment as applying
from programs.applications.approvers import may_decide
from programs.applications.clashes import clashes_of
from programs.applications.queue_story import story_of
from programs.applications.seats import passes_on, place_in_queue, seats_of
from programs.applications.waiting_list import accept_offer
from programs.applications.whereabouts import whereabouts
from programs.applications.withdrawal import may_ask_now
from programs.errors import EnrollmentError
from programs.forms import ReasonForm
from programs.models import (
    ENROLLED,
    PARTICIPANTS,
    SEATED,
    Enrollment,
    EnrollmentState,
    Letter,
    Material,
    MaterialQuerySet,
    Regret,
    Session,
)
from programs.presence.roll import sessions_of
from programs.queries import lot_shown, with_next_place, with_place
from programs.views.words import cancelled, standing

PAGE_SIZE = 25
# States in which another session at the same hour matters.
ALIVE = (EnrollmentState.REQUESTED, EnrollmentState.APPROVED, EnrollmentState.WAITING, *SEATED)


@require_GET
def my_enrollments(request: HttpRequest) -> HttpResponse:
    """All my applications, the newest first."""
    employee_id = access_of(request).employee_id
    require(employee_id is not None)
    assert employee_id is not None
    mine = Enrollment.objects.filter(employee_id=employee_id).select_related("batch__program")
    page = Paginator(with_next_place(with_place(mine)).order_by("-requested_at", "-pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = [(enrollment, standing(enrollment, enrollment.next_place)) for enrollment in page]
    return render(request, "programs/my_enrollments.html", {"page": page, "rows": rows})


@require_GET
def enrollment(request: HttpRequest, enrollment_id: int) -> HttpResponse:
    """One application: where it stands, what can be done, and everything that happened to it."""
    access, now = access_of(request), timezone.now()
    found = _visible(request, enrollment_id)
    waits = found.state == EnrollmentState.WAITING
    decides = found.state == EnrollmentState.REQUESTED and may_decide(access, found)
    context = {
        "enrollment": found,
        "standing": standing(found, seats_of(found.batch).next_place) if is_own(access, found) else "",
        "place": place_in_queue(found) if waits else None,
        "materials": Material.objects.visible_to(access, None)
        .in_use()
        .filter(batch=found.batch_id)
        .select_related("file"),
        "story": story_of(found),
        "clashes": clashes_of(batch=found.batch, employee_id=found.employee_id) if found.state in ALIVE else [],
        "changes": found.changes.select_related("by").order_by("pk"),
        "lot": lot_shown(found.batch) if found.code else None,
        "own": is_own(access, found),
        "attended": sessions_of(found) if found.state in PARTICIPANTS else [],
        "letters": Letter.objects.visible_to(access).filter(people__enrollment=found).order_by("-issued_at", "-pk"),
        "may_cancel": may_cancel(access, found, now),
        "may_decide": decides,
        "may_withdraw": is_own(access, found) and may_ask_now(found, now),
        "regrets": _regrets(found, now) if is_own(access, found) and found.state in ENROLLED else [],
        "whereabouts": whereabouts(found, access.day) if found.state == EnrollmentState.REQUESTED else None,
    }
    return render(request, "programs/enrollment.html", context)


@require_POST
def accept(request: HttpRequest, enrollment_id: int) -> HttpResponse:
    """Take the offered seat."""
    found = _visible(request, enrollment_id)
    require(is_own(access_of(request), found))
    try:
        accept_offer(enrollment=found, by=access_of(request).account, now=timezone.now())
    except EnrollmentError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Kursi menjadi milik Anda. Sampai jumpa di pelatihan."))
    return redirect("enrollment", enrollment_id=enrollment_id)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, enrollment_id: int) -> HttpResponse:
    """Say why, then step back."""
    access, now = access_of(request), timezone.now()
    found = _visible(request, enrollment_id)
    if found.state == EnrollmentState.CANCELLED:
        # Pressed twice, or sent again by the back button: the first press counted.
        return redirect("enrollment", enrollment_id=enrollment_id)
    require(may_cancel(access, found, now))
    form, held, passed_on = ReasonForm(request.POST or None), found.state in SEATED, passes_on(found, now)
    if request.method == "POST" and form.is_valid():
        try:
            applying.cancel(enrollment=found, by=access.account, reason=form.cleaned_data["reason"], now=now)
        except EnrollmentError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, cancelled(passed_on=passed_on))
        return redirect("enrollment", enrollment_id=enrollment_id)
    context = {"enrollment": found, "form": form, "held": held, "passed_on": passed_on}
    return render(request, "programs/enrollment_cancel.html", context)


def _materials(access: Access, enrollment: Enrollment) -> MaterialQuerySet:
    readable = Material.objects.visible_to(access, None).in_use()
    return readable.filter(batch=enrollment.batch_id).select_related("file")


def _visible(request: HttpRequest, enrollment_id: int) -> Enrollment:
    if access_of(request).account is None:
        raise Http404
    visible = Enrollment.objects.visible_to(access_of(request))
    return get_object_or_404(visible.select_related("batch__program", "employee", "unit"), pk=enrollment_id)


def _regrets(found: Enrollment, now: datetime) -> list[tuple[Session, Regret | None]]:
    """The sessions to come, each with what the participant said about not coming."""
    told = {one.session_id: one for one in Regret.objects.standing().filter(enrollment=found)}
    coming = Session.objects.filter(batch=found.batch_id, cancelled=False, starts_at__gt=now)
    return [(session, told.get(session.pk)) for session in coming.order_by("starts_at", "pk")]
