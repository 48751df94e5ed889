"""Where HR and a unit's people register its kiosks and tablets, look after them, and revoke them."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.qr import svg
from people.access import access_of, require
from people.models import Account
from surveys.devices.forms import RegisterForm, RenameForm, RevokeForm
from surveys.devices.listing import busiest_first, lines
from surveys.devices.registry import CODE_GOOD_FOR, DeviceError, code_in_groups, register, rename, renew_code, revoke
from surveys.models import Device, DeviceKind, Revocation
from surveys.office.frame import Office, enter, show

PAGE_SIZE = 25


@require_GET
def devices(request: HttpRequest, unit_code: str) -> HttpResponse:
    """A unit's devices: those in use by name, then the revoked ones."""
    office = enter(request, unit_code)
    mine = Device.objects.visible_to(office.access).filter(unit=office.unit).select_related("service")
    page = Paginator(mine.order_by(F("revoked_at").desc(nulls_first=True), "name", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "lines": lines(page, day=office.day), "is_hr": office.access.is_hr}
    return show(request, office, "surveys/devices/list.html", context)


@require_GET
def all_devices(request: HttpRequest) -> HttpResponse:
    """Every device in use, the busiest of today first: for BKPSDM, who looks where a unit may not."""
    access = access_of(request)
    require(access.is_hr)
    listed = busiest_first(Device.objects.visible_to(access), day=access.day)
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "surveys/devices/all.html", {"page": page, "lines": lines(page, day=access.day)})


@never_cache
@require_http_methods(["GET", "POST"])
def device_register(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Register a device; its pairing code is shown in the answer and never again."""
    office = enter(request, unit_code, writing=True)
    form = RegisterForm(request.POST or None, unit=office.unit, day=office.day)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        kind, now = DeviceKind(chosen["kind"]), timezone.now()
        try:
            made, code = register(
                unit=office.unit,
                service=chosen["service"],
                kind=kind,
                name=chosen["name"],
                by=_signed_in(office),
                now=now,
            )
        except DeviceError as refusal:
            form.add_error(None, refusal.message)
        else:
            return _code_page(request, office, made, code)
    return show(request, office, "surveys/devices/register.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def device(request: HttpRequest, unit_code: str, key: int) -> HttpResponse:
    """One device: its state, what it could not send, its name, and the way to a new code or its end."""
    office = enter(request, unit_code)
    one = _found(office, key)
    form = RenameForm(request.POST or None, initial={"name": one.name})
    if request.method == "POST":
        require(office.may_write)
        if form.is_valid():
            try:
                rename(device=one, name=form.cleaned_data["name"])
            except DeviceError as refusal:
                form.add_error("name", refusal.message)
            else:
                messages.success(request, _("Nama perangkat disimpan."))
                return redirect("survey_device", office.unit.code, one.pk)
    context = {
        "line": lines([one], day=office.day)[0],
        "refused": one.refused_answers.order_by("-refused_at", "pk")[:PAGE_SIZE],
        "form": form,
    }
    return show(request, office, "surveys/devices/device.html", context)


@never_cache
@require_POST
def device_code(request: HttpRequest, unit_code: str, key: int) -> HttpResponse:
    """A new pairing code for a device that was reset, or whose code ran out."""
    office = enter(request, unit_code, writing=True)
    one = _found(office, key)
    try:
        code = renew_code(device=one, now=timezone.now())
    except DeviceError as refusal:
        messages.error(request, refusal.message)
        return redirect("survey_device", office.unit.code, one.pk)
    return _code_page(request, office, one, code)


@require_http_methods(["GET", "POST"])
def device_revoke(request: HttpRequest, unit_code: str, key: int) -> HttpResponse:
    """Revoke a device, told beforehand what becomes of the answers it holds."""
    office = enter(request, unit_code, writing=True)
    one = _found(office, key)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        revoke(device=one, why=Revocation(form.cleaned_data["why"]), by=_signed_in(office), now=timezone.now())
        messages.success(request, _("%(name)s dicabut dan tidak dapat menilai lagi.") % {"name": one.name})
        return redirect("survey_devices", office.unit.code)
    return show(request, office, "surveys/devices/revoke.html", {"device": one, "form": form})


def _found(office: Office, key: int) -> Device:
    return get_object_or_404(Device.objects.select_related("service", "revoked_by"), pk=key, unit=office.unit)


def _signed_in(office: Office) -> Account:
    account = office.access.account
    require(account is not None)
    return account  # type: ignore[return-value]


def _code_page(request: HttpRequest, office: Office, one: Device, code: str) -> HttpResponse:
    address = f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('kiosk_pairing')}"
    context = {
        "device": one,
        "code": code_in_groups(code),
        "address": address,
        # After the #, so that the code reaches no server's log.
        "qr": svg(f"{address}#{code}"),
        "minutes": CODE_GOOD_FOR.seconds // 60,
    }
    return show(request, office, "surveys/devices/code.html", context)
