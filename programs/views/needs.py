"""Needs: an employee states a gap; heads and BKPSDM see the gaps by unit."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pembinaan.base.dates import today
from people.access import access_of, require
from people.models import Employee
from programs.errors import NeedError
from programs.forms import NeedForm
from programs.models import Need
from programs.plans import needs

PAGE_SIZE = 25


@require_http_methods(["GET", "POST"])
def my_needs(request: HttpRequest) -> HttpResponse:
    """My stated gaps, and the form to state one."""
    account = access_of(request).account
    require(account is not None and account.employee is not None)
    assert account is not None
    assert isinstance(account.employee, Employee)
    form = NeedForm(
        request.POST or None, instance=Need(employee=account.employee), initial={"year": today().year + 1, "gap": 2}
    )
    if request.method == "POST" and form.is_valid():
        try:
            needs.state(need=form.instance, by=account, now=timezone.now())
        except NeedError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Kebutuhan Anda tercatat dan terlihat oleh BKPSDM."))
            return redirect("my_needs")
    mine = Need.objects.filter(employee=account.employee).order_by("-year", "competency")
    page = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "programs/my_needs.html", {"form": form, "page": page})


@require_POST
def withdraw_need(request: HttpRequest, need_id: int) -> HttpResponse:
    """Take one of my needs back."""
    access = access_of(request)
    require(access.employee_id is not None)
    need = get_object_or_404(Need, pk=need_id, employee_id=access.employee_id)
    try:
        needs.withdraw(need=need, by=access.account, now=timezone.now())
    except NeedError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Kebutuhan ditarik."))
    return redirect("my_needs")
