"""Guesses and uses of a code at the same moment: real threads, each with its own connection, and negative controls."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from django.db import connection, transaction

from people import activation, assignments
from people.activation import ActivationError, Letter, issue_codes
from people.assignments import AssignmentError
from people.models import ActivationAttempt, ActivationCode, Assignment, Position
from tests.factories.people import make_employee, make_unit

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

PARALLEL = 8


def at_once(act: Callable[[int], object]) -> list[str]:
    """Run `act` in threads that start together; return each one's outcome: "" or the refusal."""
    start = threading.Barrier(PARALLEL)

    def work(number: int) -> str:
        try:
            start.wait(timeout=20)
            act(number)
        except (ActivationError, AssignmentError) as refusal:
            return refusal.message
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(PARALLEL) as pool:
        return list(pool.map(work, range(PARALLEL)))


@pytest.fixture
def letter(now: datetime) -> Letter:
    """The letter of a newcomer."""
    (only,) = issue_codes(employees=[make_employee("Siti", unit=make_unit())], by=None, now=now)
    return only


def guesses_looked_at(letter: Letter, now: datetime) -> int:
    def guess(_number: int) -> None:
        activation.activate(username=letter.username, code="AAAAAAAAAA", password="angin-laut-tenang", now=now)

    return sum(message.startswith("NIP atau kode") for message in at_once(guess))


def test_parallel_guesses_share_the_five_tries(letter: Letter, now: datetime) -> None:
    assert guesses_looked_at(letter, now) == 5


def test_without_counting_in_the_database_they_would_not(
    letter: Letter, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_have_read = threading.Barrier(PARALLEL, timeout=60)

    def read_then_write(name: str, moment: datetime) -> tuple[int, datetime]:
        digest = activation._digest_of(name)
        known = ActivationAttempt.objects.filter(username_digest=digest).first()
        tries = known.tries + 1 if known else 1
        all_have_read.wait()
        ActivationAttempt.objects.update_or_create(
            username_digest=digest, defaults={"tries": tries, "counted_until": moment + activation.LOCKED_FOR}
        )
        return tries, moment + activation.LOCKED_FOR

    monkeypatch.setattr(activation, "_count_try", read_then_write)
    assert guesses_looked_at(letter, now) > 5


def uses(letter: Letter, now: datetime) -> int:
    def use(number: int) -> None:
        activation.activate(username=letter.username, code=letter.code, password=f"angin-laut-{number}", now=now)

    return at_once(use).count("")


@pytest.fixture
def no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all of them try, so that only the lock on the code stands between them."""
    monkeypatch.setattr(activation, "TRIES", 1000)


@pytest.mark.usefixtures("no_limit")
def test_a_code_is_used_once_though_many_use_it_at_once(letter: Letter, now: datetime) -> None:
    assert uses(letter, now) == 1


@pytest.mark.usefixtures("no_limit")
def test_without_the_lock_it_would_be_used_more_than_once(
    letter: Letter, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_have_read = threading.Barrier(PARALLEL, timeout=60)

    def unlocked(name: str, code: str, moment: datetime) -> ActivationCode | None:
        given = ActivationCode.objects.select_related("account").get(account__username=name)
        all_have_read.wait()
        return None if given.used_at else given

    monkeypatch.setattr(activation, "_matching_code", unlocked)
    assert uses(letter, now) > 1


def test_one_of_many_transfers_from_the_same_day_wins(now: datetime) -> None:
    employee = make_employee("Siti", unit=make_unit())
    units = [make_unit() for _number in range(PARALLEL)]
    position = Position.objects.get(name="Analis")

    def move(number: int) -> None:
        assignments.transfer(
            employee=employee, unit=units[number], position=position, on=date(2026, 4, 1), by=None, now=now
        )

    outcomes = at_once(move)
    assert outcomes.count("") == 1
    assert all("harus setelah 1 April 2026" in message for message in outcomes if message)
    with transaction.atomic():
        assert Assignment.objects.filter(employee=employee).count() == 2
