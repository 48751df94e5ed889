"""The iCalendar text, read back by the library and held against RFC 5545 and 5546."""

from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar, Event

from programs.calendars.calendar_feed import Meeting, Person, calendar, invitation

AT = datetime(2026, 3, 23, 1, 0, tzinfo=UTC)
STAMP = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
ORGANIZER = Person(name="BKPSDM", email="pembinaan@contoh.test")
GUEST = Person(name="Siti Nurhaliza, S.Kom.", email="siti@contoh.test")


def meeting(**fields: Any) -> Meeting:
    return Meeting(
        **{
            "uid": "sesi-7@contoh",
            "title": "Sesi 1",
            "starts_at": AT,
            "ends_at": AT.replace(hour=4),
            "place": "Aula",
            "sequence": 2,
            "cancelled": False,
            **fields,
        }
    )


def text_of(**fields: Any) -> str:
    return calendar(name="Angkatan 1", meetings=[meeting(**fields)], stamp=STAMP)


def event_in(text: str) -> Event:
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_an_event_has_its_identity_its_times_and_its_sequence() -> None:
    event = event_in(text_of(page="https://contoh.test/angkatan/1/", note="Tautan"))
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("sesi-7@contoh", 2, "CONFIRMED")
    assert (event["SUMMARY"], event["LOCATION"], event["DESCRIPTION"]) == ("Sesi 1", "Aula", "Tautan")
    assert event["URL"] == "https://contoh.test/angkatan/1/"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (AT, AT.replace(hour=4))
    assert event.decoded("DTSTAMP") == STAMP


def test_times_are_written_in_utc_so_that_no_zone_needs_explaining() -> None:
    lines = text_of().split("\r\n")
    assert [line for line in lines if line.startswith("DT")] == [
        "DTSTART:20260323T010000Z",
        "DTEND:20260323T040000Z",
        "DTSTAMP:20260309T030000Z",
    ]


def test_a_calendar_to_read_says_publish_and_whose_it_is() -> None:
    read = Calendar.from_ical(text_of())
    assert (read["VERSION"], read["METHOD"], read["PRODID"]) == ("2.0", "PUBLISH", "-//Pembinaan//ID")
    assert read["X-WR-CALNAME"] == "Angkatan 1"


def test_a_cancelled_session_says_so() -> None:
    assert event_in(text_of(cancelled=True))["STATUS"] == "CANCELLED"


@pytest.mark.parametrize("title", ["Satu, dua; tiga\\empat\nlima", "Pelatihan é " * 30])
def test_any_text_comes_back_as_it_was_from_lines_of_75_octets(title: str) -> None:
    text = text_of(title=title.strip())
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert (lines[-2:], text.count("\n") == text.count("\r\n")) == (["END:VCALENDAR", ""], True)
    assert str(event_in(text)["SUMMARY"]) == title.strip()


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_an_invitation_names_who_invites_and_who_is_invited(method: Any, status: str) -> None:
    text = invitation(
        meeting=meeting(cancelled=method == "CANCEL"), method=method, organizer=ORGANIZER, guest=GUEST, stamp=STAMP
    )
    assert Calendar.from_ical(text)["METHOD"] == method
    event = event_in(text)
    assert (event["UID"], event["STATUS"]) == ("sesi-7@contoh", status)
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == ("mailto:pembinaan@contoh.test", "BKPSDM")
    assert (event["ATTENDEE"], event["ATTENDEE"].params["CN"]) == ("mailto:siti@contoh.test", "Siti Nurhaliza, S.Kom.")
    assert {name: event["ATTENDEE"].params[name] for name in ("ROLE", "PARTSTAT", "RSVP")} == {
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
