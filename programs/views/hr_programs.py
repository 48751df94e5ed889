"""BKPSDM keeps programs."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from people.access import access_of, require
from programs.access import may_run_programs
from programs.catalogue import keep_program
from programs.errors import ProgramError
from programs.forms import ProgramForm
from programs.models import Program

PAGE_SIZE = 25


@require_GET
def programs(request: HttpRequest) -> HttpResponse:
    """Every program with the number of its batches."""
    require(may_run_programs(access_of(request)))
    text = request.GET.get("cari", "").strip()
    found = Program.objects.select_related("training_type", "institution").annotate(runs=Count("batches"))
    if text:
        found = found.filter(Q(title__icontains=text) | Q(code__icontains=text))
    page = Paginator(found.order_by("title", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programs/hr_programs.html", {"page": page, "text": text})


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
