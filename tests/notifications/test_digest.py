"""The daily digest: one mail for the day's news, exactly once, whoever is killed when."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail

from notifications import digest
from notifications.channels import message_id
from notifications.delivery import send_due
from notifications.digest import gather_due, last_hour
from notifications.inbox import choose_pace, mark_read
from notifications.models import CLAIM_LASTS, DIGEST_KIND, Message, Preference
from notifications.outbox import enqueue
from people.models import Account
from tests.factories.people import make_account
from tests.notifications.test_delivery import _kill_a_sender_in_mid_send
from tests.parallel import run_in_parallel

FOUR = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 16.00 WIB


def subscriber(email: str = "siti@contoh.test") -> Account:
    account = make_account(email=email)
    choose_pace(account=account, pace="daily")
    return account


def write(to: Account, now: datetime, cause: str = "1", link: str = "") -> Message:
    body = "Anda terdaftar."
    return enqueue(to=to, kind="x", subject=f"Kabar {cause}", body=body, cause=cause, link=link, now=now)


@pytest.fixture
def reader(db: None) -> Account:
    return subscriber()


def test_the_hour_is_the_citys(now: datetime) -> None:
    assert last_hour(FOUR) == FOUR
    assert last_hour(FOUR - timedelta(seconds=1)) == FOUR - timedelta(days=1)
    assert last_hour(FOUR + timedelta(hours=23)) == FOUR


def test_the_days_news_becomes_one_mail_with_links(reader: Account, now: datetime) -> None:
    write(reader, now, "1", link="/pendaftaran/")
    write(reader, now + timedelta(hours=1), "2")
    assert (gather_due(now=FOUR - timedelta(minutes=1)), send_due(now=FOUR)) == (0, 0)
    assert (gather_due(now=FOUR), gather_due(now=FOUR)) == (1, 0)
    assert (send_due(now=FOUR), send_due(now=FOUR)) == (1, 0)
    [sent] = mail.outbox
    assert sent.subject == "Rangkuman hari ini: 2 pesan"
    assert sent.body == (
        "1. Kabar 1\n9 Maret 2026, 10.00 WIB\n\nAnda terdaftar.\n\nBuka: http://localhost:8000/pendaftaran/\n\n\n"
        "2. Kabar 2\n9 Maret 2026, 11.00 WIB\n\nAnda terdaftar."
        "\n\nBuka: http://localhost:8000/pesan/\n\n-- \nSemua pesan Anda: http://localhost:8000/pesan/\n"
    )


def test_what_comes_after_the_hour_waits_for_the_next_day(reader: Account, now: datetime) -> None:
    write(reader, now, "1")
    gather_due(now=FOUR)
    write(reader, FOUR + timedelta(minutes=1), "2")
    assert gather_due(now=FOUR + timedelta(hours=5)) == 0
    assert gather_due(now=FOUR + timedelta(days=1)) == 1
    assert [m.subject for m in Message.objects.filter(kind=DIGEST_KIND).order_by("pk")] == [
        "Rangkuman hari ini: 1 pesan"
    ] * 2


def test_what_was_committed_too_late_for_a_digest_is_in_the_next_one(reader: Account, now: datetime) -> None:
    write(reader, now, "1")
    gather_due(now=FOUR)
    late = write(reader, now, "late")
    assert gather_due(now=FOUR + timedelta(hours=1)) == 0
    gather_due(now=FOUR + timedelta(days=1))
    late.refresh_from_db()
    assert late.digest.cause == f"digest:{reader.pk}:2026-03-10"


def test_what_was_read_meanwhile_is_not_repeated(reader: Account, now: datetime) -> None:
    write(reader, now)
    mark_read(account=reader, now=now)
    assert gather_due(now=FOUR) == 0


def test_who_may_no_longer_sign_in_gets_no_digest(reader: Account, now: datetime) -> None:
    write(reader, now)
    Account.objects.update(is_active=False)
    assert gather_due(now=FOUR) == 0


def test_a_digest_that_fails_is_tried_again_and_stays_one(reader: Account, now: datetime) -> None:
    write(reader, now)
    gather_due(now=FOUR)
    Message.objects.filter(kind=DIGEST_KIND).update(next_attempt_at=FOUR + timedelta(minutes=2), attempts=1)
    assert gather_due(now=FOUR + timedelta(minutes=1)) == 0
    assert send_due(now=FOUR + timedelta(minutes=2)) == 1


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_parallel_workers_write_and_send_each_digest_once(now: datetime) -> None:
    for n in range(10):
        account = subscriber(f"pegawai{n}@contoh.test")
        for m in range(3):
            write(account, now, f"{n}:{m}")

    def work(_: int) -> None:
        gather_due(now=FOUR)
        send_due(now=FOUR)

    assert run_in_parallel(4, work) == []
    work(0)
    assert sorted(sent.to[0] for sent in mail.outbox) == [f"pegawai{n}@contoh.test" for n in range(10)]
    assert {sent.subject for sent in mail.outbox} == {"Rangkuman hari ini: 3 pesan"}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_and_the_days_cause_workers_write_two(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: it shows that the test above can fail."""
    write(subscriber(), now)
    both_have_read = threading.Barrier(2, timeout=60)
    manager = type(Preference.objects)
    monkeypatch.setattr(manager, "select_for_update", lambda self, **_: self.get_queryset(), raising=False)

    def unaware(account_id: int, before: datetime) -> bool:
        both_have_read.wait()
        return False

    monkeypatch.setattr(digest, "_was_written", unaware)
    monkeypatch.setattr(digest, "_cause", lambda account_id, before: f"{threading.get_ident()}")
    assert run_in_parallel(2, lambda _: gather_due(now=FOUR)) == []
    assert Message.objects.filter(kind=DIGEST_KIND).count() == 2


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_worker_killed_while_it_sends_a_digest_loses_nothing(now: datetime, tmp_path: Path) -> None:
    account = subscriber()
    write(account, now - timedelta(days=1))
    assert gather_due(now=now) == 1
    _kill_a_sender_in_mid_send(tmp_path / "holds")
    later = now + CLAIM_LASTS + timedelta(seconds=1)
    assert (gather_due(now=later), send_due(now=later)) == (0, 1)
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [message_id(f"digest:{account.pk}:2026-03-08")]
