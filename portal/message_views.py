"""What the system wrote to whom, for HR: what arrived, what did not, and another try for that."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import spreadsheets
from notifications.delivery import try_again
from notifications.models import NEVER_SENT, Message
from people.access import access_of, require

PAGE_SIZE = 25
FAILED, SENT, WITHDRAWN = "gagal", "terkirim", "ditarik"


@require_safe
def messages_written(request: HttpRequest) -> HttpResponseBase:
    """Messages by state, subject and reader, the latest first."""
    require(access_of(request).is_hr)
    state, text = request.GET.get("keadaan", ""), request.GET.get("cari", "").strip()
    found = _found(state, text).select_related("to", "digest").order_by("-created_at", "-pk")
    if spreadsheets.wanted(request):
        return _file(found.iterator(spreadsheets.CHUNK))
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "state": state,
        "text": text,
        "states": [("", _("Semua")), (FAILED, _("Tidak sampai")), (SENT, _("Terkirim")), (WITHDRAWN, _("Ditarik"))],
        "failed": _failed().count(),
        "query": spreadsheets.filters_of(request),
        "now": timezone.now(),
    }
    return render(request, "portal/messages_written.html", context)


@require_POST
def send_failed_again(request: HttpRequest) -> HttpResponse:
    """Try again every message that was given up."""
    require(access_of(request).is_hr)
    again = try_again(message_ids=list(_failed().values_list("pk", flat=True)), now=timezone.now())
    messages.success(request, _("%(n)d pesan dikirim ulang.") % {"n": again})
    return redirect(f"{reverse('messages_written')}?keadaan={FAILED}")


def _failed() -> Any:
    return Message.objects.failed().exclude(channel__in=NEVER_SENT)


def _found(state: str, text: str) -> Any:
    by_state = {
        FAILED: _failed(),
        SENT: Message.objects.filter(Q(sent_at__isnull=False) | Q(digest__sent_at__isnull=False)),
        WITHDRAWN: Message.objects.filter(withdrawn_at__isnull=False),
    }
    found = by_state.get(state, Message.objects.all())
    return found.filter(Q(subject__icontains=text) | Q(to__name__icontains=text)) if text else found


def _file(found: Any) -> HttpResponseBase:
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
        for one in found
    )
    return spreadsheets.table(name=_("pesan"), title=_("Pesan"), header=header, rows=rows)
