"""BKPSDM keeps programs."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents import spreadsheets
from people.access import access_of, require
from programs.access import may_run_programs
from programs.errors import ProgramError
from programs.forms import ProgramForm
from programs.models import Program
from programs.offers.catalogue import keep_program

PAGE_SIZE = 25


@require_GET
def programs(request: HttpRequest) -> HttpResponseBase:
    """Every program with the number of its batches."""
    require(may_run_programs(access_of(request)))
    text = request.GET.get("cari", "").strip()
    found = Program.objects.select_related("training_type", "institution").annotate(runs=Count("batches"))
    if text:
        found = found.filter(Q(title__icontains=text) | Q(code__icontains=text))
    found = found.order_by("title", "pk")
    if spreadsheets.wanted(request):
        return _file(found.iterator(spreadsheets.CHUNK))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "text": text, "query": spreadsheets.filters_of(request)}
    return render(request, "programs/hr_programs.html", context)


def _file(found: Iterable[Any]) -> HttpResponseBase:
    header = [_("Judul"), _("Kode"), _("Bentuk"), _("Kompetensi"), _("JP"), _("Mitra"), _("Angkatan"), _("Katalog")]
    rows = (
        (
            one.title,
            one.code,
            _(one.training_type.name),
            one.get_competency_display(),
            one.learning_hours,
            one.institution.name if one.institution else "",
            one.runs,
            _("tampil") if one.published else _("tersembunyi"),
        )
        for one in found
    )
    return spreadsheets.table(name=_("program"), title=_("Program"), header=header, rows=rows)


@require_http_methods(["GET", "POST"])
def new_program(request: HttpRequest) -> HttpResponse:
    """Make a program."""
    require(may_run_programs(access_of(request)))
    return _edit(request, Program())


@require_http_methods(["GET", "POST"])
def edit_program(request: HttpRequest, program_id: int) -> HttpResponse:
    """Change a program."""
    require(may_run_programs(access_of(request)))
    return _edit(request, get_object_or_404(Program, pk=program_id))


def _edit(request: HttpRequest, program: Program) -> HttpResponse:
    form = ProgramForm(request.POST or None, instance=program)
    if request.method == "POST" and form.is_valid():
        try:
            keep_program(program=form.instance, by=access_of(request).account, now=timezone.now())
        except ProgramError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Program disimpan."))
            return redirect("hr_batches_of", program_id=form.instance.pk)
    return render(request, "programs/hr_program_form.html", {"form": form, "program": program})
