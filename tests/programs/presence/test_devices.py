"""One phone that records several people."""

from datetime import timedelta

from programs.models import Attendance
from programs.presence.devices import digest, forget, shared_in, shared_in_batch
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment, make_session


def test_a_digest_is_the_same_at_one_session_and_leads_to_no_other() -> None:
    assert digest("ponsel", 1) == digest("ponsel", 1)
    assert digest("ponsel", 1) != digest("ponsel", 2)
    assert digest("ponsel", 1) != digest("lain", 1)
    assert len(digest("ponsel", 1)) == 32


def test_people_recorded_by_one_phone_are_named_and_the_others_are_not(cast: Cast) -> None:
    batch = make_batch(seats=4)
    session, other = make_session(batch), make_session(batch, day=1)
    for name, phone in (("Budi", "a"), ("Ani", "a"), ("Citra", "b"), ("Dewi", "")):
        enrollment = make_enrollment(batch, make_employee(name, unit=cast.unit), state="confirmed")
        Attendance.objects.create(
            session=session, enrollment=enrollment, present=True, marked_at=session.ends_at, device=phone
        )
    assert [found.names for found in shared_in(session)] == [("Ani", "Budi")]
    assert [found.session for found in shared_in_batch(batch)] == [session]
    assert shared_in(other) == []


def test_devices_are_forgotten_four_weeks_after_the_session_also_of_who_has_left(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    row = Attendance.objects.create(
        session=session, enrollment=enrollment, present=True, marked_at=session.ends_at, device="a"
    )
    enrollment.changes.create(from_state="confirmed", to_state="cancelled", at=session.ends_at, reason="Mundur")
    type(enrollment).objects.filter(pk=enrollment.pk).update(state="cancelled", reason="Mundur")
    assert forget(now=session.ends_at + timedelta(weeks=4)) == 0
    assert forget(now=session.ends_at + timedelta(weeks=4, seconds=1)) == 1
    row.refresh_from_db()
    assert (row.device, row.present) == ("", True)
    assert not row.events.exists()  # type: ignore[attr-defined]
