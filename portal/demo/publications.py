"""Past periods as BKPSDM published them: two years of quarters, a full year, and one quarter again for late answers."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from people.models import Account, Unit
from portal.demo.city import City
from surveys.models import Channel, PeriodKind, Publication, Response
from surveys.periods import Span, ending_with, quarter_of
from surveys.publications.batch import publish_period
from surveys.publications.published import last_day_of_grace
from surveys.publications.publishing import publish_new_version
from surveys.publications.scopes import city_scope, sector_scope, unit_scope
from surveys.rollups import fold_all

QUARTERS = 9
LATE_UNIT, LATE_ANSWERS = "153", 16
LATE_REASON = "16 jawaban dari tablet puskesmas keliling baru terkirim setelah masa tunggu."
NAMESPACE = UUID("5f0c2c1e-55a1-4a0e-8f4e-0c6d1c1c6f10")


def make_publications(city: City) -> int:
    """Publish what was over long enough on the demo's day; return how many late answers came after it."""
    by = Account.objects.get(pk=city.accounts[city.personas["hr"]])
    units = list(Unit.objects.without_tree_fields().order_by("pk"))
    quarters = [span for span in ending_with(quarter_of(city.today), QUARTERS) if _morning_after(span) < _now(city)]
    years = [Span(year, PeriodKind.YEAR, 1) for year in sorted({span.year for span in quarters if span.number == 4})][
        -1:
    ]
    # By the day of publishing, so that a year is formed from its quarters.
    for span in sorted([*quarters, *years], key=lambda span: (span.last, len(span.months))):
        publish_period(units=units, span=span, by=by, now=_morning_after(span))
    return _late(city, quarters[-1], by) if quarters else 0


def _late(city: City, span: Span, by: Account) -> int:
    """Answers of a tablet that came after the figure was published, and the new version of it."""
    unit = Unit.objects.without_tree_fields().get(code=LATE_UNIT)
    known = Response.objects.filter(unit=unit, day__range=(span.first, span.last)).order_by("pk")[:LATE_ANSWERS]
    if len(known) < LATE_ANSWERS or not Publication.objects.filter(unit=unit, period_code=span.code).exists():
        return 0
    with transaction.atomic():
        for number, answer in enumerate(known):
            answer.pk = None
            answer.client_id = uuid5(NAMESPACE, str(number))
            answer.channel, answer.comment = Channel.OFFLINE, ""
            answer.device = answer.device_clock_at = None
        Response.objects.bulk_create(known)
    fold_all()
    now = _morning_after(span) + timedelta(days=6)
    if now < _now(city):
        for scope in (unit_scope(unit), sector_scope(unit.sector), city_scope()):
            publish_new_version(scope=scope, span=span, reason=LATE_REASON, by=by, now=now)
    return LATE_ANSWERS


def _morning_after(span: Span) -> datetime:
    """The morning of the first day on which a period may be published."""
    return _at(last_day_of_grace(span) + timedelta(days=1))


def _now(city: City) -> datetime:
    return _at(city.today)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo(settings.TIME_ZONE))
