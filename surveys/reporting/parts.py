"""A unit's figure by service, and its answers by way in; a service with few answers stays hidden."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from surveys.figures import Figure, Rules, Tally, estimate, figure_of
from surveys.models import Channel, DailyRollup, Service, SetAside, SetAsideReason
from surveys.publications.suppression import shown_parts


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service; its figure is None where it stays hidden."""

    name: str
    figure: Figure | None


def services_of(*, unit_id: int, first: date, last: date, rules: Rules, unnamed: str) -> tuple[ServiceLine, ...]:
    """The unit's services that have answers, most answers first, then those hidden by name; two queries.

    Hidden are services with few answers, and others with which those could be had by subtraction. `unnamed` is the
    name of answers without a service. Empty when all answers belong to one group.
    """
    tallies = _tallies(unit_id, first, last, rules)
    if len(tallies) < 2:
        return ()
    names = dict(Service.objects.filter(unit_id=unit_id).values_list("pk", "name"))
    shown = shown_parts({service: tally.count for service, tally in tallies.items()}, rules.minimum_answers)
    lines = [
        ServiceLine(
            names.get(service or 0, unnamed),
            figure_of(estimate(tally, rules), rules, count=tally.count) if service in shown else None,
        )
        for service, tally in tallies.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.figure.count if line.figure else 0, line.name)))


def _tallies(unit_id: int, first: date, last: date, rules: Rules) -> dict[int | None, Tally]:
    rows: Any = DailyRollup.objects.filter(unit_id=unit_id, day__range=(first, last), version_id__in=rules.versions)
    rows = rows.values_list("service_id", "version_id").order_by("service_id", "version_id")
    rows = rows.annotate(Sum("count"), Sum("score_sum"), Sum("score_squares")).filter(count__sum__gt=0)
    tallies: dict[int | None, Tally] = {}
    for service, *scores in rows:
        tallies.setdefault(service, Tally()).add(*(int(score) for score in scores))
    return tallies


def ways_in(*, unit_id: int, first: date, last: date, rules: Rules) -> list[tuple[str, int]]:
    """How many answers came by each way in, in the ways' own order; one query."""
    rows: Any = DailyRollup.objects.filter(unit_id=unit_id, day__range=(first, last), version_id__in=rules.versions)
    counts = dict(rows.values_list("channel").annotate(Sum("count")).order_by("channel"))
    return [(str(label), int(counts[channel])) for channel, label in Channel.choices if counts.get(channel)]


def set_aside_by_reason(*, unit_id: int, first: date, last: date) -> list[tuple[str, int]]:
    """How many answers do not count, by reason; one query."""
    aside: Any = SetAside.objects.in_force().filter(unit=unit_id, day__range=(first, last))
    counts = dict(aside.values_list("reason").annotate(Count("pk")).order_by("reason"))
    return [(str(label), counts[reason]) for reason, label in SetAsideReason.choices if reason in counts]
