"""One small interface for each way out; a gateway is one more class and one more name in the settings."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from types import SimpleNamespace

import pytest
from django.core import mail
from icalendar import Calendar

from notifications.channels import calendar_objects
from notifications.delivery import send_due
from notifications.models import Message, SentMail
from notifications.outbox import enqueue
from people.models import Account
from tests.factories.people import make_account
from tests.notifications.boards import BoardChannel

STARTS = datetime(2026, 3, 23, 1, tzinfo=UTC)


def invitation(uid: str, method: str = "REQUEST") -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Uji//ID", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{uid}"]
    lines += ["DTSTAMP:20260309T030000Z", "DTSTART:20260323T010000Z", "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{line}\r\n" for line in lines)


@pytest.fixture
def reader(db: None) -> Account:
    return make_account(email="siti@contoh.test")


def write(to: Account, now: datetime, calendar: str = "") -> Message:
    return enqueue(to=to, kind="x", subject="Disetujui", body="Isi", cause="1", now=now, calendar=calendar)


def test_a_gateway_is_one_class_and_one_setting(db: None, now: datetime, settings: SimpleNamespace) -> None:
    settings.MESSAGE_CHANNELS = {**settings.MESSAGE_CHANNELS, "board": "tests.notifications.boards.BoardChannel"}
    BoardChannel.pinned.clear()
    message = write(make_account(), now)
    assert message.channel == "board"
    assert send_due(now=now) == 1
    assert BoardChannel.pinned == ["Disetujui"]
    message.refresh_from_db()
    assert message.sent_at == now


def test_who_is_reached_by_several_ways_gets_the_sites_first(
    reader: Account, now: datetime, settings: SimpleNamespace
) -> None:
    settings.MESSAGE_CHANNELS = {**settings.MESSAGE_CHANNELS, "board": "tests.notifications.boards.BoardChannel"}
    assert write(reader, now).channel == "email"


def test_a_channel_that_was_taken_out_of_the_settings_fails_and_is_tried_again(
    reader: Account, now: datetime, settings: SimpleNamespace
) -> None:
    message = write(reader, now)
    settings.MESSAGE_CHANNELS = {}
    assert send_due(now=now) == 0
    message.refresh_from_db()
    assert message.last_failure == "KeyError('email')"


def parts_sent() -> list[tuple[str, str, str]]:
    """Content type, method and text of each calendar part, read back from the mail's bytes."""
    read = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    parts = [part for part in read.walk() if part.get_content_type() == "text/calendar"]
    return [(part.get_content_type(), part["Content-Type"].params["method"], part.get_content()) for part in parts]


def test_one_invitation_stands_beside_the_text(reader: Account, now: datetime) -> None:
    write(reader, now, invitation("a"))
    send_due(now=now)
    [(_, method, text)] = parts_sent()
    assert method == "REQUEST"
    assert Calendar.from_ical(text).walk("VEVENT")[0].decoded("DTSTART") == STARTS
    assert mail.outbox[0].message().get_content_type() == "multipart/alternative"


def test_several_invitations_go_as_files_one_meeting_each(reader: Account, now: datetime) -> None:
    write(reader, now, invitation("a") + invitation("b", "CANCEL"))
    send_due(now=now)
    assert [method for _, method, _ in parts_sent()] == ["REQUEST", "CANCEL"]
    uids = [str(Calendar.from_ical(text).walk("VEVENT")[0]["UID"]) for _, _, text in parts_sent()]
    assert uids == ["a", "b"]


def test_the_demos_channel_keeps_the_invitation(reader: Account, now: datetime, settings: SimpleNamespace) -> None:
    settings.EMAIL_BACKEND = "notifications.mail.KeptMailBackend"
    write(reader, now, invitation("a"))
    send_due(now=now)
    assert Calendar.from_ical(SentMail.objects.get().calendar).get("METHOD") == "REQUEST"


def test_a_stream_without_objects_has_none() -> None:
    assert calendar_objects("") == []
