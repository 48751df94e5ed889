"""What a deed came to, in words."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Headship


def after_appointing(headship: Headship) -> str:
    """Who leads the unit now and as what, and what became of the one before."""
    values = {"name": headship.employee, "unit": headship.unit}
    said = _("%(name)s tercatat sebagai kepala %(unit)s.") % values
    if headship.acting:
        said = _("%(name)s tercatat sebagai Plt./Plh. kepala %(unit)s.") % values
    return " ".join([said, *_the_one_before(headship)])


def _the_one_before(headship: Headship) -> list[str]:
    eve = headship.starts_on - timedelta(days=1)
    of_unit = Headship.objects.filter(unit=headship.unit_id).select_related("employee")
    said = []
    former = of_unit.filter(acting=headship.acting, ends_on=eve).first()
    if former:
        ended = (
            _("%(name)s berakhir sebagai Plt./Plh. pada %(day)s.")
            if headship.acting
            else _("%(name)s berakhir sebagai kepala pada %(day)s.")
        )
        said.append(ended % {"name": former.employee, "day": date_format(eve, "j F Y")})
    definitive = of_unit.on(headship.starts_on).filter(acting=False).first() if headship.acting else None
    if definitive:
        said.append(_("%(name)s tetap kepala definitif.") % {"name": definitive.employee})
    return said
