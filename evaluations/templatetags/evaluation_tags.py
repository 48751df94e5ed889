"""The tabs of evaluation, for its pages."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from evaluations.tabs import tabs_of
from people.access import access_of

register = template.Library()


@register.inclusion_tag("components/tabs.html", takes_context=True)
def evaluation_tabs(context: dict[str, Any]) -> dict[str, Any]:
    """The parts of evaluation that the visitor may read, the present one marked."""
    request = context["request"]
    route = request.resolver_match.url_name if request.resolver_match else None
    return {"tabs": tabs_of(access_of(request), route), "label": _("Bagian evaluasi")}
