"""Everything about one batch for those who run it, a page a part: overview, messages, history."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents import spreadsheets
from notifications.delivery import try_again
from notifications.models import Message
from people.access import access_of, require
from programs import batch_overview
from programs.access import may_run_programs
from programs.applications.clashes import clashing_people
from programs.applications.seats import seats_of
from programs.closing import outcome_of
from programs.models import Batch, BatchState
from programs.queries import sessions_with_presence
from programs.rules.eligibility import targets_of
from programs.rules.target import in_words
from programs.stages import least_people, stage_of
from programs.telling import about_batch
from programs.views.giving import giving_of

PAGE_SIZE = 25


def batch_of(request: HttpRequest, batch_id: int) -> Any:
    """The batch with its `stage`, for those who run programs; the others get 403."""
    access = access_of(request)
    require(may_run_programs(access))
    known = Batch.objects.with_counts().select_related("program", "agreement", "institution")
    found: Any = get_object_or_404(known, pk=batch_id)
    found.stage = stage_of(found, access.day)
    return found


@require_GET
def hr_batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How the batch stands: seats, queue, sessions, what needs a look, what can be done now."""
    found, now = batch_of(request, batch_id), timezone.now()
    sessions = list(sessions_with_presence(found))
    context = {
        "batch": found,
        "seats": seats_of(found),
        "sessions": sessions,
        "audience": in_words(targets_of([found.pk]).get(found.pk)),
        "clashing": clashing_people(found),
        "messages_about": batch_overview.messages_about(found),
        "spent": batch_overview.spent_on(found),
        "letters": found.letters.count(),
        "closable": found.state == BatchState.OPEN and all(session.ends_at <= now for session in sessions),
        "least": least_people(found),
        "giving": giving_of(found, now),
        "now": now,
    }
    if found.state == BatchState.CLOSED:
        context["outcome"] = outcome_of(found)
    return render(request, "programs/hr_batch.html", context)


@require_GET
def batch_messages(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    """What was written to whom about the batch, and what did not arrive; `?keadaan=gagal` only that."""
    found = batch_of(request, batch_id)
    about = Message.objects.about(about_batch(found.pk))
    failed_only = request.GET.get("keadaan") == "gagal"
    shown = (about.failed() if failed_only else about).select_related("to", "digest")
    if spreadsheets.wanted(request):
        return _messages_file(found, shown)
    context = {
        "batch": found,
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "counts": about.counts(),
        "failed_only": failed_only,
        "query": spreadsheets.filters_of(request),
        "now": timezone.now(),
    }
    return render(request, "programs/hr_batch_messages.html", context)


def _messages_file(batch: Batch, shown: Any) -> HttpResponseBase:
    header = [_("Kepada"), _("Perihal"), _("Saluran"), _("Ditulis"), _("Terkirim"), _("Kegagalan terakhir")]
    rows = (
        (
            one.to.name or one.to.username,
            one.subject,
            one.channel,
            one.created_at,
            one.sent_at or (one.digest.sent_at if one.digest else None),
            one.last_failure,
        )
        for one in shown.iterator(spreadsheets.CHUNK)
    )
    return spreadsheets.table(name=f"{_('pesan')}-{batch.pk}", title=_("Pesan"), header=header, rows=rows)


@require_POST
def send_again(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Try again all messages of the batch that were given up."""
    found = batch_of(request, batch_id)
    failed = Message.objects.about(about_batch(found.pk)).failed().values_list("pk", flat=True)
    again = try_again(message_ids=list(failed), now=timezone.now())
    messages.success(request, _("%(n)d pesan dikirim ulang.") % {"n": again})
    return redirect("hr_batch_messages", batch_id=batch_id)


@require_GET
def batch_history(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Who did what when: to the batch itself, and to each application."""
    found = batch_of(request, batch_id)
    context = {
        "batch": found,
        "changes": found.changes.select_related("by").order_by("-pk"),
        "edits": batch_overview.edits_of(found),
        "page": Paginator(batch_overview.changes_of_people(found), PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "programs/hr_batch_history.html", context)
