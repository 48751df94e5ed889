"""Stating how many people a unit serves in a period: one number, last year's again, or a list of all units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.errors import DomainError
from people.audit import acting
from people.models import Account, Unit
from surveys.models import Population, Service
from surveys.periods import Span, ensure_period


class PopulationError(DomainError):
    """A number of service users is not taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person states of one unit, or of one of its services (None: the whole unit)."""

    unit: Unit
    service: Service | None
    users: int
    source: str
    stated_target: int | None = None
    reason: str = ""


def state(*, stated: Stated, span: Span, by: Account | None, now: datetime) -> Population:
    """Keep the number for a period; a number that was there is replaced, and its history kept.

    Raises PopulationError when the number, its source or the target does not hold.
    """
    return state_all(stated=[stated], span=span, by=by, now=now)[0]


def state_all(*, stated: Sequence[Stated], span: Span, by: Account | None, now: datetime) -> list[Population]:
    """Keep the numbers of several units for one period, all of them or none.

    Raises PopulationError when one of them does not hold.
    """
    for one in stated:
        if one.service is not None and one.service.unit_id != one.unit.pk:
            raise PopulationError(
                _("Layanan %(service)s bukan milik %(unit)s.") % {"service": one.service, "unit": one.unit}
            )
    with transaction.atomic(), acting(by, "state population"), refusing_with(PopulationError):
        period = ensure_period(span)
        return [
            Population.objects.update_or_create(
                unit=one.unit,
                service=one.service,
                period=period,
                defaults={
                    "users": one.users,
                    "source": one.source.strip(),
                    "stated_target": one.stated_target,
                    "reason": one.reason.strip(),
                    "entered_by": by,
                    "entered_at": now,
                },
            )[0]
            for one in stated
        ]


def changes_of(*, stated: Sequence[Stated], span: Span) -> list[Stated]:
    """Those that say something else than what a period has already; one query.

    A list of all units comes back mostly as it went out, and who stated the rest stays who stated it.
    """
    rows = Population.objects.filter(period__code=span.code)
    known = {(row.unit_id, row.service_id): (row.users, row.source, row.stated_target, row.reason) for row in rows}
    return [
        one
        for one in stated
        if known.get((one.unit.pk, one.service.pk if one.service else None))
        != (one.users, one.source.strip(), one.stated_target, one.reason.strip())
    ]


def copy_last_year(*, unit: Unit, span: Span, by: Account | None, now: datetime) -> int:
    """Take over the numbers of the same months a year before where none is stated yet; return how many.

    Raises PopulationError when there is nothing to take over.
    """
    before = span.a_year_before()
    known = set(Population.objects.filter(unit=unit, period__code=span.code).values_list("service_id", flat=True))
    rows = Population.objects.filter(unit=unit, period__code=before.code).select_related("service").order_by("pk")
    copies = [
        Stated(unit, row.service, row.users, _source(row.source, before), row.stated_target, row.reason)
        for row in rows
        if row.service_id not in known
    ]
    if not copies:
        raise PopulationError(_("Tidak ada angka %(period)s yang dapat disalin.") % {"period": before.label})
    return len(state_all(stated=copies, span=span, by=by, now=now))


def remove(*, population: Population, by: Account | None) -> None:
    """Take a number away that was stated by mistake; its history stays."""
    with transaction.atomic(), acting(by, "remove population"):
        population.delete()


def _source(source: str, span: Span) -> str:
    """The source of a number that was taken over, saying from which period, within the column's length."""
    words = _("%(source)s (disalin dari %(period)s)") % {"source": source, "period": span.label}
    return words if len(words) <= 200 else source
