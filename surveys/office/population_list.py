"""The list of all units and services with what is stated of them: filled by HR, and read by `population_table`."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from documents import spreadsheets
from people.models import Unit
from surveys.models import Population, Service
from surveys.office import population_table as columns
from surveys.periods import Span

NAME = "nama"
HEADER = (
    columns.CODE,
    columns.SERVICE,
    NAME,
    columns.USERS,
    columns.SOURCE,
    columns.TARGET,
    columns.REASON,
)


def answer(*, span: Span, day: date) -> FileResponse:
    """Answer with the list of a period as a file that can be uploaded again; three queries."""
    title = _("Pengguna layanan %(period)s") % {"period": span.label}
    return spreadsheets.table(name=title, title=title, header=HEADER, rows=_rows(span, day))


def _rows(span: Span, day: date) -> Iterator[tuple[Any, ...]]:
    stated = {
        (row.unit_id, row.service_id): row for row in Population.objects.filter(period__code=span.code).order_by("pk")
    }
    services: dict[int, list[Service]] = {}
    for service in Service.objects.on(day).order_by("name", "pk"):
        services.setdefault(service.unit_id, []).append(service)
    for unit in Unit.objects.without_tree_fields().on(day).order_by("name", "pk"):
        yield _row(unit, None, stated.get((unit.pk, None)))
        for service in services.get(unit.pk, []):
            yield _row(unit, service, stated.get((unit.pk, service.pk)))


def _row(unit: Unit, service: Service | None, known: Population | None) -> tuple[Any, ...]:
    name = f"{unit.name} · {service.name}" if service else unit.name
    start = (unit.code, service.code if service else "", name)
    if known is None:
        return (*start, None, "", None, "")
    return (*start, known.users, known.source, known.stated_target, known.reason)
