"""Several workers settle the same batch at once: real threads, each with its own connection, and a control."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection

from credentials import settlement
from credentials.checks import breaches
from credentials.models import Certificate, HoursEntry
from credentials.settlement import settle
from documents.models import IssuedNumber
from programs.closing import close
from programs.models import Batch
from tests.factories.credentials import AFTERWARDS, make_run
from tests.factories.people import make_employee, make_unit

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

WORKERS = 6
PEOPLE = 8


def closed_batch() -> Batch:
    unit = make_unit()
    batch = make_run([make_employee(f"Peserta {n}", unit=unit) for n in range(PEOPLE)])
    return close(batch=batch, by=None, now=AFTERWARDS)


def settle_at_once(batch: Batch, workers: int) -> list[BaseException]:
    start = threading.Barrier(workers)
    failures: list[BaseException] = []

    def work(_number: int) -> None:
        try:
            start.wait(timeout=20)
            settle(batch=batch, now=AFTERWARDS)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
    return failures


def test_six_workers_at_once_write_each_certificate_once_and_leave_no_gap() -> None:
    batch = closed_batch()
    assert settle_at_once(batch, WORKERS) == []
    assert (Certificate.objects.count(), HoursEntry.objects.count()) == (PEOPLE, PEOPLE)
    assert sorted(IssuedNumber.objects.values_list("seq", flat=True)) == list(range(1, PEOPLE + 1))
    assert list(breaches()) == []


def test_without_the_lock_the_same_test_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control; it shows too that the unique constraint stands behind the lock."""
    batch = closed_batch()
    reading = threading.Barrier(2, timeout=60)
    cases_of = settlement.cases_of

    def unlocked(unsettled: Batch) -> Batch:
        return Batch.objects.select_related("program__training_type", "program__institution").get(pk=unsettled.pk)

    def read_together(unsettled: Batch) -> list[settlement.Case]:
        cases = cases_of(unsettled)
        reading.wait()
        return cases

    monkeypatch.setattr(settlement, "_lock", unlocked)
    monkeypatch.setattr(settlement, "cases_of", read_together)
    failures = settle_at_once(batch, 2)
    assert [type(failure) for failure in failures] == [IntegrityError]
    assert Certificate.objects.count() == PEOPLE
