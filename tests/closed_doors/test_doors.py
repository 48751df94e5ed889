"""Closed by default: every address is on the public list, or refuses whoever has no business there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.closed_doors import house as houses
from tests.closed_doors import rooms
from tests.closed_doors.house import ANONYMOUS, ROLES, House
from tests.closed_doors.public_urls import PUBLIC
from tests.closed_doors.url_table import Door, doors_of_the_admin, doors_of_the_site

# Pages of a second step send whoever has not taken the first one back to the sign-in page.
SECOND_STEPS = {"mfa_authenticate", "account_confirm_login_code"}
ADMIN_SAMPLES = {"object_id": "1", "app_label": "auth", "content_type_id": 1, "url": "apa-saja"}
TABLE = rooms.doors()
GUARDED = [door for door in doors_of_the_site() if door.name not in PUBLIC]


@pytest.fixture
def house(db: None) -> House:
    return houses.build()


@contextmanager
def undone() -> Iterator[None]:
    """Whatever a request changes is undone, so that the next door is found as the first was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def client_of(house: House, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != ANONYMOUS:
        client.force_login(house.accounts[role], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def refuses(response: HttpResponse) -> bool:
    """403, 404, or the way to the sign-in page."""
    to_sign_in = response.status_code == 302 and response["Location"].startswith(
        (reverse("account_login"), reverse("admin:login"))
    )
    return to_sign_in or response.status_code in {403, 404}


def judges_the_method_first(response: HttpResponse) -> bool:
    return response.status_code == 405


def test_every_address_has_a_name_and_a_line_in_a_table() -> None:
    missing = [
        f'"{door.name}" (/{door.route}): add "{door.name}": {{"hr", …}} to DOORS of '
        f"tests/closed_doors/rooms/{door.room}.py, or to public_urls.py if anyone may see it"
        for door in GUARDED
        if door.name not in TABLE
    ]
    assert not missing, "\n".join(missing)


def test_every_address_that_names_something_has_a_sample(house: House) -> None:
    samples = rooms.samples(house)
    missing = [
        f'"{door.name}": {sorted(door.arguments)}: add it to samples() of tests/closed_doors/rooms/{door.room}.py'
        for door in GUARDED
        if door.arguments and door.name in TABLE and door.name not in samples
    ]
    assert not missing, "\n".join(missing)


def test_the_tables_name_only_addresses_that_exist_and_roles_that_play() -> None:
    names = {door.name for door in doors_of_the_site()}
    assert sorted((PUBLIC | set(TABLE)) - names) == []
    assert sorted(PUBLIC & set(TABLE)) == []
    assert {role for roles in TABLE.values() for role in roles} <= set(ROLES) - {ANONYMOUS}


def address_of(door: Door, samples: dict[str, dict[str, Any]]) -> str | None:
    try:
        return door.address(samples.get(door.name, {}))
    except NoReverseMatch:
        return None


@pytest.mark.parametrize("role", ROLES)
def test_each_door_opens_for_its_roles_and_refuses_the_others(house: House, role: str) -> None:
    client, samples, wrong = client_of(house, role), rooms.samples(house), []
    for door in GUARDED:
        address = address_of(door, samples)
        if address is None:
            continue
        allowed = role in TABLE.get(door.name, ())
        with undone():
            response = client.get(address)
        misjudged = refuses(response) is allowed and not judges_the_method_first(response)
        if misjudged or response.status_code == 500:
            wrong.append(f"GET {address} ({door.name}) answers {response.status_code} to {role}")
        if not allowed:
            with undone():
                response = client.post(address)
            if not (refuses(response) or judges_the_method_first(response)):
                wrong.append(f"POST {address} ({door.name}) answers {response.status_code} to {role}")
    assert not wrong, "\n".join(wrong)


def test_public_addresses_never_ask_to_sign_in(house: House) -> None:
    client, samples, asking = Client(), rooms.samples(house), []
    for door in doors_of_the_site():
        address = address_of(door, samples)
        if door.name not in PUBLIC - SECOND_STEPS or address is None:
            continue
        with undone():
            response = client.get(address)
        if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
            asking.append(door.name)
    assert not asking, "\n".join(asking)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "hr"])
def test_the_admin_is_closed_to_all_but_hr(house: House, role: str) -> None:
    client, open_doors = client_of(house, role), []
    for door in doors_of_the_admin():
        arguments = {name: value for name, value in ADMIN_SAMPLES.items() if name in door.arguments}
        # Its own sign-out sends strangers to the front page of the admin, which refuses them.
        if door.name in {"admin:logout", "admin:"}:
            continue
        for ask in (client.get, client.post):
            with undone():
                response = ask(door.address(arguments))
            if not refuses(response):
                open_doors.append(f"{door.name} answers {response.status_code} to {role}")
    assert not open_doors, "\n".join(open_doors)
