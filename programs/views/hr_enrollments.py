"""BKPSDM's list of applications across all batches: as a page, as a file, and what is done with many at once."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents import spreadsheets
from people.access import access_of, require
from programs.access import may_run_programs
from programs.applications.approval import Outcome, approve_all
from programs.applications.bulk import decline_all, write_to
from programs.errors import EnrollmentError
from programs.forms import ReasonForm
from programs.forms_lists import EnrollmentFilter, NoteForm
from programs.lists import enrollments_found
from programs.models import Enrollment, EnrollmentState
from programs.views.words import approved

PAGE_SIZE = 25


@require_GET
def enrollments(request: HttpRequest) -> HttpResponseBase:
    """Every application that the filters leave, the newest first."""
    access = access_of(request)
    require(may_run_programs(access))
    form = EnrollmentFilter(request.GET, day=access.day)
    wish = form.cleaned_data if form.is_valid() else {}
    found = enrollments_found(
        text=wish.get("cari", ""), state=wish.get("keadaan", ""), unit=wish.get("unit"), program=wish.get("program")
    )
    if spreadsheets.wanted(request):
        return _file(found)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": spreadsheets.filters_of(request)}
    return render(request, "programs/hr_enrollments.html", context)


@require_POST
def deed(request: HttpRequest) -> HttpResponse:
    """Approve the ticked applications at once; to decline them or to write to them, ask for the words first."""
    require(may_run_programs(access_of(request)))
    wanted = request.POST.getlist("shown" if "all" in request.POST else "enrollment")
    known = Enrollment.objects.select_related("batch__program", "employee", "unit").order_by("requested_at", "pk")
    chosen = list(known.filter(pk__in=[int(pk) for pk in wanted if pk.isdecimal()]))
    if not chosen:
        messages.warning(request, _("Belum ada pendaftaran yang dipilih."))
        return redirect("hr_enrollments")
    do = request.POST.get("do", "")
    if do == "approve":
        return _approve(request, chosen)
    return _decline(request, chosen) if do == "decline" else _write(request, chosen)


def _approve(request: HttpRequest, chosen: list[Enrollment]) -> HttpResponse:
    undecided = [one for one in chosen if one.state == EnrollmentState.REQUESTED]
    outcomes = approve_all(enrollments=undecided, by=access_of(request).account, now=timezone.now())
    _tell_refused(request, outcomes)
    messages.success(request, approved(outcomes) or _("Tidak ada yang disetujui: semuanya sudah diputuskan."))
    return redirect("hr_enrollments")


def _decline(request: HttpRequest, chosen: list[Enrollment]) -> HttpResponse:
    undecided = [one for one in chosen if one.state == EnrollmentState.REQUESTED]
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if not form.is_valid():
        words = {"title": _("Tolak permohonan"), "button": _("Tolak"), "danger": True}
        return _ask(request, form, undecided, "decline", words)
    account, reason = access_of(request).account, form.cleaned_data["reason"]
    outcomes = decline_all(enrollments=undecided, by=account, reason=reason, now=timezone.now())
    _tell_refused(request, outcomes)
    done = sum(not outcome.refused for outcome in outcomes)
    messages.success(request, _("%(n)d permohonan ditolak.") % {"n": done})
    return redirect("hr_enrollments")


def _write(request: HttpRequest, chosen: list[Enrollment]) -> HttpResponse:
    form = NoteForm(request.POST if "body" in request.POST else None)
    if not form.is_valid():
        words = {"title": _("Kirim pesan"), "button": _("Kirim"), "danger": False}
        return _ask(request, form, chosen, "write", words)
    account = access_of(request).account
    try:
        told = write_to(enrollments=chosen, by=account, now=timezone.now(), **form.cleaned_data)
    except EnrollmentError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Pesan ditulis kepada %(n)d orang.") % {"n": told})
    return redirect("hr_enrollments")


def _ask(
    request: HttpRequest, form: ReasonForm | NoteForm, chosen: list[Enrollment], do: str, words: dict[str, Any]
) -> HttpResponse:
    context = {"form": form, "chosen": chosen, "do": do, **words}
    return render(request, "programs/hr_enrollments_deed.html", context)


def _tell_refused(request: HttpRequest, outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.refused:
            messages.error(request, f"{outcome.enrollment.employee.name}: {outcome.refused}")


def _file(found: QuerySet[Enrollment]) -> HttpResponseBase:
    header: list[Any] = [
        _("Nama"),
        _("NIP / NI PPPK"),
        _("Unit kerja"),
        _("Program"),
        _("Angkatan"),
        _("Mulai"),
        _("Keadaan"),
        _("Diajukan"),
        _("Nomor antrean"),
        _("Alasan"),
    ]
    # Columns instead of objects: nothing is built that the file does not show.
    states = dict(EnrollmentState.choices)
    columns = found.values_list(
        "employee__name",
        "employee__number",
        "unit__name",
        "batch__program__title",
        "batch__number",
        "batch__starts_on",
        "state",
        "requested_at",
        "queue_number",
        "reason",
    )
    rows = ((*row[:6], str(states[row[6]]), *row[7:]) for row in columns.iterator(spreadsheets.CHUNK))
    return spreadsheets.table(name=_("pendaftaran"), title=_("Pendaftaran"), header=header, rows=rows)
