"""Which reports come without asking."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluations.access import may_read_reports
from evaluations.reporting.subscriptions import SubscriptionError, choose, offers_to
from people.access import access_of, require


@require_http_methods(["GET", "HEAD", "POST"])
def report_subscriptions(request: HttpRequest) -> HttpResponse:
    """What the visitor is sent, and what else there is; a POST has one sent, or stops it."""
    access = access_of(request)
    require(may_read_reports(access))
    if request.method != "POST":
        offers = offers_to(access)
        context = {
            "sent": [each for each in offers if each.is_wanted],
            "others": [each for each in offers if not each.is_wanted],
        }
        return render(request, "evaluations/reports/subscriptions.html", context)
    wanted = request.POST.get("wanted") == "1"
    given = {name: request.POST.get(name, "") for name in ("occasion", "kind", "key")}
    try:
        choose(access=access, **given, wanted=wanted, now=timezone.now())
    except SubscriptionError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(
            request, _("Laporan ini akan dikirim kepada Anda.") if wanted else _("Laporan ini tidak dikirim lagi.")
        )
    return redirect("report_subscriptions")
