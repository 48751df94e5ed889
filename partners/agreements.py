"""Which agreements hold, and for how long."""

from datetime import date

from django.db.models import QuerySet

from partners.models import Agreement

# Days before the end at which an agreement is shown as about to end.
SOON_DAYS = 90


def by_end() -> QuerySet[Agreement]:
    """All agreements with their partners, the latest end first."""
    return Agreement.objects.select_related("institution").order_by("-ends_on", "number")


def days_left(agreement: Agreement, day: date) -> int:
    """Whole days from `day` to the last day of the agreement; negative after it."""
    assert agreement.ends_on is not None
    return (agreement.ends_on - day).days
