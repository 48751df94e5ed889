"""BKPSDM's pages: when each program asks about behaviour, and about which competencies."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents import spreadsheets
from evaluations.behaviour.opening import default_months, is_leadership
from evaluations.behaviour.schedule_forms import ScheduleForm
from evaluations.behaviour.scheduling import ScheduleError, competencies_of, schedule_program
from evaluations.models import BehaviourSchedule
from people.access import access_of, require
from programs.models import Program

PER_PAGE = 25


@require_GET
def behaviour_schedules(request: HttpRequest) -> HttpResponse | FileResponse:
    """Programs with their months, found by title or code."""
    require(access_of(request).is_hr)
    text = request.GET.get("cari", "").strip()[:100]
    programs = Program.objects.filter(Q(title__icontains=text) | Q(code__icontains=text)).order_by("title", "pk")
    programs = programs.select_related("behaviour_schedule__questionnaire")
    if spreadsheets.wanted(request):
        rows = ([program.title, *_months(program)] for program in programs)
        header = [_("Program"), _("Bulan"), _("Ditetapkan sendiri"), _("Kompetensi sendiri")]
        return spreadsheets.table(name=_("jadwal-perilaku"), title=_("Jadwal"), header=header, rows=rows)
    page = Paginator(programs, PER_PAGE).get_page(request.GET.get("page"))
    lines = [(program, *_months(program)) for program in page]
    context = {"page": page, "lines": lines, "text": text, "query": spreadsheets.filters_of(request)}
    return render(request, "evaluations/behaviour_schedules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def behaviour_schedule(request: HttpRequest, code: str) -> HttpResponse:
    """One program's months and competencies."""
    access = access_of(request)
    require(access.is_hr)
    program = get_object_or_404(Program, code=code)
    schedule = BehaviourSchedule.objects.select_related("questionnaire").filter(program=program).first()
    form = ScheduleForm(request.POST or None, initial=_initial(program, schedule))
    if request.method == "POST" and form.is_valid():
        try:
            schedule_program(program=program, by=access.account, now=timezone.now(), **form.wanted())
        except ScheduleError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Jadwal tersimpan. Evaluasi yang sudah dibuka tidak berubah."))
            return redirect("behaviour_schedules")
    context = {"form": form, "program": program}
    return render(request, "evaluations/behaviour_schedule.html", context, status=422 if form.errors else 200)


def _months(program: Program) -> tuple[int, bool, bool]:
    """Months after the end; whether the program has set them itself; whether it names its own competencies."""
    schedule: BehaviourSchedule | None = getattr(program, "behaviour_schedule", None)
    if schedule is None:
        return default_months(leadership=is_leadership(program)), False, False
    return schedule.months, True, schedule.questionnaire_id is not None


def _initial(program: Program, schedule: BehaviourSchedule | None) -> dict[str, Any]:
    leadership = schedule.is_leadership if schedule else is_leadership(program)
    months = schedule.months if schedule else default_months(leadership=leadership)
    named = {f"kompetensi{place}": text for place, text in enumerate(competencies_of(schedule), start=1)}
    return {"leadership": leadership, "months": months, **named}
