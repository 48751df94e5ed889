"""HR's help with accounts: a new code, a reset."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from people import activation
from people.access import access_of, require
from people.models import Account


@never_cache
@require_POST
def new_code(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give an account that waits a new code and show it once."""
    access = access_of(request)
    require(access.is_hr)
    account = get_object_or_404(Account, pk=account_id, employee__isnull=False)
    try:
        code = activation.issue_code(account=account, by=access.account, now=timezone.now())
    except activation.ActivationError as refusal:
        messages.warning(request, refusal.message)
        return redirect("employee", employee_id=account.employee_id)
    return _show(request, account, code)


@never_cache
def reset(request: HttpRequest, account_id: int) -> HttpResponse:
    """Ask, then take back password and second factor, and show the new code once."""
    access = access_of(request)
    require(access.is_hr)
    account = get_object_or_404(Account, pk=account_id, employee__isnull=False)
    if request.method != "POST":
        return render(request, "people/account_reset.html", {"account": account})
    try:
        code = activation.reset(account=account, by=access.account, now=timezone.now())
    except activation.ActivationError as refusal:
        messages.warning(request, refusal.message)
        return redirect("employee", employee_id=account.employee_id)
    return _show(request, account, code)


def _show(request: HttpRequest, account: Account, code: str) -> HttpResponse:
    days = activation.VALID_FOR.days
    return render(
        request, "people/account_code.html", {"account": account, "code": activation.in_groups(code), "days": days}
    )
