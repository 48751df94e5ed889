"""Publishing everything that is ready in a period: units, then sectors and the city; at once, or as a job."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from documents.jobs import Progress, does, start
from documents.models import Job, StoredFile
from pembinaan.base.dates import city_day
from people.models import Account, Unit
from surveys.periods import Span, span_of
from surveys.publications.checks import gate
from surveys.publications.publishing import Outcome, publish_groups, publish_units

KIND: Final = "surveys.publish_period"
AT_ONCE: Final = 25
"""So many units are published in one transaction; more than that is a job."""


def publish_period(
    *,
    units: Collection[Unit],
    span: Span,
    by: Account | None,
    now: datetime,
    report: Callable[[int], None] | None = None,
) -> Outcome:
    """Publish a period of units, then of the sectors and the city; what is published already stays as it is.

    Each transaction takes some units, so that an interrupted run goes on where it stopped. Raises PublicationError
    while the period or its days of grace run.
    """
    listed = sorted(units, key=lambda unit: unit.pk)
    found = []
    for place in range(0, len(listed), AT_ONCE):
        found.append(publish_units(units=listed[place : place + AT_ONCE], span=span, by=by, now=now))
        if report:
            report(min(place + AT_ONCE, len(listed)))
    found.append(publish_groups(span=span, by=by, now=now))
    return Outcome(
        tuple(one for outcome in found for one in outcome.published),
        tuple(one for outcome in found for one in outcome.refused),
    )


def start_publishing(*, units: Collection[Unit], span: Span, by: Account, now: datetime) -> Job:
    """Ask the worker to publish a period of many units."""
    gate(span, city_day(now))
    title = _("Mengumumkan %(period)s") % {"period": span.label}
    arguments = {"period": span.code, "units": sorted(unit.pk for unit in units)}
    return start(kind=KIND, title=title, arguments=arguments, by=by, now=now)


def _work(job: Job, progress: Progress) -> StoredFile | None:
    units = list(Unit.objects.without_tree_fields().filter(pk__in=job.arguments["units"]).order_by("pk"))
    publish_period(
        units=units,
        span=span_of(job.arguments["period"]),
        by=job.started_by,
        now=job.sign_of_life_at or job.requested_at,
        report=lambda done: progress.report(done=done, total=len(units)),
    )
    return None


def register() -> None:
    """Tell the worker how this kind of job is done."""
    does(KIND, _work)
