"""The tabs of evaluation, for its pages."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from evaluations.access import may_read_report
from evaluations.reporting.scopes import Scope, ScopeKind
from evaluations.tabs import tabs_of
from people.access import access_of

register = template.Library()


@register.inclusion_tag("evaluations/reporting/link.html", takes_context=True)
def report_link(context: dict[str, Any], kind: str, key: object) -> dict[str, Any]:
    """A link to the report about something, for those who may read it."""
    day = access_of(context["request"]).day
    scope = Scope(ScopeKind(kind), str(key), day, day)
    return {"kind": kind, "key": key, "may_read": may_read_report(access_of(context["request"]), scope)}


@register.inclusion_tag("components/tabs.html", takes_context=True)
def evaluation_tabs(context: dict[str, Any]) -> dict[str, Any]:
    """The parts of evaluation that the visitor may read, the present one marked."""
    request = context["request"]
    route = request.resolver_match.url_name if request.resolver_match else None
    return {"tabs": tabs_of(access_of(request), route), "label": _("Bagian evaluasi")}
