"""Sessions as iCalendar text (RFC 5545), for feeds, files and invitations (RFC 5546). Knows no database.

The library is imported where it is used: it takes 6 MB that a web process needs only for its first calendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from icalendar import Calendar, Event, vCalAddress

PRODUCT = "-//Pembinaan//ID"


@dataclass(frozen=True)
class Meeting:
    """One event of a calendar; `uid` stays the same for ever, `sequence` grows with each change."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    sequence: int
    cancelled: bool
    page: str = ""
    note: str = ""


@dataclass(frozen=True)
class Person:
    """Who invites or is invited."""

    name: str
    email: str


def calendar(*, name: str, meetings: Iterable[Meeting], stamp: datetime) -> str:
    """A calendar that one reads: METHOD PUBLISH, any number of meetings."""
    made = _calendar("PUBLISH")
    made.add("x-wr-calname", name)
    for meeting in meetings:
        made.add_component(_event(meeting, stamp))
    return _text(made)


def invitation(
    *, meeting: Meeting, method: Literal["REQUEST", "CANCEL"], organizer: Person, guest: Person, stamp: datetime
) -> str:
    """What puts one meeting into one person's calendar, moves it there, or takes it out: same UID, higher SEQUENCE."""
    made, event = _calendar(method), _event(meeting, stamp)
    event.add("organizer", _address(organizer), encode=False)
    attendee = _address(guest)
    # The seat is confirmed here, so nobody is asked to answer: answers would reach no one.
    attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    event.add("attendee", attendee, encode=False)
    made.add_component(event)
    return _text(made)


def _calendar(method: str) -> "Calendar":
    from icalendar import Calendar  # noqa: PLC0415  see the head of this file

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", method)
    return made


def _event(meeting: Meeting, stamp: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415  see the head of this file

    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("sequence", meeting.sequence)
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("summary", meeting.title)
    event.add("location", meeting.place)
    if meeting.note:
        event.add("description", meeting.note)
    if meeting.page:
        event.add("url", meeting.page)
    return event


def _address(person: Person) -> "vCalAddress":
    from icalendar import vCalAddress  # noqa: PLC0415  see the head of this file

    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = person.name
    return address


def _text(made: "Calendar") -> str:
    text: bytes = made.to_ical()
    return text.decode()
