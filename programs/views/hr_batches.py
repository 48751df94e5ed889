"""BKPSDM keeps batches: the list, the form with sessions, the next one made out of one that ran."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents import spreadsheets
from people.access import access_of, require
from programs import batches, copying, versions
from programs.access import may_run_programs
from programs.calendars.timetable import tight_rooms
from programs.errors import BatchError, EnrollmentError
from programs.forms import BatchForm, SessionFormSet
from programs.forms_lists import CopyForm
from programs.lists import batches_found, stages_of
from programs.models import Batch, Program, Session
from programs.rules.audience import RulesDraft, draft_of
from programs.rules.target_form import TargetRulesForm, initial_of
from programs.stages import Stage
from programs.views.words import copied

PAGE_SIZE = 25


@require_GET
def hr_batches(request: HttpRequest) -> HttpResponseBase:
    """Every batch, the latest first, by state and text."""
    require(may_run_programs(access_of(request)))
    return _listed(request, program=None)


@require_GET
def hr_batches_of(request: HttpRequest, program_id: int) -> HttpResponseBase:
    """The batches of one program."""
    require(may_run_programs(access_of(request)))
    return _listed(request, program=get_object_or_404(Program, pk=program_id))


def _listed(request: HttpRequest, program: Program | None) -> HttpResponseBase:
    stage, text = request.GET.get("keadaan", ""), request.GET.get("cari", "").strip()
    found = batches_found(day=access_of(request).day, text=text, program=program)
    stages = stages_of(found)
    if stage in Stage.values:
        found = found.filter(stage_now=stage)
    if spreadsheets.wanted(request):
        return _file(found.iterator(spreadsheets.CHUNK))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    for batch in page:
        batch.stage = Stage(batch.stage_now)
    context = {
        "page": page,
        "program": program,
        "stage": stage,
        "text": text,
        "stages": stages,
        "all": sum(many for _stage, many in stages),
        "searched": urlencode({"cari": text}) if text else "",
        "query": spreadsheets.filters_of(request),
    }
    return render(request, "programs/hr_batches.html", context)


def _file(found: Iterable[Any]) -> HttpResponseBase:
    header = [
        _("Program"),
        _("Angkatan"),
        _("Mulai"),
        _("Selesai"),
        _("Kursi"),
        _("Terisi"),
        _("Daftar tunggu"),
        _("Belum diputuskan"),
        _("Keadaan"),
    ]
    rows = (
        (
            one.program.title,
            one.number,
            one.starts_on,
            one.ends_on,
            one.seats,
            one.taken,
            one.waiting,
            one.requested,
            Stage(one.stage_now).label,
        )
        for one in found
    )
    return spreadsheets.table(name=_("angkatan"), title=_("Angkatan"), header=header, rows=rows)


@require_http_methods(["GET", "POST"])
def new_batch(request: HttpRequest, program_id: int) -> HttpResponse:
    """Make a batch with its sessions."""
    require(may_run_programs(access_of(request)))
    program = get_object_or_404(Program.objects.select_related("institution"), pk=program_id)
    batch = Batch(program=program, number=batches.next_number(program))
    return _edit(request, batch, batches.create, _("Angkatan disimpan. Buka pendaftaran bila sudah siap."))


@require_http_methods(["GET", "POST"])
def edit_batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Change a batch and its sessions."""
    require(may_run_programs(access_of(request)))
    batch = get_object_or_404(Batch.objects.select_related("program__institution"), pk=batch_id)
    if request.method == "GET" and batch.state not in batches.STATES_EDITABLE:
        messages.error(request, _("Angkatan yang selesai atau dibatalkan tidak dapat diubah."))
        return redirect("hr_batch", batch_id=batch_id)
    return _edit(request, batch, batches.change, _("Angkatan disimpan. Peserta diberi tahu bila jadwal berubah."))


def _edit(request: HttpRequest, batch: Batch, keep: Callable[..., Batch], told: str) -> HttpResponse:
    known = Session.objects.filter(batch=batch.pk, cancelled=False).order_by("starts_at", "pk")
    present = versions.snapshot_of(batch)
    seen = versions.from_text(request.POST.get("seen", ""))
    form = BatchForm(request.POST or None, instance=batch)
    # A form that was sent without the fields of the rules (from an older page, by a script) leaves them as they are.
    sent = request.POST if "rules-sent" in request.POST else None
    asked = draft_of(batch) if batch.pk else RulesDraft()
    rules = TargetRulesForm(sent, prefix="rules", program=batch.program, initial=initial_of(asked))
    sessions: Any = SessionFormSet(request.POST or None, queryset=known, prefix="sesi")
    changed = versions.differences(seen, present) if batch.pk else []
    valid = request.method == "POST" and form.is_valid() and sessions.is_valid() and (sent is None or rules.is_valid())
    if valid and not changed:
        draft = rules.draft() if sent is not None else None
        facts = {"seen": seen} if batch.pk else {}
        account = access_of(request).account
        try:
            kept = keep(
                batch=form.instance, sessions=sessions.planned(), rules=draft, by=account, now=timezone.now(), **facts
            )
        except (BatchError, EnrollmentError) as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, told)
            for warning in tight_rooms(kept):
                messages.warning(request, warning)
            return redirect("hr_batch", batch_id=kept.pk)
    context = {"form": form, "sessions": sessions, "batch": batch, "rules": rules, "asks": asked != RulesDraft()}
    context |= {"seen": versions.as_text(present), "changed": changed}
    return render(request, "programs/hr_batch_form.html", context)


@require_http_methods(["GET", "POST"])
def copy_batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Choose the first day; everything else comes along as a draft."""
    access = access_of(request)
    require(may_run_programs(access))
    batch = get_object_or_404(Batch.objects.select_related("program__institution"), pk=batch_id)
    form = CopyForm(request.POST or None, batch=batch, day=access.day)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["starts_on"]
        try:
            made = copying.copy(batch=batch, starts_on=day, by=access.account, now=timezone.now())
        except (BatchError, EnrollmentError) as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, copied(made))
            return redirect("hr_edit_batch", batch_id=made.batch.pk)
    return render(request, "programs/hr_batch_copy.html", {"form": form, "batch": batch})
