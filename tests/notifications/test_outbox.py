"""A message is written with its deed, once for each cause, and can be taken back until it goes out."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from notifications.inbox import choose_email
from notifications.models import Message
from notifications.outbox import enqueue, withdraw
from people.models import Account
from tests.cast import Cast
from tests.factories.people import make_account


@pytest.fixture
def reader(db: None) -> Account:
    return make_account(email="siti@contoh.test")


def write(to: Account, now: datetime, cause: str = "enrollment:1:approved", **more: datetime) -> Message:
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
    choose_email(account=reader, by_email=False)
    assert write(reader, now).channel == "in_app"
    choose_email(account=reader, by_email=True)
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
