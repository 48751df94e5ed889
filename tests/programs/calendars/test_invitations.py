"""Invitations over a whole life: one UID for each session and person, a SEQUENCE that only grows (RFC 5546)."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from icalendar import Calendar, Event

from notifications.channels import calendar_objects
from notifications.delivery import send_due
from notifications.models import Message
from partners.models import Instructor
from people.models import Account
from programs.applications.approval import approve
from programs.applications.enrollment import cancel
from programs.applications.waiting_list import accept_offer
from programs.batches import cancel as call_off
from programs.batches import change, open_enrollment
from programs.calendars.sessions import cancel_session
from programs.models import Batch, Enrollment, Session
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment, make_session


@pytest.fixture
def siti(cast: Cast) -> Account:
    Account.objects.filter(pk=cast.employee.pk).update(email="siti@contoh.test")
    cast.employee.refresh_from_db()
    return cast.employee


def invitations_of(account: Account) -> list[tuple[str, Event]]:
    """Method and event of each invitation written to the account, in the order of writing."""
    streams = Message.objects.filter(to=account).exclude(calendar="").order_by("pk").values_list("calendar", flat=True)
    read = [Calendar.from_ical(text) for stream in streams for text in calendar_objects(stream)]
    return [(str(calendar["METHOD"]), calendar.walk("VEVENT")[0]) for calendar in read]


def seat(batch: Batch, cast: Cast, now: datetime) -> Enrollment:
    return approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=now)


def move(batch: Batch, session: Session, cast: Cast, now: datetime) -> None:
    session.starts_at += timedelta(hours=1)
    session.ends_at += timedelta(hours=1)
    change(batch=batch, sessions=[session], by=cast.hr, now=now)


def test_a_seat_invites_to_each_session_to_come(cast: Cast, siti: Account, now: datetime) -> None:
    batch = make_batch()
    first, second = make_session(batch), make_session(batch, day=1, video_link="https://rapat.test/a")
    make_session(batch, day=-20)
    seat(batch, cast, now)
    (one, morning), (two, online) = invitations_of(siti)
    assert (one, two) == ("REQUEST", "REQUEST")
    assert morning["UID"] == f"sesi-{first.pk}-akun-{siti.pk}@localhost"
    assert (morning.decoded("DTSTART"), morning.decoded("DTEND")) == (first.starts_at, first.ends_at)
    assert morning["SUMMARY"] == f"{batch.program.title}: Sesi 1"
    assert (morning["LOCATION"], online["LOCATION"]) == ("Aula BKPSDM", "Daring")
    assert online.decoded("DTSTART") == second.starts_at
    assert str(online["DESCRIPTION"]).startswith("Tautan video: https://rapat.test/a\n")
    assert (morning["ORGANIZER"], morning["ATTENDEE"]) == ("mailto:pembinaan@localhost", "mailto:siti@contoh.test")
    assert morning.decoded("DTSTAMP") == now


def test_a_session_named_after_its_program_says_so_once(cast: Cast, siti: Account, now: datetime) -> None:
    batch = make_batch()
    make_session(batch, title=f"{batch.program.title}, hari 1")
    seat(batch, cast, now)
    ((_method, event),) = invitations_of(siti)
    assert event["SUMMARY"] == f"{batch.program.title}, hari 1"


def test_an_accepted_offer_invites_too_and_a_place_in_the_queue_does_not(
    cast: Cast, siti: Account, now: datetime
) -> None:
    batch = make_batch(seats=1)
    make_session(batch)
    offered = make_enrollment(batch, cast.employee.employee, state="offered", offer_expires_at=now + timedelta(days=1))
    assert invitations_of(siti) == []
    accept_offer(enrollment=offered, by=siti, now=now)
    assert [method for method, _ in invitations_of(siti)] == ["REQUEST"]
    waiting = make_batch(seats=1)
    make_session(waiting, day=2)
    make_enrollment(waiting, cast.stranger.employee, state="confirmed")
    seat(waiting, cast, now)
    assert len(invitations_of(siti)) == 1


def test_moved_left_and_taken_again_one_uid_and_a_growing_sequence(cast: Cast, siti: Account, now: datetime) -> None:
    batch = make_batch()
    session = make_session(batch)
    mine = seat(batch, cast, now)
    move(batch, session, cast, now + timedelta(hours=1))
    cancel(enrollment=mine, by=siti, reason="Sakit", now=now + timedelta(hours=2))
    seat(batch, cast, now + timedelta(hours=3))
    move(batch, session, cast, now + timedelta(hours=4))
    cancel_session(session=session, by=cast.hr, reason="Listrik padam.", now=now + timedelta(hours=5))
    read = invitations_of(siti)
    assert [method for method, _ in read] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST", "REQUEST", "CANCEL"]
    assert {str(event["UID"]) for _, event in read} == {f"sesi-{session.pk}-akun-{siti.pk}@localhost"}
    sequences = [int(event["SEQUENCE"]) for _, event in read]
    assert sequences == sorted(set(sequences)), "each says more than the one before"
    assert [str(event["STATUS"]) for method, event in read if method == "CANCEL"] == ["CANCELLED", "CANCELLED"]
    assert read[1][1].decoded("DTSTART") == session.starts_at - timedelta(hours=1)


def test_a_called_off_batch_clears_every_session_in_one_message(cast: Cast, siti: Account, now: datetime) -> None:
    batch = make_batch()
    sessions = [make_session(batch, day=day) for day in (0, 1)]
    seat(batch, cast, now)
    call_off(batch=batch, by=cast.hr, reason="Pengajar sakit", now=now + timedelta(hours=1))
    read = invitations_of(siti)
    assert [method for method, _ in read] == ["REQUEST", "REQUEST", "CANCEL", "CANCEL"]
    for number in range(2):
        before, after = read[number][1], read[number + 2][1]
        assert before["UID"] == after["UID"] == f"sesi-{sessions[number].pk}-akun-{siti.pk}@localhost"
        assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_who_only_asked_has_nothing_to_clear(cast: Cast, siti: Account, now: datetime) -> None:
    batch = make_batch()
    make_session(batch)
    make_enrollment(batch, cast.employee.employee)
    call_off(batch=batch, by=cast.hr, reason="Pengajar sakit", now=now)
    assert invitations_of(siti) == []


def test_an_instructor_is_invited_when_the_batch_is_announced_and_released_with_a_higher_sequence(
    cast: Cast, siti: Account, now: datetime
) -> None:
    batch = make_batch(state="draft")
    teacher = Instructor.objects.create(name="Siti", employee=siti.employee)
    session = make_session(batch, instructor=teacher)
    opened = open_enrollment(batch=batch, by=cast.hr, now=now)
    move(opened, session, cast, now + timedelta(hours=1))
    session.instructor = None
    change(batch=opened, sessions=[session], by=cast.hr, now=now + timedelta(hours=2))
    session.instructor = teacher
    change(batch=opened, sessions=[session], by=cast.hr, now=now + timedelta(hours=3))
    read = invitations_of(siti)
    assert [method for method, _ in read] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]
    assert len({str(event["UID"]) for _, event in read}) == 1
    sequences = [int(event["SEQUENCE"]) for _, event in read]
    assert sequences == sorted(set(sequences))


def test_the_mail_itself_carries_the_invitation(cast: Cast, siti: Account, now: datetime) -> None:
    batch = make_batch()
    make_session(batch)
    seat(batch, cast, now)
    send_due(now=now)
    [sent] = [each for each in mail.outbox if each.to == ["siti@contoh.test"]]
    read: Any = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    [part] = [part for part in read.walk() if part.get_content_type() == "text/calendar"]
    assert part["Content-Type"].params["method"] == "REQUEST"
    assert Calendar.from_ical(part.get_content())["METHOD"] == "REQUEST"
