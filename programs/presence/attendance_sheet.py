"""The sheet that is printed and signed: participants numbered, boxes for each session, the waiting list apart."""

from django.utils.translation import gettext as _

from documents import pdf
from pembinaan.base.dates import days_in_words, hours_in_words
from pembinaan.base.language import in_city_language
from programs.models import Batch, Enrollment, Session
from programs.presence.roll import participants, waiting_for_seats

# Boxes narrower than these hold no signature.
SESSIONS_ON_A_PAGE = 5
TALL_UP_TO = 2


@in_city_language()
def render_sheet(batch: Batch, *, with_numbers: bool) -> bytes:
    """The sheet of all sessions of a batch as a PDF, up to five sessions a page; one page with two is upright.

    `with_numbers` prints each NIP or NI PPPK below its name.
    """
    sessions = list(
        Session.objects.filter(batch=batch, cancelled=False)
        .select_related("instructor", "room")
        .order_by("starts_at", "pk")
    )
    starts = range(0, len(sessions), SESSIONS_ON_A_PAGE)
    groups = [[_session(one) for one in sessions[first : first + SESSIONS_ON_A_PAGE]] for first in starts] or [[]]
    return pdf.render(
        template="attendance_sheet",
        data={
            "title": batch.program.title,
            "batch": _("Angkatan %(number)d") % {"number": batch.number},
            "days": days_in_words(batch.starts_on, batch.ends_on),
            "organizer": batch.institution.name if batch.institution else "",
            "upright": len(sessions) <= TALL_UP_TO,
            "groups": groups,
            "people": [_person(one, with_numbers) for one in participants(batch.pk)],
            "waiting": [_person(one, with_numbers) for one in waiting_for_seats(batch)],
        },
    )


def _session(session: Session) -> dict[str, str]:
    return {
        "title": session.title,
        "hours": hours_in_words(session.starts_at, session.ends_at),
        "place": session.where,
        "instructor": session.instructor.name if session.instructor else "",
    }


def _person(enrollment: Enrollment, with_numbers: bool) -> dict[str, str]:
    return {
        "name": enrollment.employee.name,
        "number": (enrollment.employee.number or "") if with_numbers else "",
        "unit": enrollment.unit.name,
    }
