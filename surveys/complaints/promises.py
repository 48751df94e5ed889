"""How long the city promises to take: working days are Monday to Friday, public holidays are not left out."""

from datetime import date, timedelta

SATURDAY = 5


def promised_day(received: date, working_days: int) -> date:
    """The last day on which an answer is in time; the day of arrival doesn't count."""
    day = received
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < SATURDAY
    return day


def half_way(received: date, due: date) -> date:
    """The day on which half of the promised time is gone."""
    return received + (due - received) / 2
