"""The list of employees as a file."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import spreadsheets
from people.access import access_of, require
from people.forms.records import EmployeeFilter
from people.queries import directory, units_to_choose_from


@require_GET
def employees_file(request: HttpRequest) -> HttpResponseBase:
    """Everybody whom the visitor may see and the page's filters leave, with the present post."""
    access = access_of(request)
    require(access.is_hr or access.is_head)
    form = EmployeeFilter(request.GET, units=units_to_choose_from(access))
    header = [_("Nama"), _("NIP / NI PPPK"), _("Status"), _("Unit kerja"), _("Jabatan"), _("Surel")]
    rows = (
        (
            person.name,
            person.number or "",
            person.get_status_display(),
            post.unit.name if post else "",
            post.position.name if post else "",
            person.email,
        )
        for person in directory(access=access, **form.chosen()).iterator(spreadsheets.CHUNK)
        for post in [next(iter(person.present_posts), None)]  # type: ignore[attr-defined]
    )
    return spreadsheets.table(name=_("pegawai"), title=_("Pegawai"), header=header, rows=rows)
