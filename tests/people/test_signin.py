"""Signing in by number or address, the limits that protect it, and the admin's door."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people.accounts import open_accounts
from people.models import Account
from tests.cast import Cast
from tests.factories.people import make_account, make_employee

PASSWORD = "kata-sandi-uji"


def sign_in(client: Client, login: str, password: str = PASSWORD) -> str | None:
    """The address to which a good sign-in leads; None when refused."""
    response = client.post(reverse("account_login"), {"login": login, "password": password})
    return response.get("Location")


@pytest.fixture
def siti(db: None) -> Account:
    return make_account(make_employee("Siti", number="198609262015051001"), email="Siti@Contoh.test")


@pytest.mark.parametrize(
    "login", ["198609262015051001", "19860926 201505 1 001", " 198609262015051001 ", "siti@contoh.test"]
)
def test_people_sign_in_by_number_or_address(client: Client, siti: Account, login: str) -> None:
    assert sign_in(client, login) == reverse("home")


def test_an_own_id_may_be_typed_small(client: Client, db: None) -> None:
    make_account(username="N000123")
    assert sign_in(client, "n000123") == reverse("home")


def test_the_session_changes_with_sign_in_and_ends_with_sign_out(client: Client, siti: Account) -> None:
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    sign_in(client, siti.username)
    assert client.session.session_key != before
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_closed_account_neither_signs_in_nor_stays_signed_in(client: Client, siti: Account) -> None:
    sign_in(client, siti.username)
    assert client.get(reverse("inbox")).status_code == 200
    Account.objects.filter(pk=siti.pk).update(is_active=False)
    assert client.get(reverse("inbox")).status_code == 302
    assert sign_in(client, siti.username) in {None, reverse("account_inactive")}
    assert client.get(reverse("inbox")).status_code == 302


def test_an_account_that_waits_for_its_code_does_not_sign_in(client: Client, cast: Cast, now: object) -> None:
    newcomer = make_employee("Baru", unit=cast.unit)
    open_accounts(employees=[newcomer], now=now)
    assert sign_in(client, newcomer.number, "") is None
    assert sign_in(client, newcomer.number, "!") is None


def test_nobody_signs_up(client: Client, db: None) -> None:
    page = client.post(reverse("account_signup"), {"username": "saya", "password1": PASSWORD})
    assert page.status_code == 200
    assert not Account.objects.exists()


def test_a_password_is_reset_by_mail_only_once_it_was_set(
    client: Client, cast: Cast, siti: Account, now: object
) -> None:
    waiting = make_employee("Baru", unit=cast.unit, email="baru@contoh.test")
    open_accounts(employees=[waiting], now=now)
    for address in ("siti@contoh.test", "baru@contoh.test", "tidak.ada@contoh.test"):
        answer = client.post(reverse("account_reset_password"), {"email": address})
        assert answer["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [["siti@contoh.test"]]


@pytest.fixture
def limits(settings: Any) -> None:
    """The limits of the real profiles, from an empty slate."""
    settings.ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/5m/key", "activate": "3/m/ip"}
    cache.clear()


def test_five_wrong_passwords_close_the_door_for_that_name(client: Client, siti: Account, limits: None) -> None:
    for _try in range(5):
        assert sign_in(client, siti.username, "salah") is None
    assert sign_in(client, siti.username) is None
    other = make_account(make_employee("Budi"))
    assert sign_in(Client(), other.username) == reverse("home")


def test_the_admins_sign_in_is_the_same_door_with_the_same_limits(client: Client, cast: Cast, limits: None) -> None:
    inside = reverse("admin:index")
    door = client.get(reverse("admin:login"), {"next": inside})
    assert door["Location"].startswith(reverse("account_login"))
    guess = client.post(reverse("admin:login"), {"username": cast.hr.username, "password": PASSWORD})
    assert guess["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session
    for _try in range(5):
        sign_in(client, cast.hr.username, "salah")
    assert sign_in(client, cast.hr.username) is None


def test_a_second_factor_is_asked_also_before_the_admin(client: Client, cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.hr, secret)
    assert sign_in(client, cast.hr.username) == reverse("mfa_authenticate")
    assert client.get(reverse("admin:index")).status_code == 302
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("admin:index")).status_code == 200


def test_too_many_activations_from_one_address_wait_a_minute(client: Client, db: None, limits: None) -> None:
    facts = {"username": "1", "code": "A", "password": PASSWORD, "repeated": PASSWORD}
    answers = [client.post(reverse("activate"), facts).status_code for _try in range(4)]
    assert answers == [200, 200, 200, 429]
