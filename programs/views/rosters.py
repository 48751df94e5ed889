"""Enrolling others: a list of numbers uploaded, looked through and applied; one number by BKPSDM."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.spreadsheets import CONTENT_TYPE
from pembinaan.base.errors import DomainError
from people.access import Access, access_of, require
from people.imports.template import empty_table
from people.models import Account
from programs.access import may_enroll_others, may_run_programs
from programs.forms_rosters import NumberForm, RosterForm
from programs.models import Batch, BatchState, Roster
from programs.rosters import drafts
from programs.rosters.plan import REFUSED, WORDS, Outcome, plan
from programs.rosters.table import COLUMNS, MAX_ROWS

PAGE_SIZE = 25
TONES = {"seat": "good", "queue": "warn", "later": "fair", "already": ""}


def _enroller(request: HttpRequest) -> tuple[Access, Account]:
    access = access_of(request)
    require(may_enroll_others(access))
    assert access.account is not None
    return access, access.account


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Choose a file; each row is looked at and told, nobody is enrolled."""
    _access, owner = _enroller(request)
    known = Batch.objects.exclude(state=BatchState.DRAFT).select_related("program")
    batch = get_object_or_404(known, pk=batch_id)
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = drafts.keep(batch=batch, content=file.read(), filename=file.name, owner=owner, now=timezone.now())
        except DomainError as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("roster", roster_id=kept.pk)
    context = {"form": form, "batch": batch, "columns": COLUMNS, "max_rows": MAX_ROWS}
    return render(request, "programs/roster_upload.html", context)


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The empty table to fill."""
    _enroller(request)
    headers = {"Content-Disposition": 'attachment; filename="daftar-peserta.xlsx"'}
    return HttpResponse(empty_table(COLUMNS), content_type=CONTENT_TYPE, headers=headers)


@require_GET
def roster(request: HttpRequest, roster_id: int) -> HttpResponse:
    """What each row would lead to, or led to."""
    kept = _visible(request, roster_id)
    outcomes = drafts.outcomes_of(kept)
    counts = Counter(one.kind for one in outcomes)
    kind = request.GET.get("hasil", "")
    shown = [one for one in outcomes if one.kind == kind] if kind in WORDS else outcomes
    context = {
        "roster": kept,
        "rows": len(outcomes),
        "good": sum(one.good for one in outcomes),
        "kinds": [(one, str(WORDS[one]), counts[one], TONES.get(one, "bad")) for one in WORDS if counts[one]],
        "kind": kind,
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "query": f"hasil={kind}" if kind in WORDS else "",
        "expired": kept.applied_at is None and kept.expires_at <= timezone.now(),
    }
    return render(request, "programs/roster.html", context)


@require_POST
def apply(request: HttpRequest, roster_id: int) -> HttpResponse:
    """Enroll everyone whose row is good."""
    _access, account = _enroller(request)
    kept = _visible(request, roster_id)
    before = kept.applied_at
    try:
        done = drafts.apply(roster=kept, by=account, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        good = sum(one.good for one in drafts.outcomes_of(done))
        if before is not None:
            messages.info(request, _("Daftar ini sudah diterapkan sebelumnya. Tidak ada yang berubah."))
        else:
            messages.success(request, _("%(n)d pegawai didaftarkan.") % {"n": good})
    return redirect("roster", roster_id=roster_id)


@require_http_methods(["GET", "POST"])
def enroll(request: HttpRequest, batch_id: int) -> HttpResponse:
    """BKPSDM enrolls one person by number: first what it leads to, then one press."""
    access = access_of(request)
    require(may_run_programs(access))
    batch = get_object_or_404(Batch.objects.select_related("program"), pk=batch_id)
    sent: Any = request.POST or request.GET or None
    form = NumberForm(sent)
    outcome = None
    if sent and form.is_valid():
        if request.method == "POST":
            return _enroll(request, batch, form.cleaned_data)
        outcome = _foreseen(batch, form.cleaned_data["nomor"], access)
    context = {"batch": batch, "form": form, "outcome": outcome, "needs_reason": bool(outcome and _exempts(outcome))}
    return render(request, "programs/hr_enroll.html", context)


def _foreseen(batch: Batch, number: str, access: Access) -> Outcome:
    [outcome] = plan(batch, [drafts.line_of(number)], access, now=timezone.now())
    return outcome


def _exempts(outcome: Outcome) -> bool:
    """Whether HR may let this person in with a reason: refused by the batch's rules alone."""
    return outcome.kind == REFUSED and bool(outcome.unit)


def _enroll(request: HttpRequest, batch: Batch, wish: dict[str, str]) -> HttpResponse:
    account = access_of(request).account
    assert account is not None
    try:
        done = drafts.enroll_one(
            batch=batch, number=wish["nomor"], by=account, exception=wish["alasan"], now=timezone.now()
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("hr_enroll", batch_id=batch.pk)
    tell = messages.success if done.good else messages.warning
    turn = _("urutan ke-%(place)d") % {"place": done.place}
    place = f" ({turn})" if done.place else ""
    tell(request, f"{done.name or wish['nomor']}: {done.word}{place}. {done.text}".strip())
    return redirect("hr_enroll", batch_id=batch.pk)


def _visible(request: HttpRequest, roster_id: int) -> Roster:
    access, _account = _enroller(request)
    visible = Roster.objects.visible_to(access).select_related("batch__program", "owner", "applied_by")
    return get_object_or_404(visible, pk=roster_id)
