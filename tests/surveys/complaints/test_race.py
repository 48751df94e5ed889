"""Complaints sent and worked on at the same moment; each race with its negative control."""

import threading
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection

from surveys.complaints import handling, receiving
from surveys.complaints.handling import HandlingError, answer, finish
from surveys.complaints.receiving import ComplaintError, Letter, receive
from surveys.content import SurveyContent, survey_content
from surveys.models import Complaint, ComplaintRule, ComplaintSender
from tests.factories.people import make_account, make_unit
from tests.factories.surveys import make_complaint
from tests.parallel import run_in_parallel

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
NOW = datetime(2026, 2, 10, 3, tzinfo=UTC)
CROWD = 6
PATIENCE = 10.0


@pytest.fixture
def content() -> SurveyContent:
    make_unit("Puskesmas Sei Jang", code="153")
    found = survey_content("153", "", "id")
    assert found
    return found


def send(content: SurveyContent, client_id: UUID, network: int | None = None) -> None:
    receive(content=content, letter=Letter("Antre tiga jam"), client_id=client_id, network=network, now=NOW)


def meet_before_storing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has looked for the sheet before anybody stores it."""
    barrier = threading.Barrier(CROWD)
    monkeypatch.setattr(receiving, "_count", lambda *_given: barrier.wait(timeout=PATIENCE))


def test_one_sheet_sent_by_many_at_once_is_one_complaint(
    content: SurveyContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet_before_storing(monkeypatch)
    client_id = uuid4()
    assert run_in_parallel(CROWD, lambda _n: send(content, client_id)) == []
    assert Complaint.objects.count() == 1


def test_control_without_the_unique_sheet_it_is_stored_often(
    content: SurveyContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE surveys_complaint DROP CONSTRAINT complaint_once")
    try:
        meet_before_storing(monkeypatch)
        client_id = uuid4()
        run_in_parallel(CROWD, lambda _n: send(content, client_id))
        assert Complaint.objects.count() > 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE surveys_complaint CASCADE")
            cursor.execute("ALTER TABLE surveys_complaint ADD CONSTRAINT complaint_once UNIQUE (client_id)")


def test_the_limit_of_a_network_holds_for_many_at_once(content: SurveyContent) -> None:
    ComplaintRule.objects.update(most_a_day=2)
    errors = run_in_parallel(CROWD, lambda _n: send(content, uuid4(), network=7))
    assert [type(error) for error in errors] == [ComplaintError] * (CROWD - 2)
    assert Complaint.objects.count() == 2
    assert ComplaintSender.objects.get().count == 2


def test_control_counting_before_writing_lets_all_of_them_pass(
    content: SurveyContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    ComplaintRule.objects.update(most_a_day=2)
    barrier = threading.Barrier(CROWD)

    def look_first(network: int, day: date, most: int) -> None:
        many = ComplaintSender.objects.filter(day=day, network=network).count()
        barrier.wait(timeout=PATIENCE)
        if many >= most:
            raise ComplaintError("full")

    monkeypatch.setattr(receiving, "_count", look_first)
    assert run_in_parallel(CROWD, lambda _n: send(content, uuid4(), network=7)) == []
    assert Complaint.objects.count() == CROWD


def finish_and_answer_at_once(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Finish a complaint and answer it in the same moment; both look at it before one of them writes."""
    complaint, by = make_complaint(make_unit(code="154")), make_account(username="officer")
    meeting = threading.Barrier(2, timeout=0.5)
    held = handling._held

    def look_together(one: Complaint) -> Complaint:
        found = held(one)
        # Where the lock keeps the other one out, the wait breaks off: that is what it is for.
        with suppress(threading.BrokenBarrierError):
            meeting.wait()
        return found

    monkeypatch.setattr(handling, "_held", look_together)
    deeds: list[Any] = [
        lambda: finish(complaint=complaint, by=by, now=NOW),
        lambda: answer(complaint=complaint, note="Sudah", by=by, now=NOW),
    ]
    return run_in_parallel(2, lambda n: deeds[n]())


def test_an_answer_never_brings_back_what_is_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = finish_and_answer_at_once(monkeypatch)
    assert [type(error) for error in errors] in ([], [HandlingError])
    complaint = Complaint.objects.get()
    assert (complaint.state, complaint.sealed_text, complaint.sealed_note) == ("done", "", "")


def test_control_with_a_row_read_without_the_lock_only_the_constraint_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    complaint, by = make_complaint(make_unit(code="154")), make_account(username="officer")
    seen_before = Complaint.objects.get()
    finish(complaint=complaint, by=by, now=NOW)
    monkeypatch.setattr(handling, "_held", lambda _one: seen_before)
    with pytest.raises(IntegrityError, match="complaint_open_has_text"):
        answer(complaint=complaint, note="Sudah", by=by, now=NOW)
