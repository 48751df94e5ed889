"""Application: needs, programs, batches, sessions, enrollment, attendance."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """Needs, programs, batches, sessions, enrollment, attendance."""

    name = "programs"
    verbose_name = _("Program pelatihan")

    def ready(self) -> None:
        """Register what happens when a seat is freed, and when a head names a deputy."""
        from pembinaan.base.events import handles  # noqa: PLC0415  models are not ready at import
        from people.absences import ABSENCE_ENDED, ABSENCE_RECORDED  # noqa: PLC0415
        from programs import events  # noqa: PLC0415

        handles(events.SEAT_FREED, events.offer_freed_seat)
        handles(events.SEATS_GIVEN, events.tell_who_got_seats)
        handles(ABSENCE_RECORDED, events.tell_deputy)
        handles(ABSENCE_ENDED, events.tell_deputy)
        handles(events.ROSTER_APPLIED, events.tell_enrolled)
