"""Delivery: nothing lost, nobody written to twice, whoever is killed when."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from notifications import delivery
from notifications.channels import message_id
from notifications.models import CLAIM_LASTS, TRIES, Message, SentMail
from notifications.outbox import enqueue
from notifications.tasks import send_messages
from people.models import Account
from tests.factories.people import make_account
from tests.parallel import run_in_parallel

KEPT = "notifications.mail.KeptMailBackend"
REFUSING = "tests.notifications.slow_mail.RefusingMailBackend"


@pytest.fixture
def reader(db: None) -> Account:
    return make_account(email="siti@contoh.test")


def write(to: Account, now: datetime, cause: str = "enrollment:1:approved", **more: Any) -> Message:
    return enqueue(to=to, kind="enrollment", subject="Disetujui", body="Anda terdaftar.", cause=cause, now=now, **more)


def test_a_due_message_goes_out_once_with_a_way_back_to_the_site(reader: Account, now: datetime) -> None:
    message = write(reader, now)
    assert delivery.send_due(now=now) == 1
    assert delivery.send_due(now=now) == 0
    message.refresh_from_db()
    assert (message.sent_at, message.claim) == (now, None)
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["siti@contoh.test"], "Disetujui")
    assert sent.body == "Anda terdaftar.\n\n-- \nSemua pesan Anda: http://localhost:8000/pesan/\n"


def test_a_mail_leads_to_the_page_it_speaks_of(reader: Account, now: datetime) -> None:
    write(reader, now, link="/pendaftaran/")
    delivery.send_due(now=now)
    assert "Anda terdaftar.\n\nBuka: http://localhost:8000/pendaftaran/\n\n-- " in mail.outbox[0].body


def test_the_message_id_is_the_same_for_the_same_cause_for_ever() -> None:
    assert message_id("enrollment:1:approved") == message_id("enrollment:1:approved")
    assert message_id("enrollment:1:approved") != message_id("enrollment:2:approved")
    assert message_id("x").endswith("@localhost>")


def test_a_reminder_waits_for_its_time(reader: Account, now: datetime) -> None:
    write(reader, now, not_before=now + timedelta(days=1))
    assert delivery.send_due(now=now + timedelta(hours=23)) == 0
    assert delivery.send_due(now=now + timedelta(days=1)) == 1


def test_who_has_no_address_gets_no_mail(db: None, now: datetime) -> None:
    write(make_account(), now)
    assert delivery.send_due(now=now) == 0
    assert Message.objects.count() == 1


def test_a_lost_mail_server_delays_but_loses_nothing(reader: Account, now: datetime, settings: SimpleNamespace) -> None:
    message = write(reader, now)
    settings.EMAIL_BACKEND = REFUSING
    assert delivery.send_due(now=now) == 0
    message.refresh_from_db()
    assert message.claim is None
    assert message.last_failure == "ConnectionRefusedError('tidak ada server')"
    assert message.next_attempt_at == now + timedelta(minutes=2)
    settings.EMAIL_BACKEND = KEPT
    assert delivery.send_due(now=now + timedelta(minutes=1)) == 0
    assert delivery.send_due(now=now + timedelta(minutes=2)) == 1


def test_after_twelve_failures_only_a_person_tries_again(reader: Account, now: datetime) -> None:
    message = write(reader, now)
    Message.objects.update(attempts=TRIES)
    assert delivery.send_due(now=now) == 0
    assert delivery.try_again(message_ids=[message.pk], now=now) == 1
    assert delivery.send_due(now=now) == 1


def test_one_broken_message_does_not_hold_up_the_next(reader: Account, now: datetime) -> None:
    write(make_account(email="x@[broken"), now, "1")
    write(reader, now, "2")
    delivery.send_due(now=now)
    assert [sent.to for sent in mail.outbox if sent.to == ["siti@contoh.test"]] == [["siti@contoh.test"]]


def test_the_demos_channel_drops_a_second_copy(reader: Account, now: datetime, settings: SimpleNamespace) -> None:
    settings.EMAIL_BACKEND = KEPT
    write(reader, now)
    delivery.send_due(now=now)
    Message.objects.update(sent_at=None)
    assert delivery.send_due(now=now) == 1
    assert SentMail.objects.values_list("to", "subject").get() == ("siti@contoh.test", "Disetujui")


def test_the_task_sends_what_is_due(reader: Account, now: datetime) -> None:
    write(reader, now)
    send_messages()
    assert len(mail.outbox) == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_parallel_senders_never_send_the_same_message(now: datetime, settings: SimpleNamespace) -> None:
    reader = make_account(email="siti@contoh.test")
    for n in range(40):
        write(reader, now, f"cause:{n}")
    assert run_in_parallel(4, lambda n: delivery.send_due(now=now)) == []
    assert len(mail.outbox) == 40
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 40


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_senders_send_twice(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: it shows that the test above can fail."""
    write(make_account(email="siti@contoh.test"), now)

    both_have_read = threading.Barrier(2, timeout=60)

    def unlocked(moment: datetime) -> Message | None:
        message = Message.objects.due(moment).first()
        both_have_read.wait()
        return message

    monkeypatch.setattr(delivery, "_claim_next", unlocked)
    run_in_parallel(2, lambda n: delivery.send_due(now=now, limit=1))
    assert len(mail.outbox) == 2


def _kill_a_sender_in_mid_send(holds: Path) -> None:
    database = connection.settings_dict
    address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    code = (
        "import django; django.setup();"
        "from django.conf import settings;"
        "settings.EMAIL_BACKEND = 'tests.notifications.slow_mail.HangingMailBackend';"
        "from datetime import datetime, UTC;"
        "from notifications.delivery import send_due;"
        "send_due(now=datetime(2026, 3, 9, 3, 0, tzinfo=UTC))"
    )
    sender = subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, "DATABASE_URL": address, "HOLDS_A_MAIL": str(holds)}
    )
    deadline = time.monotonic() + 30
    while not holds.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    sender.send_signal(signal.SIGKILL)
    assert sender.wait() == -signal.SIGKILL


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_sender_killed_in_mid_send_loses_nothing(now: datetime, tmp_path: Path) -> None:
    message = write(make_account(email="siti@contoh.test"), now)
    _kill_a_sender_in_mid_send(tmp_path / "holds")
    message.refresh_from_db()
    assert (message.claimed_at, message.sent_at) == (now, None)
    assert delivery.send_due(now=now + timedelta(minutes=1)) == 0, "its claim still holds"
    assert delivery.send_due(now=now + CLAIM_LASTS + timedelta(seconds=1)) == 1
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [message_id(message.cause)]


def test_who_lost_its_claim_does_not_speak_for_the_message(reader: Account, now: datetime) -> None:
    write(reader, now)
    late = delivery._claim_next(now)
    assert late is not None
    after = now + CLAIM_LASTS + timedelta(seconds=1)
    assert delivery.send_due(now=after) == 1
    with transaction.atomic():
        delivery._send(late, {}, now)
    late.refresh_from_db()
    assert late.sent_at == after
