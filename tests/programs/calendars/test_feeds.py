"""One's own calendar at a secret address, read back by the library."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar, Event

from partners.models import Instructor
from people.models import Account
from programs.calendars.feeds import account_of, meetings_of, renew_feed, stop_feed
from programs.models import CalendarFeed, Session
from tests.cast import Cast
from tests.factories.people import make_account, make_employee
from tests.factories.programs import OPENS_AT, make_batch, make_enrollment, make_session


def read(secret: str, **headers: str) -> Any:
    return Client().get(f"/kalender/{secret}.ics", headers=headers)


def events_of(secret: str) -> list[Event]:
    return Calendar.from_ical(read(secret).content).walk("VEVENT")


def coming(cast: Cast, account: Account | None = None, **fields: Any) -> Session:
    """A session tomorrow in which the employee, or `account`, has a seat."""
    batch = make_batch()
    starts_at = timezone.now() + timedelta(days=1)
    session = make_session(batch, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **fields)
    make_enrollment(batch, (account or cast.employee).employee, state="confirmed")
    return session


def test_only_the_digest_of_the_secret_is_kept(cast: Cast, now: datetime) -> None:
    secret = renew_feed(account=cast.employee, now=now)
    feed = CalendarFeed.objects.get()
    assert len(secret) == 43
    assert secret not in (feed.digest, str(feed.pk))
    assert account_of(secret) == cast.employee


def test_a_renewed_address_ends_the_old_one_at_once(cast: Cast, now: datetime) -> None:
    old = renew_feed(account=cast.employee, now=now)
    new = renew_feed(account=cast.employee, now=now)
    assert (read(old).status_code, read(new).status_code) == (404, 200)
    stop_feed(account=cast.employee)
    assert read(new).status_code == 404


def test_a_closed_account_has_no_calendar(cast: Cast, now: datetime) -> None:
    secret = renew_feed(account=cast.employee, now=now)
    Account.objects.filter(pk=cast.employee.pk).update(is_active=False)
    assert read(secret).status_code == 404


def test_a_secret_opens_one_calendar(cast: Cast, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="calendar_feed_secret_once"), transaction.atomic():
        for account in (cast.employee, cast.stranger):
            CalendarFeed.objects.create(account=account, digest="a", made_at=now)


def test_it_shows_what_one_attends_and_teaches_and_nothing_else(cast: Cast, now: datetime) -> None:
    attended = coming(cast, video_link="https://rapat.test/a")
    teacher = Instructor.objects.create(name="Siti", employee=cast.employee.employee)
    starts_at = timezone.now() + timedelta(days=2)
    taught = make_session(
        make_batch(), starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), instructor=teacher, title="Mengajar"
    )
    draft = make_batch(state="draft")
    make_session(
        draft, starts_at=starts_at + timedelta(days=1), ends_at=starts_at + timedelta(days=2), instructor=teacher
    )
    coming(cast, cast.stranger, title="Milik orang lain")
    asked = make_batch()
    make_session(asked, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    make_enrollment(asked, cast.employee.employee)
    first, second = events_of(renew_feed(account=cast.employee, now=now))
    assert first["UID"] == f"sesi-{attended.pk}-akun-{cast.employee.pk}@localhost"
    assert "https://rapat.test/a" in str(first["DESCRIPTION"])
    assert second["SUMMARY"] == f"{taught.batch.program.title}: Mengajar"


def test_what_was_called_off_says_so_for_a_month(cast: Cast, now: datetime) -> None:
    gone, given_back = coming(cast), coming(cast, make_account(make_employee("Ani", unit=cast.unit)))
    Session.objects.filter(pk=gone.pk).update(cancelled=True)
    mine = make_enrollment(given_back.batch, cast.employee.employee, state="confirmed")
    mine.changes.create(from_state="confirmed", to_state="cancelled", at=OPENS_AT)
    type(mine).objects.filter(pk=mine.pk).update(state="cancelled", reason="Sakit")
    secret = renew_feed(account=cast.employee, now=now)
    assert [str(event["STATUS"]) for event in events_of(secret)] == ["CANCELLED", "CANCELLED"]
    later = timezone.now() + timedelta(days=33)
    assert meetings_of(cast.employee, later) == []


def test_an_address_that_was_never_given_out_is_not_found(db: None) -> None:
    assert read("x" * 43).status_code == 404
    assert read("../../etc").status_code == 404


def test_it_sets_no_cookie_and_answers_304_until_something_changes(cast: Cast, now: datetime) -> None:
    session = coming(cast)
    secret = renew_feed(account=cast.employee, now=now)
    first = read(secret)
    assert (first.cookies, "Cookie" in first.get("Vary", "")) == ({}, False)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, max-age=900"
    again = read(secret, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    Session.objects.filter(pk=session.pk).update(place="Lain", sequence=1)
    assert read(secret, if_none_match=first["ETag"]).status_code == 200


def test_it_costs_the_same_with_one_session_and_with_three(
    cast: Cast, now: datetime, django_assert_num_queries: Any
) -> None:
    teacher = Instructor.objects.create(name="Siti", employee=cast.employee.employee)

    def add(day: int) -> None:
        coming(cast)
        starts_at = timezone.now() + timedelta(days=10 + day)
        make_session(make_batch(), starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), instructor=teacher)

    add(1)
    secret = renew_feed(account=cast.employee, now=now)
    with django_assert_num_queries(7):
        read(secret)
    add(2)
    add(3)
    with django_assert_num_queries(7):
        read(secret)


def test_the_address_is_shown_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.employee)
    assert "Buat alamat kalender" in client.get("/kalender/").content.decode()
    made = client.post("/kalender/")
    address = made.context["address"]
    assert address in made.content.decode()
    assert f'href="webcal:{address.removeprefix("http:")}"' in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert Client().get(address).status_code == 200
    after = client.get("/kalender/").content.decode()
    assert ".ics" not in after
    assert "Alamat kalender Anda berlaku sejak" in after
    client.post("/kalender/hentikan/")
    assert Client().get(address).status_code == 404
