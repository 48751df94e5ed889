"""The page of messages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from notifications.inbox import pace_of, unread_count
from notifications.models import Message, SentMail
from notifications.outbox import enqueue
from people.models import Account
from tests.cast import Cast


def write(to: Account, cause: str, **more: Any) -> Message:
    now = timezone.now() - timedelta(hours=1)
    return enqueue(
        to=to, kind="x", subject=f"Perihal {cause}", body="Buka https://contoh.test/a", cause=cause, now=now, **more
    )


def test_each_reads_only_their_own_messages_newest_first(client: Client, cast: Cast) -> None:
    write(cast.employee, "satu")
    write(cast.employee, "dua", link="/katalog/")
    write(cast.stranger, "lain")
    client.force_login(cast.employee)
    page = client.get("/pesan/").content.decode()
    assert page.index("Perihal dua") < page.index("Perihal satu")
    assert "Perihal lain" not in page
    assert '<a href="https://contoh.test/a"' in page
    assert page.count(">Buka halamannya<") == 1


def test_a_reminder_shows_itself_at_its_time_and_never_once_withdrawn(client: Client, cast: Cast) -> None:
    write(cast.employee, "besok", not_before=timezone.now() + timedelta(days=1))
    Message.objects.filter(pk=write(cast.employee, "batal").pk).update(withdrawn_at=timezone.now())
    client.force_login(cast.employee)
    assert "Belum ada pesan" in client.get("/pesan/").content.decode()


def test_messages_are_marked_as_read_one_by_one_or_all_together(client: Client, cast: Cast) -> None:
    first, _, other = write(cast.employee, "1"), write(cast.employee, "2"), write(cast.stranger, "3")
    client.force_login(cast.employee)
    now = timezone.now()
    assert unread_count(cast.employee, now) == 2
    client.post(f"/pesan/{first.pk}/dibaca/")
    client.post(f"/pesan/{other.pk}/dibaca/")
    assert (unread_count(cast.employee, now), unread_count(cast.stranger, now)) == (1, 1)
    client.post("/pesan/dibaca/")
    assert (unread_count(cast.employee, now), unread_count(cast.stranger, now)) == (0, 1)
    assert unread_count(None, now) == 0


def test_how_soon_messages_come_is_chosen_on_a_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.employee)
    page = client.get("/pesan/pilihan/").content.decode()
    assert "belum mempunyai alamat surel" in page
    Account.objects.filter(pk=cast.employee.pk).update(email="siti@contoh.test")
    page = client.get("/pesan/pilihan/").content.decode()
    assert "Surel dikirim ke siti@contoh.test." in page
    assert "Rangkuman dikirim pukul 16.00 WIB" in page
    assert client.post("/pesan/pilihan/", {"pace": "daily"}).status_code == 302
    assert client.get("/pesan/pilihan/").context["form"]["pace"].value() == "daily"
    refused = client.post("/pesan/pilihan/", {"pace": "sesekali"})
    assert refused.status_code == 200
    assert pace_of(cast.employee) == "daily"


def test_a_digest_is_not_repeated_among_the_messages(client: Client, cast: Cast) -> None:
    write(cast.employee, "1")
    Message.objects.update(kind="digest")
    assert unread_count(cast.employee, timezone.now()) == 0


def test_a_long_list_comes_in_pages_of_twenty_five(client: Client, cast: Cast) -> None:
    for n in range(26):
        write(cast.employee, str(n))
    client.force_login(cast.employee)
    assert client.get("/pesan/").content.decode().count("<article") == 25
    assert client.get("/pesan/?page=2").content.decode().count("<article") == 1


@pytest.mark.parametrize("address", ["/pesan/", "/pesan/terkirim/"])
def test_a_list_costs_the_same_with_one_row_and_with_three(
    client: Client, cast: Cast, django_assert_num_queries: Any, django_assert_max_num_queries: Any, address: str
) -> None:
    def add(n: int) -> None:
        write(cast.hr, str(n))
        SentMail.objects.create(message_id=str(n), to="a", subject="b", body="c", sent_at=timezone.now())

    client.force_login(cast.hr)
    add(1)
    client.get(address)
    with django_assert_max_num_queries(8) as one:
        client.get(address)
    add(2)
    add(3)
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_only_hr_sees_the_sent_mail(client: Client, cast: Cast) -> None:
    SentMail.objects.create(message_id="1", to="siti@contoh.test", subject="Disetujui", body="", sent_at=timezone.now())
    client.force_login(cast.employee)
    assert client.get("/pesan/terkirim/").status_code == 403
    client.force_login(cast.hr)
    assert "siti@contoh.test" in client.get("/pesan/terkirim/").content.decode()


def test_hr_looks_up_what_became_of_a_message_and_sends_it_again(client: Client, cast: Cast) -> None:
    Account.objects.filter(pk=cast.employee.pk).update(email="siti@contoh.test")
    message = write(Account.objects.get(pk=cast.employee.pk), "1")
    Message.objects.update(attempts=12, last_failure="alamat ditolak")
    client.force_login(cast.hr)
    assert "alamat ditolak" in client.get("/admin/notifications/message/").content.decode()
    client.post("/admin/notifications/message/", {"action": "send_again", "_selected_action": [message.pk]})
    message.refresh_from_db()
    assert message.attempts == 0
