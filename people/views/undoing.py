"""HR takes back what was recorded for a later day and has not begun."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people import assignments, headships
from people.access import access_of, require
from people.models import Assignment, Headship
from people.views.deeds import Deed, perform


def undo_assignment(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Take back an assignment to come."""
    access = access_of(request)
    require(access.is_hr)
    assignment = get_object_or_404(Assignment.objects.select_related("employee", "unit"), pk=assignment_id)
    deed = Deed(
        title=_("Batalkan penempatan %(name)s") % {"name": assignment.employee},
        lead=_("Penempatan di %(unit)s yang belum berlaku dihapus. Penempatan sebelumnya berlanjut seperti semula.")
        % {"unit": assignment.unit},
        button=_("Batalkan penempatan"),
        done=_("Penempatan %(name)s yang belum berlaku dibatalkan.") % {"name": assignment.employee},
        back=reverse("employee", args=[assignment.employee_id]),
        danger=True,
    )
    act = partial(assignments.undo, assignment=assignment, by=access.account, now=timezone.now())
    return perform(request, deed, _nothing_to_fill(request), act)


def undo_headship(request: HttpRequest, headship_id: int) -> HttpResponse:
    """Take back a headship to come."""
    access = access_of(request)
    require(access.is_hr)
    headship = get_object_or_404(Headship.objects.select_related("employee", "unit"), pk=headship_id)
    deed = Deed(
        title=_("Batalkan kepala %(unit)s") % {"unit": headship.unit},
        lead=_("%(name)s tidak jadi menjabat. Kepala sebelumnya berlanjut seperti semula.")
        % {"name": headship.employee},
        button=_("Batalkan penetapan"),
        done=_("Penetapan kepala %(unit)s dibatalkan.") % {"unit": headship.unit},
        back=reverse("employee", args=[headship.employee_id]),
        danger=True,
    )
    act = partial(headships.undo, headship=headship, by=access.account, now=timezone.now())
    return perform(request, deed, _nothing_to_fill(request), act)


def _nothing_to_fill(request: HttpRequest) -> forms.Form:
    return forms.Form(request.POST if request.method == "POST" else None)
