"""What a unit's dashboard shows, read from the roll-ups with a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from people.models import Unit
from surveys.complaints.queries import ComplaintCounts, complaint_counts
from surveys.figures import Change, Figure, Rules, change_between, estimate, figure_of
from surveys.models import Channel, ImprovementPlan, Publication, Service, SetAside
from surveys.office.advice import Advice, Facts, advice
from surveys.office.bars import Bars, bars_of
from surveys.office.progress import Progress, progress_of
from surveys.office.readings import Reading, read
from surveys.periods import Span, ending_with, named_span, span_of
from surveys.reports import figure, rules_on, versions_in_use
from surveys.targets import period_kind_on, span_around, target_of

OFFERED = 6


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service with its figure; `name` is empty for answers without a service."""

    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class WayLine:
    """One way in: how many answers, and the whole percent of all."""

    words: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A unit's survey in one period, as of a day."""

    span: Span
    offers: tuple[Span, ...]
    rules: Rules
    figure: Figure
    previous: Span
    change: Change | None
    today: int
    progress: Progress | None
    services: list[ServiceLine]
    ways: list[WayLine]
    bars: Bars
    set_aside: int
    complaints: ComplaintCounts
    published: Publication | None
    """The unit's latest published period, in its newest version."""
    advice: list[Advice]
    is_running: bool

    @property
    def published_span(self) -> Span | None:
        """The period of the latest publication."""
        return span_of(self.published.period_code) if self.published else None


def wanted_span(code: str, day: date) -> Span:
    """The period that an address names, else the one that the city's rule puts around the day."""
    return named_span(code) or span_around(day, period_kind_on(day))


def offers_around(span: Span, day: date) -> tuple[Span, ...]:
    """The latest periods of the same kind up to the running one, latest first, and the shown one among them."""
    running = ending_with(span_around(day, span.kind), OFFERED)[::-1]
    return tuple(running if span in running else [*running, span])


def dashboard_of(*, unit: Unit, span: Span, day: date) -> Dashboard:
    """Everything on a unit's dashboard for a period; the same number of queries at any number of answers."""
    rules = rules_on(min(span.last, day), versions_in_use())
    found = figure(unit_ids=[unit.pk], first=span.first, last=span.last, rules=rules)
    previous = span.before()
    earlier = figure(unit_ids=[unit.pk], first=previous.first, last=previous.last, rules=rules)
    reading = read(unit_id=unit.pk, span=span, rules=rules)
    target = target_of(unit_ids=[unit.pk], span=span).get(unit.pk)
    progress = progress_of(count=found.count, target=target, span=span, day=day)
    complaints = complaint_counts(unit_ids=[unit.pk], first=span.first, last=span.last, day=day)
    ever = complaint_counts(unit_ids=[unit.pk], first=date.min, last=day, day=day)
    plans = list(ImprovementPlan.objects.filter(unit=unit).select_related("element").order_by("due_on", "pk"))
    facts = Facts(day, span, progress, max(reading.days, default=None), found.weakest, plans, ever.overdue)
    return Dashboard(
        span=span,
        offers=offers_around(span, day),
        rules=rules,
        figure=found,
        previous=previous,
        change=change_between(found, earlier),
        today=reading.days.get(day, 0),
        progress=progress,
        services=_services(unit, reading, rules),
        ways=_ways(reading),
        bars=bars_of(days=reading.days, span=span, until=day),
        set_aside=SetAside.objects.in_force().suspected().filter(unit=unit, day__range=(span.first, span.last)).count(),
        complaints=complaints,
        published=Publication.objects.filter(unit=unit).order_by("-ends_on", "-version").first(),
        advice=advice(facts),
        is_running=facts.is_running,
    )


def _services(unit: Unit, reading: Reading, rules: Rules) -> list[ServiceLine]:
    """The services with answers, most answers first; those without a service last."""
    names: dict[int | None, str] = dict(Service.objects.filter(unit=unit).values_list("pk", "name"))
    lines = [
        ServiceLine(names.get(key, ""), figure_of(estimate(tally, rules), rules, count=tally.count))
        for key, tally in reading.services.items()
    ]
    return sorted(lines, key=lambda line: (not line.name, -line.figure.count, line.name))


def _ways(reading: Reading) -> list[WayLine]:
    """The ways in with answers, most answers first."""
    ways = sorted(reading.ways.items(), key=lambda way: -way[1])
    return [WayLine(str(Channel(way).label), count, round(100 * count / reading.count)) for way, count in ways]
