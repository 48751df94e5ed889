"""A participant takes each test once, inside its window, and nobody else does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from evaluations.knowledge import taking
from evaluations.knowledge.building import new_version, publish_test
from evaluations.knowledge.rounds import keep_rounds
from evaluations.knowledge.taking import TakingError, take
from evaluations.models import KnowledgeAttempt, KnowledgeRound, RoundKind
from programs.applications.enrollment import cancel
from tests.cast import Cast
from tests.factories.knowledge import (
    BEFORE_IT,
    LAST_DAY,
    LONG_AFTER,
    enrollments_of,
    finish,
    make_test,
    make_tested,
    round_of,
    send,
)
from tests.factories.people import make_employee
from tests.factories.programs import make_enrollment
from tests.parallel import run_in_parallel

pytestmark = pytest.mark.django_db


def test_answers_are_kept_with_those_that_were_left_out(cast: Cast):
    batch = make_tested(cast.unit)
    one, (me,) = round_of(batch), enrollments_of(batch)
    attempt = take(one=one, enrollment=me, version_id=one.version_id, answers=[1, 2, 3, 4, 0], now=BEFORE_IT)
    assert (attempt.answers, attempt.item_count, attempt.sent_at) == ([1, 2, 3, 4, 0], 5, BEFORE_IT)


def test_sending_again_is_refused_and_changes_nothing(cast: Cast):
    (me,) = enrollments_of(make_tested(cast.unit))
    send(me, [1] * 5)
    with pytest.raises(TakingError, match="sudah diterima"):
        send(me, [0] * 5)
    assert KnowledgeAttempt.objects.get().answers == [2] * 5


@pytest.mark.parametrize(
    ("kind", "moment", "why"),
    [
        ("before", BEFORE_IT - timedelta(days=1), "belum dibuka"),
        ("before", LAST_DAY, "sudah ditutup"),
        ("after", BEFORE_IT, "belum dibuka"),
        ("after", LONG_AFTER, "sudah ditutup"),
    ],
)
def test_outside_its_window_a_test_takes_nothing(cast: Cast, kind, moment, why):
    batch = make_tested(cast.unit)
    (me,) = enrollments_of(batch)
    if moment == LONG_AFTER:
        finish(batch)
        me.refresh_from_db()
    if kind == "before":
        me.state = "confirmed"
    one = round_of(batch, kind)
    with pytest.raises(TakingError, match=why):
        take(one=one, enrollment=me, version_id=one.version_id, answers=[1] * 5, now=moment)


def test_only_who_has_a_seat_takes_the_first_test(cast: Cast):
    batch = make_tested(cast.unit)
    waiting = make_enrollment(batch, make_employee("Menunggu", unit=cast.unit), state="requested")
    one = round_of(batch)
    with pytest.raises(TakingError, match="Hanya peserta"):
        take(one=one, enrollment=waiting, version_id=one.version_id, answers=[1] * 5, now=BEFORE_IT)
    with pytest.raises(IntegrityError, match="Hanya peserta"), transaction.atomic():
        KnowledgeAttempt.objects.create(
            round=one, enrollment=waiting, version=one.version, item_count=5, answers=[1] * 5, sent_at=BEFORE_IT
        )


def test_a_participant_of_another_batch_is_refused_by_the_database(cast: Cast):
    test = make_test()
    mine, theirs = (make_tested(cast.unit, program=test.program) for _each in range(2))
    one = round_of(mine)
    with pytest.raises(IntegrityError, match="Hanya peserta"), transaction.atomic():
        KnowledgeAttempt.objects.create(
            round=one, enrollment=enrollments_of(theirs)[0], version=one.version, item_count=5, answers=[1] * 5,
            sent_at=BEFORE_IT,
        )  # fmt: skip


def test_questions_exchanged_since_the_page_was_shown_are_not_answered_by_mistake(cast: Cast):
    test = make_test()
    batch = make_tested(cast.unit, program=test.program)
    seen = round_of(batch).version_id
    new_version(test=test, by=None, now=BEFORE_IT)
    publish_test(test=test, by=None, now=BEFORE_IT)
    keep_rounds(now=BEFORE_IT)
    with pytest.raises(TakingError, match="baru saja diganti"):
        take(one=round_of(batch), enrollment=enrollments_of(batch)[0], version_id=seen, answers=[1] * 5, now=BEFORE_IT)


@pytest.mark.parametrize(("answers", "count"), [([5] * 5, 5), ([-1] * 5, 5), ([1] * 4, 5), ([1] * 4, 4), ([1] * 6, 6)])
def test_answers_that_are_not_whole_are_refused_by_the_database(cast: Cast, answers, count):
    batch = make_tested(cast.unit)
    one = round_of(batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        KnowledgeAttempt.objects.create(
            round=one, enrollment=enrollments_of(batch)[0], version=one.version, item_count=count, answers=answers,
            sent_at=BEFORE_IT,
        )  # fmt: skip


def test_what_was_sent_never_changes_nor_disappears(cast: Cast):
    (me,) = enrollments_of(make_tested(cast.unit))
    send(me, [1] * 5)
    for change in (
        lambda: KnowledgeAttempt.objects.update(answers=[1] * 5),
        lambda: KnowledgeAttempt.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_nobody_is_asked_in_a_cancelled_enrollment(cast: Cast):
    batch = make_tested(cast.unit)
    (me,) = enrollments_of(batch)
    cancel(enrollment=me, by=cast.hr, reason="Sakit", now=BEFORE_IT)
    me.refresh_from_db()
    with pytest.raises(TakingError, match="Hanya peserta"):
        send(me, [1] * 5)


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_of_two_sendings_at_once_one_is_kept(cast: Cast):
    (me,) = enrollments_of(make_tested(cast.unit))
    refused = run_in_parallel(2, lambda _n: send(me, [1] * 5))
    assert [type(one) for one in refused] == [TakingError]
    assert KnowledgeAttempt.objects.filter(round__kind=RoundKind.BEFORE).count() == 1


@pytest.fixture
def both_have_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the round's lock, and nobody stores before both have seen that there is nothing yet."""
    meeting = threading.Barrier(2)

    def after_both(_held, _now):
        meeting.wait(timeout=20)
        return ""

    monkeypatch.setattr(taking, "_held", lambda one: KnowledgeRound.objects.select_related("batch").get(pk=one.pk))
    monkeypatch.setattr(taking, "_outside", after_both)


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_without_the_lock_the_database_still_keeps_one_and_says_why(cast: Cast, both_have_looked: None):
    (me,) = enrollments_of(make_tested(cast.unit))
    (refused,) = run_in_parallel(2, lambda _n: send(me, [1] * 5))
    assert isinstance(refused, TakingError)
    assert "sudah diterima" in refused.message
    assert KnowledgeAttempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_without_lock_and_constraint_both_would_be_kept(cast: Cast, both_have_looked: None):
    (me,) = enrollments_of(make_tested(cast.unit))
    with without_constraint("evaluations_knowledgeattempt", "knowledge_attempt_once"):
        assert run_in_parallel(2, lambda _n: send(me, [1] * 5)) == []
        assert KnowledgeAttempt.objects.count() == 2


@contextmanager
def without_constraint(table: str, name: str) -> Iterator[None]:
    """Take a unique constraint off; what was stored meanwhile goes before it comes back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name])
        definition = cursor.fetchone()[0]
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
