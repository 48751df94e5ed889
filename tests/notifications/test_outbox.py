"""A message is written with its deed, once for each cause, and can be taken back until it goes out."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from notifications.inbox import choose_pace
from notifications.models import Counts, Message
from notifications.outbox import enqueue, withdraw
from people.models import Account
from tests.cast import Cast
from tests.factories.people import make_account


@pytest.fixture
def reader(db: None) -> Account:
    return make_account(email="siti@contoh.test")


def write(to: Account, now: datetime, cause: str = "enrollment:1:approved", **more: Any) -> Message:
    return enqueue(to=to, kind="enrollment", subject="Disetujui", body="Anda terdaftar.", cause=cause, now=now, **more)


def test_the_same_cause_writes_once_and_answers_with_the_first(reader: Account, now: datetime) -> None:
    first = write(reader, now)
    assert write(reader, now + timedelta(hours=1)) == first
    assert Message.objects.count() == 1


def test_a_message_of_a_deed_that_fails_is_never_written(reader: Account, now: datetime) -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), transaction.atomic():
        write(reader, now)
        raise Undone
    assert Message.objects.count() == 0


def test_an_account_without_an_address_reads_in_the_site_only(cast: Cast, now: datetime) -> None:
    assert write(cast.employee, now).channel == "in_app"


def test_an_account_may_choose_to_read_in_the_site_only(reader: Account, now: datetime) -> None:
    choose_pace(account=reader, pace="in_site")
    assert write(reader, now).channel == "in_app"
    choose_pace(account=reader, pace="at_once")
    assert write(reader, now, "lain").channel == "email"


def test_a_subject_of_several_lines_becomes_one(reader: Account, now: datetime) -> None:
    message = enqueue(to=reader, kind="x", subject="Satu\r\nBcc: lain@contoh.test", body="", cause="1", now=now)
    assert message.subject == "Satu Bcc: lain@contoh.test"


def test_reminders_are_taken_back_by_cause_or_by_its_start(reader: Account, now: datetime) -> None:
    tomorrow = now + timedelta(days=1)
    for cause in ("reminder:7:1", "reminder:7:2", "reminder:71:1"):
        write(reader, now, cause, not_before=tomorrow)
    assert withdraw(causes=["reminder:7:1"], now=now) == 1
    assert withdraw(prefix="reminder:7:", now=now) == 1
    assert list(Message.objects.due(tomorrow).values_list("cause", flat=True)) == ["reminder:71:1"]


def test_taking_back_nothing_takes_nothing_back(reader: Account, now: datetime) -> None:
    write(reader, now)
    assert withdraw(now=now) == 0


def test_what_was_sent_or_can_be_read_already_stays(reader: Account, cast: Cast, now: datetime) -> None:
    sent, readable = write(reader, now, "sent"), write(cast.employee, now, "readable")
    Message.objects.filter(pk=sent.pk).update(sent_at=now)
    assert withdraw(causes=[sent.cause, readable.cause], now=now) == 0


def test_a_withdrawn_cause_stays_taken(reader: Account, now: datetime) -> None:
    write(reader, now, "reminder:1", not_before=now + timedelta(days=1))
    withdraw(causes=["reminder:1"], now=now)
    assert write(reader, now, "reminder:1").withdrawn_at == now


@pytest.mark.parametrize(
    ("pace", "fields", "channel"),
    [
        ("at_once", {}, "email"),
        ("daily", {}, "digest"),
        ("in_site", {}, "in_app"),
        ("daily", {"urgent": True}, "email"),
        ("in_site", {"urgent": True}, "email"),
        ("daily", {"calendar": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}, "email"),
        ("in_site", {"calendar": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}, "in_app"),
    ],
)
def test_what_was_chosen_decides_how_a_message_comes_and_what_is_urgent_comes_at_once(
    reader: Account, now: datetime, pace: str, fields: dict[str, Any], channel: str
) -> None:
    choose_pace(account=reader, pace=pace)
    assert write(reader, now, **fields).channel == channel


def test_what_went_into_a_digest_is_not_taken_back(reader: Account, now: datetime) -> None:
    choose_pace(account=reader, pace="daily")
    message = write(reader, now)
    Message.objects.filter(pk=message.pk).update(digest=write(reader, now, "rangkuman", urgent=True))
    assert withdraw(causes=[message.cause], now=now) == 0


def test_messages_about_one_thing_are_counted_by_what_became_of_them(
    reader: Account, cast: Cast, now: datetime
) -> None:
    for n in range(4):
        write(reader, now, f"{n}", about="batch:1")
    write(cast.employee, now, "halaman", about="batch:1")
    write(reader, now, "lain", about="batch:12")
    Message.objects.filter(cause="0").update(sent_at=now)
    Message.objects.filter(cause="1").update(attempts=12)
    Message.objects.filter(cause="2").update(withdrawn_at=now)
    about = Message.objects.about("batch:1")
    assert about.counts() == Counts(sent=1, waiting=1, failed=1, in_site=1)
    assert about.failed().get().cause == "1"


def test_a_digest_speaks_for_what_it_gathered(reader: Account, now: datetime) -> None:
    digest = write(reader, now, "rangkuman")
    choose_pace(account=reader, pace="daily")
    write(reader, now, "1", about="batch:1")
    Message.objects.filter(cause="1").update(digest=digest)
    about = Message.objects.about("batch:1")
    assert about.counts() == Counts(sent=0, waiting=1, failed=0, in_site=0)
    Message.objects.filter(pk=digest.pk).update(attempts=12)
    assert (about.counts(), about.failed().count()) == (Counts(sent=0, waiting=0, failed=1, in_site=0), 1)
    Message.objects.filter(pk=digest.pk).update(sent_at=now)
    assert (about.counts(), about.failed().count()) == (Counts(sent=1, waiting=0, failed=0, in_site=0), 0)
