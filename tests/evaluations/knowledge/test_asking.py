"""Who hears of a test, when, and how often."""

from datetime import timedelta

import pytest

from evaluations.knowledge.asking import tell
from evaluations.models import RoundKind
from notifications.models import Message
from tests.cast import Cast
from tests.factories.knowledge import (
    BEFORE_IT,
    LAST_DAY,
    account_of,
    enrollments_of,
    finish,
    make_learned,
    make_tested,
    round_of,
    send,
)
from tests.factories.people import make_account, make_employee
from tests.factories.programs import make_enrollment

pytestmark = pytest.mark.django_db


def told():
    return list(Message.objects.filter(kind="knowledge.asked").order_by("pk"))


def test_who_has_a_seat_hears_of_the_first_test_once_and_again_the_day_before_it_closes(cast: Cast):
    batch = make_tested(cast.unit, 2)
    answered, silent = enrollments_of(batch)
    counts = []
    for hours in (0, 1, 24, 49, 50):
        tell(now=BEFORE_IT + timedelta(hours=hours))
        counts.append(len(told()))
        if hours == 1:
            send(answered, [1] * 5)
    # It closes 73 hours after it opened: a day before that only who is silent is reminded.
    assert counts == [2, 2, 2, 3, 3]
    assert told()[-1].to == account_of(silent)
    assert told()[-1].subject.startswith("Tes awal Anda masih ditunggu")


def test_who_gets_a_seat_later_hears_of_it_then_and_is_not_reminded_the_same_day(cast: Cast):
    batch = make_tested(cast.unit)
    tell(now=BEFORE_IT)
    late = make_account(make_employee("Menyusul", unit=cast.unit))
    make_enrollment(batch, late.employee, state="confirmed")
    eve = round_of(batch).closes_at - timedelta(hours=10)
    tell(now=eve)
    assert [message.subject for message in told() if message.to == late] == [f"Tes awal: {batch}"]


def test_the_second_test_is_told_on_the_last_day_and_reminded_a_week_before_its_end(cast: Cast):
    batch = make_tested(cast.unit)
    tell(now=LAST_DAY)
    assert [message.subject for message in told()] == [f"Tes akhir: {batch}"]
    assert "dua minggu setelah pelatihan ditutup" in told()[0].body
    finish(batch)
    end = round_of(batch, RoundKind.AFTER).closes_at
    for days in (8, 7, 6):
        tell(now=end - timedelta(days=days))
    assert len(told()) == 2


def test_when_both_tests_are_over_their_takers_hear_of_their_own_result_once(cast: Cast):
    batch = make_learned(cast.unit, [[1] * 5], [[1] * 5])
    end = round_of(batch, RoundKind.AFTER).closes_at
    for hours in (-1, 1, 2):
        tell(now=end + timedelta(hours=hours))
    (message,) = told()
    assert message.subject == f"Hasil tes Anda: {batch}"
    assert message.link == f"/tes/{batch.pk}/"
    tell(now=end + timedelta(days=30))
    assert len(told()) == 1
