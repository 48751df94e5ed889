"""What is kept of where an open answer came from: enough to find a crowd of one, nothing that leads to a person."""

import time
from datetime import date, datetime, timedelta

import pytest
from django.test import Client, RequestFactory

from pembinaan.base.dates import today
from surveys.models import DailySalt, Response, Trace
from surveys.origins import origin_of, salt_of
from surveys.stuffing import FASTEST_SECONDS
from surveys.survey_views import SHEETS
from tests.factories.people import make_unit
from tests.surveys.test_survey_views import ANSWERS, sheet

DAY = date(2026, 2, 10)


@pytest.fixture(autouse=True)
def no_salt_kept(db: None) -> None:
    """Another test's salt is not in this test's database."""
    salt_of.cache_clear()


def origin(address: str, *, agent: str = "Ponsel", day: date = DAY) -> tuple[int | None, int | None]:
    request = RequestFactory().post("/s/153/", REMOTE_ADDR=address, headers={"user-agent": agent})
    found = origin_of(request, sheet=SHEETS.signer.sign("153.x"), day=day)
    return found.network, found.device


def test_the_same_address_is_the_same_network_and_another_phone_on_it_another_device() -> None:
    network, device = origin("36.80.1.2")
    assert origin("36.80.1.2") == (network, device)
    other_network, other_device = origin("36.80.1.2", agent="Ponsel lain")
    assert (other_network == network, other_device == device) == (True, False)
    assert origin("36.80.1.3")[0] != network


def test_the_next_day_nothing_can_be_recognised() -> None:
    assert origin("36.80.1.2")[0] != origin("36.80.1.2", day=DAY + timedelta(days=1))[0]


def test_a_household_shares_the_first_half_of_its_long_address() -> None:
    assert origin("2404:c0:1:2::1")[0] == origin("2404:c0:1:2:ffff::9")[0]
    assert origin("2404:c0:1:2::1")[0] != origin("2404:c0:1:3::1")[0]


@pytest.mark.parametrize("address", ["127.0.0.1", "192.168.1.7", "fd00::1"])
def test_a_private_address_may_be_everybodys_and_says_nothing(address: str) -> None:
    assert origin(address) == (None, None)
    assert not DailySalt.objects.exists()


def test_behind_our_own_proxy_the_citizens_address_counts(settings: object) -> None:
    direct = origin("36.80.1.2")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    request = RequestFactory().post(
        "/s/153/", REMOTE_ADDR="10.0.0.1", headers={"user-agent": "Ponsel", "x-forwarded-for": "8.8.8.8, 36.80.1.2"}
    )
    found = origin_of(request, sheet=SHEETS.signer.sign("153.x"), day=DAY)
    assert (found.network, found.device) == direct


def test_a_stored_answer_leaves_one_trace_without_address_and_a_second_sending_none(client: Client) -> None:
    make_unit(code="153")
    data = {"sheet": sheet(client.get("/s/153/")), **ANSWERS}
    for _ in range(2):
        client.post("/s/153/", data, REMOTE_ADDR="36.80.1.2")
    trace = Trace.objects.get()
    assert (trace.response_id, trace.day) == (Response.objects.get().pk, today())
    assert trace.network not in {None, 0}
    assert 0 <= trace.seconds <= 5
    assert {field.name for field in Trace._meta.get_fields()} == {
        "response",
        "unit",
        "day",
        "network",
        "device",
        "seconds",
    }
    assert isinstance(Response.objects.get().submitted_at, datetime)


def test_what_was_forgotten_and_given_at_once_is_timed_from_the_first_showing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_unit(code="153")
    start = time.time()
    first = sheet(client.get("/s/153/"))
    monkeypatch.setattr(time, "time", lambda: start + 40)
    again = client.post("/s/153/", {"sheet": first, "u1": "3"})
    monkeypatch.setattr(time, "time", lambda: start + 41)
    assert client.post("/s/153/", {"sheet": sheet(again), **ANSWERS}).status_code == 303
    assert Trace.objects.get().seconds in {40, 41}


def test_a_page_that_was_open_too_long_may_be_sent_again_at_once_but_counts_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_unit(code="153")
    old = sheet(client.get("/s/153/"))
    later = time.time() + 25 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    for _ in range(2):
        again = client.post("/s/153/", {"sheet": old, **ANSWERS})
        client.post("/s/153/", {"sheet": sheet(again), **ANSWERS})
    assert Trace.objects.get().seconds >= FASTEST_SECONDS
    assert Response.objects.count() == 1
