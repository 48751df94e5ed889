"""Waking a task saves waiting; it is never needed and never in the way."""

from typing import Any

import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from pembinaan.base.wake import wake_on_commit


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
