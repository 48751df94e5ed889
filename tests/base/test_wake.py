"""Waking a task saves waiting; it is never needed and never in the way."""

from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest
from celery import Celery, current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from pembinaan.base.wake import PAUSE_SECONDS, pause, wake, wake_on_commit


@pytest.fixture(autouse=True)
def broker_is_there() -> Iterator[None]:
    pause.since = None
    yield
    pause.since = None


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: names.append(name))
    return names


def test_a_task_is_woken_once_a_transaction_after_its_commit(
    db: None, woken: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            wake_on_commit("a.task")
        wake_on_commit("another.task")
        assert woken == []
    assert woken == ["a.task", "another.task"]


def test_what_was_rolled_back_wakes_nobody(db: None, woken: list[str], django_capture_on_commit_callbacks: Any) -> None:
    class Undone(Exception):
        pass

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Undone), transaction.atomic():
        wake_on_commit("a.task")
        raise Undone
    assert woken == []


def test_a_lost_broker_disturbs_nobody(
    db: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def lost(name: str, **options: object) -> None:
        raise OperationalError("tidak ada")

    monkeypatch.setattr(current_app, "send_task", lost)
    with django_capture_on_commit_callbacks(execute=True):
        wake_on_commit("a.task")


def test_a_lost_broker_is_asked_once_in_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def lost(name: str, **options: object) -> None:
        asked.append(name)
        raise OperationalError("tidak ada")

    monkeypatch.setattr(current_app, "send_task", lost)
    for name in ("first", "second", "third"):
        wake(name)
    assert asked == ["first"]
    pause.since = monotonic() - PAUSE_SECONDS
    wake("after the pause")
    assert asked == ["first", "after the pause"]


def test_a_page_does_not_wait_for_a_broker_that_is_gone(settings: Any) -> None:
    with Celery("nowhere", broker="redis://127.0.0.1:1/0", set_as_current=False) as nowhere:
        nowhere.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        before = monotonic()
        with pytest.raises(OperationalError):
            nowhere.send_task("a.task", retry=False, ignore_result=True)
    assert monotonic() - before < 2
