"""A participant says beforehand that they will not come to a session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.access import access_of, require
from programs import regrets
from programs.access import is_own
from programs.errors import EnrollmentError
from programs.forms import ReasonForm
from programs.models import Enrollment, Session


def _own(request: HttpRequest, enrollment_id: int, session_id: int) -> tuple[Enrollment, Session]:
    access = access_of(request)
    visible = Enrollment.objects.visible_to(access).select_related("batch__program", "employee")
    found = get_object_or_404(visible, pk=enrollment_id)
    require(is_own(access, found))
    return found, get_object_or_404(Session, pk=session_id, batch=found.batch_id)


@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, enrollment_id: int, session_id: int) -> HttpResponse:
    """Say why; the instructor and BKPSDM see it in their lists."""
    found, session = _own(request, enrollment_id, session_id)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].max_length = 200  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        by, reason = access_of(request).account, form.cleaned_data["reason"][:200]
        try:
            regrets.tell(enrollment=found, session=session, reason=reason, by=by, now=timezone.now())
        except EnrollmentError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Tercatat. Pengajar dan BKPSDM melihatnya dalam daftar."))
        return redirect("enrollment", enrollment_id=found.pk)
    return render(request, "programs/regret.html", {"enrollment": found, "session": session, "form": form})


@require_POST
def take_back(request: HttpRequest, enrollment_id: int, session_id: int) -> HttpResponse:
    """Come after all."""
    found, session = _own(request, enrollment_id, session_id)
    regrets.take_back(enrollment=found, session=session, now=timezone.now())
    messages.success(request, _("Tercatat: Anda akan hadir."))
    return redirect("enrollment", enrollment_id=found.pk)
