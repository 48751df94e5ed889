"""The yearly plans: their list, one year's plan, its steps, and what to plan from needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents import spreadsheets
from pembinaan.base.dates import today
from people.access import access_of, require
from programs.access import may_read_plans, may_run_programs
from programs.errors import PlanError
from programs.forms import ReasonForm
from programs.models import CompetencyKind, Need, Plan, PlannedProgram, PlannedState, PlanState, Quarter
from programs.plans import yearly_plan
from programs.plans.forms_plan import ApproveForm, PlainForm, RevisionForm
from programs.plans.gaps import gaps_of_year
from programs.plans.realisation import Figures, planned_figures, planned_rupiah

PAGE_SIZE = 25


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """The plans of all years, the latest first, with what each contains."""
    access = access_of(request)
    require(may_read_plans(access))
    found = Plan.objects.visible_to(access).annotate(
        programs=Count("planned", filter=Q(planned__state=PlannedState.PLANNED))
    )
    page = Paginator(found.order_by("-year"), PAGE_SIZE).get_page(request.GET.get("page"))
    figures = planned_figures([plan.pk for plan in page])
    known = set(Plan.objects.values_list("year", flat=True))
    this_year = today().year
    context = {
        "rows": [(plan, figures.get(plan.pk, Figures())) for plan in page],
        "page": page,
        "may_run": may_run_programs(access),
        "beginnable": [year for year in (this_year, this_year + 1) if year not in known],
        "waiting": PlannedProgram.objects.filter(state=PlannedState.PROPOSED).count(),
    }
    return render(request, "programs/plans.html", context)


@require_POST
def begin_plan(request: HttpRequest, year: int) -> HttpResponse:
    """Begin the plan of a year."""
    require(may_run_programs(access_of(request)))
    try:
        yearly_plan.open_year(year=year, by=access_of(request).account, now=timezone.now())
    except PlanError as refusal:
        messages.error(request, refusal.message)
        return redirect("plans")
    messages.success(request, _("Rencana dimulai. Tambahkan program dari kebutuhan pegawai atau satu per satu."))
    return redirect("plan", year=year)


@require_GET
def plan(request: HttpRequest, year: int) -> HttpResponse:
    """One year's plan: where it stands, what it contains, what can be done now."""
    access = access_of(request)
    require(may_read_plans(access))
    shown = get_object_or_404(Plan, year=year)
    found = _programs_found(request, shown)
    page = Paginator(found.order_by("quarter", "title", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    money = planned_rupiah(page)
    revision = yearly_plan.open_revision(shown)
    context = {
        "plan": shown,
        "rows": [(planned, money[planned.pk]) for planned in page],
        "page": page,
        "total": planned_figures([shown.pk]).get(shown.pk, Figures()),
        "programs": shown.planned.planned().count(),
        "dropped": shown.planned.filter(state=PlannedState.DROPPED).order_by("title"),
        "revision": revision,
        "revisions": shown.revisions.select_related("by").order_by("number"),
        "editable": may_run_programs(access) and (shown.state == PlanState.DRAFT or revision is not None),
        "may_run": may_run_programs(access),
        "quarters": Quarter.choices,
        "kinds": CompetencyKind.choices,
        "chosen": {name: request.GET.get(name, "") for name in ("cari", "triwulan", "jenis")},
        "changes": shown.changes.select_related("by").order_by("pk"),
        "query": spreadsheets.filters_of(request),
    }
    return render(request, "programs/plan.html", context)


def _programs_found(request: HttpRequest, shown: Plan) -> Any:
    found = shown.planned.planned().select_related("training_type", "agency", "institution", "program")
    text, quarter, kind = (request.GET.get(name, "").strip() for name in ("cari", "triwulan", "jenis"))
    if text:
        found = found.filter(Q(title__icontains=text) | Q(target_group__icontains=text))
    if quarter in {"1", "2", "3", "4"}:
        found = found.filter(quarter=int(quarter))
    if kind in CompetencyKind.values:
        found = found.filter(competency=kind)
    return found


@require_GET
def plan_gaps(request: HttpRequest, year: int) -> HttpResponse:
    """The year's stated gaps, the most wanted first, each one step from becoming a planned program."""
    require(may_run_programs(access_of(request)))
    shown = get_object_or_404(Plan, year=year)
    page = Paginator(gaps_of_year(Need.objects.filter(year=year)), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programs/plan_gaps.html", {"plan": shown, "page": page, "query": ""})


@dataclass(frozen=True)
class Step:
    """A step of a plan: the use case, its form, its words, and what follows."""

    act: Callable[..., object]
    title: Any
    done: Any
    follows: tuple[Any, ...]
    form: type[Any] = PlainForm
    for_leadership: bool = False


STEPS = {
    "tetapkan": Step(
        act=yearly_plan.approve,
        title=gettext_lazy("Tetapkan rencana"),
        done=gettext_lazy("Rencana ditetapkan."),
        follows=(
            gettext_lazy("Isi rencana terkunci: program, sasaran, biaya, dan kebutuhan yang dijawab."),
            gettext_lazy("Sesudah itu rencana hanya berubah lewat perubahan rencana dengan alasan yang tercatat."),
        ),
        form=ApproveForm,
        for_leadership=True,
    ),
    "jalankan": Step(
        act=yearly_plan.start,
        title=gettext_lazy("Jalankan rencana"),
        done=gettext_lazy("Rencana berjalan."),
        follows=(gettext_lazy("Angkatan dan biaya tahun itu terhitung sebagai realisasi."),),
    ),
    "tutup": Step(
        act=yearly_plan.close,
        title=gettext_lazy("Tutup rencana"),
        done=gettext_lazy("Rencana ditutup."),
        follows=(
            gettext_lazy("Rencana menjadi arsip. Biaya yang terlambat dicatat tetap terhitung."),
            gettext_lazy("Rencana yang ditutup dapat dibuka kembali dengan alasan."),
        ),
    ),
    "buka-kembali": Step(
        act=yearly_plan.reopen,
        title=gettext_lazy("Buka kembali rencana"),
        done=gettext_lazy("Rencana berjalan kembali."),
        follows=(gettext_lazy("Rencana kembali berjalan; alasannya tercatat dalam riwayat."),),
        form=ReasonForm,
    ),
    "ubah": Step(
        act=yearly_plan.revise,
        title=gettext_lazy("Buka perubahan rencana"),
        done=gettext_lazy("Perubahan rencana dibuka. Kunci lagi setelah selesai."),
        follows=(
            gettext_lazy("Isi rencana dapat diubah sampai perubahan ini dikunci."),
            gettext_lazy("Alasan dan nomor SK perubahan tercatat dan terlihat oleh pimpinan."),
        ),
        form=RevisionForm,
    ),
    "kunci": Step(
        act=yearly_plan.end_revision,
        title=gettext_lazy("Kunci perubahan rencana"),
        done=gettext_lazy("Rencana terkunci lagi."),
        follows=(gettext_lazy("Isi rencana terkunci lagi seperti sebelum perubahan dibuka."),),
    ),
}


@require_http_methods(["GET", "POST"])
def plan_step(request: HttpRequest, year: int, step: str) -> HttpResponse:
    """Say what follows, then do it."""
    access, chosen = access_of(request), STEPS[step]
    require(may_run_programs(access) or (chosen.for_leadership and access.is_leadership))
    shown = get_object_or_404(Plan, year=year)
    form = chosen.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.act(plan=shown, **form.cleaned_data, by=access.account, now=timezone.now())
        except PlanError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, str(chosen.done))
        return redirect("plan", year=year)
    return render(request, "programs/plan_step.html", {"plan": shown, "step": chosen, "form": form})
