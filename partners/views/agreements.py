"""Agreements: BKPSDM's list, a new one, and the signed file for those who may have it."""

from datetime import date
from functools import partial

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import spreadsheets
from documents.files import download
from partners.access import partner_institution_id
from partners.agreements import SOON_DAYS, by_end, days_left, keep
from partners.forms import AgreementForm
from partners.models import Agreement, Institution
from people.access import access_of, require
from people.views.deeds import Deed, perform

PAGE_SIZE = 25


@require_GET
def agreements(request: HttpRequest) -> HttpResponseBase:
    """Every agreement with how long it still holds; the same list as a file."""
    access = access_of(request)
    require(access.is_hr)
    if spreadsheets.wanted(request):
        return _file(access.day)
    page = Paginator(by_end(), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(agreement, days_left(agreement, access.day)) for agreement in page]
    return render(request, "partners/agreements.html", {"page": page, "rows": rows, "soon": SOON_DAYS})


def _file(day: date) -> HttpResponseBase:
    rows = (
        (
            each.institution.name,
            each.get_kind_display(),
            each.number,
            each.starts_on,
            each.ends_on,
            days_left(each, day),
            each.scope,
        )
        for each in by_end().iterator(spreadsheets.CHUNK)
    )
    header = [_("Mitra"), _("Jenis"), _("Nomor"), _("Mulai"), _("Sampai"), _("Sisa hari"), _("Ruang lingkup")]
    return spreadsheets.table(name=_("perjanjian mitra"), title=_("Perjanjian mitra"), header=header, rows=rows)


def new_agreement(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Record an agreement with a partner."""
    access = access_of(request)
    require(access.is_hr)
    institution = get_object_or_404(Institution, pk=institution_id)
    deed = Deed(
        title=_("Perjanjian dengan %(name)s") % {"name": institution},
        lead=_("Angkatan bermitra harus berada di dalam masa berlaku perjanjian."),
        button=_("Simpan perjanjian"),
        done=_("Perjanjian tercatat. Pengingat datang 90, 30, dan 7 hari sebelum habis."),
        back=reverse("institution", args=[institution.pk]),
    )
    form = AgreementForm(request.POST or None, request.FILES or None)
    act = partial(keep, agreement=Agreement(institution=institution), by=access.account, now=timezone.now())
    return perform(request, deed, form, act)


@require_GET
def signed_file(request: HttpRequest, agreement_id: int) -> FileResponse:
    """The signed paper, for BKPSDM and the staff of that partner; nobody else learns whether there is one."""
    access = access_of(request)
    visible = Agreement.objects.visible_to(access, partner_institution_id(access))
    agreement = get_object_or_404(visible.select_related("signed"), pk=agreement_id)
    if agreement.signed is None:
        raise Http404
    return download(agreement.signed)
