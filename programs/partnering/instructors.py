"""An instructor stops teaching."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from partners.models import Instructor
from pembinaan.base.dates import city_day, days_in_words
from people.audit import acting
from people.models import Account
from programs.errors import TeachingError
from programs.models import Session

# Named in a refusal.
NAMED = 3


def end(*, instructor: Instructor, on: date, by: Account | None, now: datetime) -> Instructor:
    """Make `on` the last day on which an instructor teaches; who has ended is no longer offered for sessions.

    Raises TeachingError that names the sessions planned for later.
    """
    with transaction.atomic(), acting(by, "end instructor"):
        # Held against a session that is planned right now (its trigger looks at this row FOR SHARE).
        held = Instructor.objects.select_for_update().get(pk=instructor.pk)
        planned = Session.objects.filter(instructor=held, cancelled=False).select_related("batch__program")
        later = [
            f"{session.batch}, {days_in_words(day, day)}"
            for session in planned.order_by("starts_at", "pk")
            if (day := city_day(session.starts_at)) > on
        ]
        if later:
            raise TeachingError(
                _("Masih ada sesi sesudah tanggal itu: %(sessions)s. Ganti dahulu pengajarnya.")
                % {"sessions": "; ".join(later[:NAMED])}
            )
        held.ends_on = on
        held.save(update_fields=["ends_on"])
    return held
