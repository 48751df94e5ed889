"""The pages of messages."""

from datetime import time

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from notifications.forms import PreferenceForm
from notifications.inbox import choose_pace, mark_read, pace_of
from notifications.models import Message, SentMail
from people.access import access_of, require
from people.models import Account

PAGE_SIZE = 25


def _account(request: HttpRequest) -> Account:
    account = access_of(request).account
    require(account is not None)
    assert account is not None
    return account


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """My messages, newest first."""
    account = _account(request)
    page = Paginator(Message.objects.inbox_of(account, timezone.now()), PAGE_SIZE).get_page(request.GET.get("page"))
    keeps_mail = settings.EMAIL_BACKEND == "notifications.mail.KeptMailBackend"
    context = {"page": page, "keeps_mail": keeps_mail}
    return render(request, "notifications/inbox.html", context)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all my messages as read."""
    mark_read(account=_account(request), now=timezone.now())
    messages.success(request, _("Semua pesan ditandai sudah dibaca."))
    return redirect("inbox")


@require_POST
def read_one(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark one of my messages as read."""
    mark_read(account=_account(request), now=timezone.now(), message_id=message_id)
    return redirect("inbox")


@require_http_methods(["GET", "POST"])
def preference(request: HttpRequest) -> HttpResponse:
    """Choose how soon messages come."""
    account = _account(request)
    form = PreferenceForm(request.POST or None, initial={"pace": pace_of(account)})
    if request.method == "POST" and form.is_valid():
        choose_pace(account=account, pace=form.cleaned_data["pace"])
        messages.success(request, _("Pilihan Anda disimpan. Berlaku untuk pesan yang ditulis mulai sekarang."))
        return redirect("inbox_preference")
    hour = time(settings.DIGEST_HOUR)
    return render(request, "notifications/preference.html", {"form": form, "account": account, "hour": hour})


@require_GET
def sent_mail(request: HttpRequest) -> HttpResponse:
    """What the demo's mail channel kept; for HR."""
    require(access_of(request).is_hr)
    page = Paginator(SentMail.objects.order_by("-sent_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "notifications/sent_mail.html", {"page": page})
