"""BKPSDM registers systems, revokes them, and makes many links at once."""

import csv
import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import Access, access_of, require
from people.models import Account, Unit
from surveys.invitations import clients
from surveys.invitations.clients import ClientError
from surveys.invitations.forms import ClientForm, LinksForm
from surveys.invitations.issuing import GOOD_FOR, InvitationError, issue_many
from surveys.models import ApiClient

PAGE_SIZE = 25


@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """The registered systems, with how many links each gave and how many were used."""
    _hr(request)
    spent = Count("invitations", filter=Q(invitations__is_spent=True), distinct=True)
    rows = ApiClient.objects.annotate(given=Count("invitations", distinct=True), spent=spent)
    rows = rows.select_related("registered_by").prefetch_related("units").order_by("revoked_at", "name", "pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "surveys/invitations/systems.html", {"page": page, "days": GOOD_FOR.days})


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a system; its key is shown once, on this answer only."""
    access, account = _hr(request)
    units = Unit.objects.without_tree_fields().on(access.day).order_by("name", "pk")
    form = ClientForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        wish = form.cleaned_data
        try:
            client, key = clients.register(
                name=wish["name"],
                units=list(wish["units"]),
                per_minute=wish["per_minute"],
                by=account,
                now=timezone.now(),
            )
        except ClientError as refusal:
            form.add_error(None, refusal.message)
        else:
            response = render(request, "surveys/invitations/registered.html", {"client": client, "key": key})
            response.headers["Cache-Control"] = "no-store"
            return response
    return render(request, "surveys/invitations/register.html", {"form": form})


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, client_id: int) -> HttpResponse:
    """Ask, then end a system's key."""
    _access, account = _hr(request)
    client = get_object_or_404(ApiClient, pk=client_id)
    if request.method == "POST":
        clients.revoke(client=client, by=account, now=timezone.now())
        messages.success(request, _("Kunci %(name)s dicabut.") % {"name": client.name})
        return redirect("link_systems")
    return render(request, "surveys/invitations/revoke.html", {"client": client})


@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """Many links of a unit as CSV, for a list of messages."""
    _access, account = _hr(request)
    form = LinksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wish, now = form.cleaned_data, timezone.now()
        try:
            addresses = issue_many(
                unit=wish["found_unit"], service=wish["found_service"], count=wish["count"], by=account, now=now
            )
        except InvitationError as refusal:
            form.add_error(None, refusal.message)
        else:
            until = timezone.localtime(now + GOOD_FOR).strftime("%Y-%m-%d %H:%M")
            return _csv([(wish["found_unit"].code, address, until) for address in addresses], wish["found_unit"].code)
    return render(request, "surveys/invitations/many.html", {"form": form, "days": GOOD_FOR.days})


def _csv(rows: list[tuple[str, str, str]], unit_code: str) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["unit", "tautan", "berlaku_sampai"])
    writer.writerows(rows)
    headers = {"Content-Disposition": f'attachment; filename="tautan-{unit_code}.csv"', "Cache-Control": "no-store"}
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _hr(request: HttpRequest) -> tuple[Access, Account]:
    access = access_of(request)
    require(access.is_hr)
    assert access.account is not None
    return access, access.account
