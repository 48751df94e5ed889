"""Days and months of the city, whatever zone the reader or the server is in."""

from datetime import date, datetime

from django.utils import timezone


def city_day(moment: datetime) -> date:
    """The city's calendar day (settings.TIME_ZONE) at an aware moment."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def today() -> date:
    """The city's day now; for views and tasks, never for use cases, which are told."""
    return city_day(timezone.now())
