"""A unit's figure by service, and its answers by way in; a service with few answers stays hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from surveys.figures import Figure, Rules, Tally, estimate, figure_of
from surveys.models import Channel, DailyRollup, Service, SetAside, SetAsideReason


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service; its figure is None where it stays hidden."""

    name: str
    figure: Figure | None


def services_of(*, unit_id: int, first: date, last: date, rules: Rules, unnamed: str) -> tuple[ServiceLine, ...]:
    """The unit's services that have answers, most answers first, then those hidden by name; two queries.

    Hidden are services with fewer answers than the minimum, and as many more, the smallest first, as it takes that
    the hidden ones together have enough: else the one hidden service could be had by subtraction. `unnamed` is the
    name of answers without a service. Empty when all answers belong to one group.
    """
    tallies = _tallies(unit_id, first, last, rules)
    if len(tallies) < 2:
        return ()
    names = dict(Service.objects.filter(unit_id=unit_id).values_list("pk", "name"))
    figures = [
        (names.get(service or 0, unnamed), figure_of(estimate(tally, rules), rules, count=tally.count))
        for service, tally in tallies.items()
    ]
    figures.sort(key=lambda line: (-line[1].count, line[0]))
    shown = _how_many_are_shown([figure for _name, figure in figures], rules.minimum_answers)
    hidden = sorted(name for name, _figure in figures[shown:])
    return (*(ServiceLine(*line) for line in figures[:shown]), *(ServiceLine(name, None) for name in hidden))


def _how_many_are_shown(figures: Sequence[Figure], minimum: int) -> int:
    """How many of the figures, the largest first, can be shown."""
    shown = sum(figure.is_shown for figure in figures)
    if shown == len(figures):
        return shown
    while shown and sum(figure.count for figure in figures[shown:]) < minimum:
        shown -= 1
    return shown


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
