"""Fixtures that every test may use."""

from collections.abc import Iterator
from datetime import UTC, datetime
from math import inf

import pytest
from django.db import connection
from django.template import engines
from pytest_django import DjangoDbBlocker

from documents import identity
from tests.cast import Cast, assemble
from tests.strict import UndefinedVariable, shuffle_unordered_queries

shuffle_unordered_queries()


@pytest.fixture(autouse=True, scope="session")
def strict_templates() -> None:
    """An undefined variable in one of our templates fails the test."""
    engines["django"].engine.string_if_invalid = UndefinedVariable("UNDEFINED %s")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Number new rows from 10,001: an id written for people ("10.001") is no id, and only large ones show it."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 10000) FROM pg_sequences")


@pytest.fixture(autouse=True)
def identity_is_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read anew in the middle of a test, the city's identity would cost a query more; no test hands on its own."""
    monkeypatch.setattr(identity, "KEPT_SECONDS", inf)
    before = identity._kept
    yield
    if before is not None:
        identity._kept = before


@pytest.fixture
def cast(db: None) -> Cast:
    """The shared cast of people."""
    return assemble()


@pytest.fixture
def now() -> datetime:
    """A fixed moment: Monday 9 March 2026, 10.00 WIB."""
    return datetime(2026, 3, 9, 3, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test with real transactions empties the database: let the next one begin with the reference data again."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            marker.kwargs["serialized_rollback"] = True  # type: ignore[index]
