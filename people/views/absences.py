"""A head is away and names a deputy; HR does it for a head who cannot."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people import absences
from people.access import access_of, require
from people.forms.absences import AbsenceForm
from people.models import Absence, Employee
from people.views.deeds import Deed, perform

SHOWN = 25


@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """My own absences, and a new one."""
    access = access_of(request)
    require(access.is_head)
    assert access.account is not None
    assert access.account.employee is not None
    return _page(request, access.account.employee)


@require_http_methods(["GET", "POST"])
def of_employee(request: HttpRequest, employee_id: int) -> HttpResponse:
    """The absences of a head, kept by HR."""
    require(access_of(request).is_hr)
    return _page(request, get_object_or_404(Employee, pk=employee_id))


def _page(request: HttpRequest, head: Employee) -> HttpResponse:
    access = access_of(request)
    form = AbsenceForm(
        request.POST or None,
        candidates=absences.candidates(head, access.day),
        initial={"starts_on": access.day, "ends_on": access.day},
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = absences.record(employee=head, by=access.account, now=timezone.now(), **form.cleaned_data)
        except absences.AbsenceError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _recorded(kept))
            return redirect(request.path)
    known = Absence.objects.filter(employee=head).select_related("deputy", "recorded_by")
    context = {
        "head": head,
        "form": form,
        "own": access.employee_id == head.pk,
        "day": access.day,
        "absences": known.order_by("-starts_on", "-pk")[:SHOWN],
    }
    return render(request, "people/absences.html", context)


def _recorded(absence: Absence) -> str:
    if absence.deputy is None:
        return _("Tercatat. Selama itu permohonan diputuskan oleh atasan berikutnya.")
    return _("Tercatat. %(deputy)s diberi tahu dan dapat memutuskan selama itu.") % {"deputy": absence.deputy.name}


def end(request: HttpRequest, absence_id: int) -> HttpResponse:
    """End an absence today, or take back one to come."""
    access = access_of(request)
    absence = get_object_or_404(Absence.objects.select_related("employee"), pk=absence_id)
    mine = access.employee_id is not None and access.employee_id == absence.employee_id
    require(access.is_hr or mine)
    begun = absence.starts_on <= access.day
    deed = Deed(
        title=_("Akhiri sekarang?") if begun else _("Batalkan rencana ini?"),
        lead=_("Mulai hari ini %(name)s kembali memutuskan sendiri, tanpa wakil.") % {"name": absence.employee}
        if begun
        else _("Catatan yang belum berlaku ditarik. Riwayatnya tetap terlihat."),
        button=_("Akhiri sekarang") if begun else _("Batalkan rencana"),
        done=_("Tercatat."),
        back=reverse("absences") if mine else reverse("employee_absences", args=[absence.employee_id]),
    )
    form = forms.Form(request.POST if request.method == "POST" else None)
    return perform(request, deed, form, partial(absences.end, absence=absence, by=access.account, now=timezone.now()))
