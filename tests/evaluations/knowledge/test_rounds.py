"""When the two rounds of a batch take answers."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from evaluations.knowledge import rounds
from evaluations.knowledge.building import new_version, publish_test, set_asked, version_of
from evaluations.knowledge.rounds import keep_rounds
from evaluations.models import KnowledgeRound, RoundKind
from pembinaan.base.events import sweep
from programs.closing import close, reopen
from programs.models import Session
from tests.cast import Cast
from tests.factories.credentials import AFTERWARDS
from tests.factories.knowledge import BEFORE_IT, enrollments_of, make_test, make_tested, round_of, send
from tests.factories.programs import make_batch, make_program
from tests.parallel import run_in_parallel

pytestmark = pytest.mark.django_db


def test_the_first_test_ends_with_the_first_session_and_the_second_opens_on_the_last_day(cast: Cast):
    batch = make_tested(cast.unit)
    before, after = round_of(batch), round_of(batch, RoundKind.AFTER)
    assert (before.opens_at, before.closes_at) == (BEFORE_IT, datetime(2026, 3, 23, 4, tzinfo=UTC))
    # The last day begins at midnight in Tanjungpinang; it ends when the batch was closed.
    assert (after.opens_at, after.closes_at) == (datetime(2026, 3, 23, 17, tzinfo=UTC), None)


def test_a_batch_without_sessions_takes_the_first_test_until_its_first_day_ends(cast: Cast):
    batch = make_batch(make_test().program)
    keep_rounds(now=BEFORE_IT)
    assert round_of(batch).closes_at == datetime(2026, 3, 23, 17, tzinfo=UTC)


def test_on_a_single_day_the_second_test_opens_when_the_first_has_ended(cast: Cast):
    batch = make_batch(make_test().program, ends_on=datetime(2026, 3, 23).date())
    keep_rounds(now=BEFORE_IT)
    assert round_of(batch, RoundKind.AFTER).opens_at == round_of(batch).closes_at


def test_closing_the_batch_ends_the_second_test_two_weeks_later_and_reopening_changes_nothing(cast: Cast):
    batch = make_tested(cast.unit)
    close(batch=batch, by=None, now=AFTERWARDS)
    sweep(now=AFTERWARDS)
    # Closed on 25 March: until the end of 8 April.
    end = datetime(2026, 4, 8, 17, tzinfo=UTC)
    assert round_of(batch, RoundKind.AFTER).closes_at == end
    reopen(batch=batch, by=cast.hr, reason="Daftar hadir keliru", now=AFTERWARDS)
    close(batch=batch, by=None, now=AFTERWARDS + timedelta(days=5))
    sweep(now=AFTERWARDS + timedelta(days=5))
    assert round_of(batch, RoundKind.AFTER).closes_at == end


def test_windows_follow_a_session_that_was_moved(cast: Cast):
    batch = make_tested(cast.unit)
    first = batch.sessions.order_by("starts_at").first()
    Session.objects.filter(pk=first.pk).update(
        starts_at=first.starts_at + timedelta(hours=2), ends_at=first.ends_at + timedelta(hours=2)
    )
    keep_rounds(now=BEFORE_IT)
    assert round_of(batch).closes_at == datetime(2026, 3, 23, 6, tzinfo=UTC)


def test_a_batch_that_has_begun_or_whose_program_asks_no_test_has_none(cast: Cast):
    begun, without = make_batch(make_test().program), make_batch(make_program())
    stopped = make_test()
    set_asked(test=stopped, is_asked=False)
    make_batch(stopped.program)
    assert keep_rounds(now=datetime(2026, 3, 24, 3, tzinfo=UTC)) == 0
    assert not KnowledgeRound.objects.filter(batch__in=[begun, without]).exists()
    assert keep_rounds(now=BEFORE_IT) == 1


def test_making_rounds_again_makes_no_more(cast: Cast):
    make_tested(cast.unit)
    assert keep_rounds(now=BEFORE_IT) == 0
    assert KnowledgeRound.objects.count() == 2


def test_a_new_version_is_asked_where_nobody_has_answered_yet_and_not_elsewhere(cast: Cast):
    test = make_test()
    untouched, answered = (make_tested(cast.unit, program=test.program) for _each in range(2))
    send(enrollments_of(answered)[0], [1] * 5)
    old = version_of(test)
    new_version(test=test, by=None, now=BEFORE_IT)
    publish_test(test=test, by=None, now=BEFORE_IT)
    keep_rounds(now=BEFORE_IT)
    assert {one.version_id for one in untouched.knowledge_rounds.all()} == {version_of(test).pk}
    assert {one.version_id for one in answered.knowledge_rounds.all()} == {old.pk}


def test_a_stopped_test_is_taken_from_batches_where_nobody_has_answered(cast: Cast):
    batch = make_tested(cast.unit)
    set_asked(test=batch.program.knowledge_test, is_asked=False)
    keep_rounds(now=BEFORE_IT)
    assert not batch.knowledge_rounds.exists()


def test_the_database_keeps_the_two_rounds_alike_in_order_and_of_their_own_program(cast: Cast):
    batch = make_tested(cast.unit)
    other = version_of(make_test())
    one = round_of(batch)
    for change in (
        {"version": other, "item_count": other.item_count},
        {"closes_at": one.opens_at},
        {"closes_at": None},
        {"kind": "during"},
        {"item_count": 4},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            KnowledgeRound.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        KnowledgeRound.objects.create(
            batch=batch,
            kind="before",
            version=one.version,
            item_count=5,
            opens_at=one.opens_at,
            closes_at=one.closes_at,
        )


def test_one_round_never_asks_another_version_than_the_other(cast: Cast):
    test = make_test()
    batch = make_tested(cast.unit, program=test.program)
    new_version(test=test, by=None, now=BEFORE_IT)
    newer = publish_test(test=test, by=None, now=BEFORE_IT)
    with pytest.raises(IntegrityError, match="knowledge_rounds_ask_the_same"), transaction.atomic():
        KnowledgeRound.objects.filter(batch=batch, kind="before").update(version=newer)


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_of_two_workers_at_once_one_makes_the_rounds(cast: Cast):
    batch = make_batch(make_test().program)
    assert run_in_parallel(2, lambda _n: keep_rounds(now=BEFORE_IT)) == []
    assert batch.knowledge_rounds.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_without_the_batchs_lock_the_second_worker_would_fail(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    make_batch(make_test().program)
    meeting = threading.Barrier(2)
    look = rounds._after_opens

    def after_both(batch, first_end):
        meeting.wait(timeout=20)
        return look(batch, first_end)

    monkeypatch.setattr(rounds, "_after_opens", after_both)
    monkeypatch.setattr(rounds, "_hold", lambda _batch: None)
    (failed,) = run_in_parallel(2, lambda _n: keep_rounds(now=BEFORE_IT))
    assert isinstance(failed, IntegrityError)
