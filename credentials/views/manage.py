"""HR's pages: find a certificate, see its trail, take it back, give it back."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from credentials.forms import RevocationForm
from credentials.models import Certificate
from credentials.revocation import lift_revocation, revoke
from documents import spreadsheets
from pembinaan.base.errors import DomainError
from people.access import access_of, require

PER_PAGE = 25


@require_GET
def certificate_search(request: HttpRequest) -> HttpResponseBase:
    """Certificates by name, employee number, certificate number or code."""
    require(access_of(request).is_hr)
    sought = request.GET.get("q", "").strip()
    found = Certificate.objects.select_related("employee", "enrollment__batch__program").order_by("-issued_at", "-pk")
    if sought:
        found = found.filter(
            Q(employee__name__icontains=sought)
            | Q(employee__number=sought)
            | Q(number__icontains=sought)
            | Q(code=sought.upper())
        )
    if spreadsheets.wanted(request):
        return _file(found.iterator(spreadsheets.CHUNK))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "sought": sought, "query": urlencode({"q": sought}) if sought else ""}
    return render(request, "credentials/certificate_search.html", context)


def _file(found: Iterable[Certificate]) -> HttpResponseBase:
    header = [
        _("Nama"),
        _("NIP / NI PPPK"),
        _("Pelatihan"),
        _("Angkatan"),
        _("Nomor"),
        _("Revisi"),
        _("Terbit"),
        _("Keadaan"),
        _("Alasan"),
    ]
    rows = (
        (
            one.employee.name,
            one.employee.number or "",
            one.facts["title"],
            one.facts["batch_number"],
            one.number,
            one.revision,
            one.issued_at,
            _("Berlaku") if one.is_in_force else _("Dicabut"),
            one.revocation_reason,
        )
        for one in found
    )
    return spreadsheets.table(name=_("sertifikat"), title=_("Sertifikat"), header=header, rows=rows)


@require_GET
def certificate_detail(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """One certificate with its trail."""
    certificate = _certificate(request, certificate_id)
    return _detail(request, certificate, RevocationForm())


@require_POST
def certificate_revoke(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Take it back, with a reason."""
    certificate = _certificate(request, certificate_id)
    form = RevocationForm(request.POST)
    account = access_of(request).account
    assert account is not None
    if not form.is_valid():
        return _detail(request, certificate, form)
    try:
        revoke(certificate=certificate, reason=form.cleaned_data["reason"], by=account, now=timezone.now())
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("Sertifikat dicabut dan JP-nya dibatalkan. Pemegangnya diberi tahu."))
    return redirect("certificate_detail", certificate_id=certificate_id)


@require_POST
def certificate_restore(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Lift the decision."""
    certificate = _certificate(request, certificate_id)
    try:
        restored = lift_revocation(certificate=certificate, now=timezone.now())
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    else:
        if restored.is_in_force:
            messages.success(request, _("Sertifikat berlaku kembali sebagai revisi baru."))
        else:
            messages.warning(request, _("Keputusan dicabut; sertifikat terbit lagi setelah syarat angkatan terpenuhi."))
    return redirect("certificate_detail", certificate_id=certificate_id)


def _certificate(request: HttpRequest, certificate_id: int) -> Certificate:
    require(access_of(request).is_hr)
    known = Certificate.objects.select_related("employee", "enrollment__batch__program")
    return get_object_or_404(known, pk=certificate_id)


def _detail(request: HttpRequest, certificate: Certificate, form: RevocationForm) -> HttpResponse:
    changes = certificate.changes.select_related("by").order_by("at", "pk")
    context = {"certificate": certificate, "changes": changes, "form": form}
    return render(request, "credentials/certificate_detail.html", context)
