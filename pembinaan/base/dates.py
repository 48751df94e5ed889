"""Days and months of the city, whatever zone the reader or the server is in."""

from datetime import date, datetime

from django.utils import formats, timezone


def city_day(moment: datetime) -> date:
    """The city's calendar day (settings.TIME_ZONE) at an aware moment."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def today() -> date:
    """The city's day now; for views and tasks, never for use cases, which are told."""
    return city_day(timezone.now())


def moment_in_words(moment: datetime) -> str:
    """An aware moment as the city says it: "9 Maret 2026, 08.00 WIB"."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return f"{formats.date_format(local, 'j F Y')}, {local:%H.%M} {local:%Z}"


def clock_in_words(moment: datetime) -> str:
    """An aware moment's time of day as the city says it: "08.00 WIB"."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return f"{local:%H.%M} {local:%Z}"


def days_in_words(first: date, last: date) -> str:
    """A stretch of days without repeating what is the same: "25–26 November 2026"."""
    end = formats.date_format(last, "j F Y")
    if first == last:
        return end
    if first.year != last.year:
        return f"{formats.date_format(first, 'j F Y')} – {end}"
    if first.month != last.month:
        return f"{formats.date_format(first, 'j F')} – {end}"
    return f"{first.day}–{end}"


def hours_in_words(begins: datetime, ends: datetime) -> str:
    """A meeting's hours on its day: "9 Maret 2026, 08.00–15.30 WIB"."""
    last = timezone.localtime(ends, timezone.get_default_timezone())
    first = timezone.localtime(begins, timezone.get_default_timezone())
    day = days_in_words(first.date(), last.date())
    return f"{day}, {first:%H.%M}–{last:%H.%M} {last:%Z}"
