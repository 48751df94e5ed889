"""My calendar: the page with its secret address, and what calendars read there."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import access_of, require
from people.models import Account
from programs.calendars.calendar_feed import calendar
from programs.calendars.feeds import account_of, meetings_of, renew_feed, stop_feed
from programs.models import CalendarFeed

# Calendars may keep what they read for this long; most ask again after hours.
FRESH_SECONDS = 900


def _employee(request: HttpRequest) -> Account:
    account = access_of(request).account
    require(account is not None and account.employee_id is not None)
    assert account is not None
    return account


@never_cache
@require_http_methods(["GET", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """How to see one's sessions in one's own calendar; sent, it shows a new address, once."""
    account, address = _employee(request), ""
    if request.method == "POST":
        secret = renew_feed(account=account, now=timezone.now())
        address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    feed = CalendarFeed.objects.filter(account=account).first()
    facts = {"feed": feed, "address": address, "subscribe": _subscribing(address)}
    return render(request, "programs/my_calendar.html", facts)


def _subscribing(address: str) -> str:
    """The same address in the scheme that opens the calendar of Apple's devices."""
    return f"webcal:{address.partition(':')[2]}" if address else ""


@require_POST
def stop_calendar(request: HttpRequest) -> HttpResponse:
    """End the address."""
    stop_feed(account=_employee(request))
    messages.success(request, _("Alamat kalender Anda tidak berlaku lagi."))
    return redirect("my_calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself: no sign-in, no cookie; the address is the key."""
    account = account_of(secret)
    if account is None:
        raise Http404
    now = timezone.now()
    meetings = meetings_of(account, now)
    # The text names the moment of its writing; what it says is what counts.
    etag = f'W/"{sha256(repr((account.name, meetings)).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        text = calendar(name=_("Pelatihan %(name)s") % {"name": account.name}, meetings=meetings, stamp=now)
        response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="pelatihan.ics"'
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
