"""BKPSDM keeps partner institutions: the list, a new one, a change."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import spreadsheets
from partners.forms import InstitutionFilter, InstitutionForm
from partners.institutions import found, keep_institution
from partners.models import Institution
from people.access import access_of, require
from people.views.deeds import Deed, perform

PAGE_SIZE = 25


@require_GET
def institutions(request: HttpRequest) -> HttpResponseBase:
    """Every partner with how long its agreement holds; the same list as a file."""
    access = access_of(request)
    require(access.is_hr)
    form = InstitutionFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    listed = found(text=chosen.get("cari", "").strip(), kind=chosen.get("jenis", ""), day=access.day)
    if spreadsheets.wanted(request):
        return _file(listed)
    context = {
        "page": Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form,
        "narrowed": any(chosen.values()),
        "query": spreadsheets.filters_of(request),
    }
    return render(request, "partners/institutions.html", context)


def _file(listed: QuerySet[Any]) -> HttpResponseBase:
    rows = (
        (each.name, each.get_kind_display(), each.people, each.holds_until)
        for each in listed.iterator(spreadsheets.CHUNK)
    )
    header = [_("Lembaga"), _("Jenis"), _("Pengajar"), _("Perjanjian sampai")]
    return spreadsheets.table(name=_("lembaga mitra"), title=_("Lembaga mitra"), header=header, rows=rows)


def new_institution(request: HttpRequest) -> HttpResponse:
    """Record a partner."""
    access = access_of(request)
    require(access.is_hr)
    institution = Institution()
    deed = Deed(
        title=_("Catat lembaga mitra"),
        lead=_("Sesudah itu tambahkan narahubung, pengajar, dan perjanjiannya di halaman lembaga."),
        button=_("Simpan"),
        done=_("Lembaga mitra tercatat."),
        back=reverse("institutions"),
    )
    act = partial(keep_institution, institution=institution, by=access.account, now=timezone.now())
    answer = perform(request, deed, InstitutionForm(request.POST or None), act)
    return redirect("institution", institution_id=institution.pk) if institution.pk else answer


def edit_institution(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Change a partner's name or kind."""
    access = access_of(request)
    require(access.is_hr)
    institution = get_object_or_404(Institution, pk=institution_id)
    deed = Deed(
        title=_("Ubah %(name)s") % {"name": institution},
        lead=_("Nama baru tampil di semua halaman; sertifikat yang sudah terbit tidak berubah."),
        button=_("Simpan"),
        done=_("Lembaga mitra disimpan."),
        back=reverse("institution", args=[institution.pk]),
    )
    form = InstitutionForm(request.POST or None, initial={"name": institution.name, "kind": institution.kind})
    act = partial(keep_institution, institution=institution, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)
