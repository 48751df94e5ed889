"""Totals of behaviour: beside a calculation by hand, and against a reader who looks before and after."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.behaviour.opening import agency_of, open_due
from evaluations.behaviour.steps import judge_plan, say, write_plan
from evaluations.behaviour.totals import BehaviourSummary, agencies_of, behaviour_of, gap_of, summaries_of, view_of
from evaluations.models import BehaviourReview, Verdict
from programs.models import Batch
from tests.cast import Cast
from tests.factories.credentials import make_settled
from tests.factories.evaluations import REVIEWED_AT, rater_of
from tests.factories.people import make_employee

pytestmark = pytest.mark.django_db
OPEN, CLOSED = date(2026, 8, 8), date(2026, 8, 9)
"""Reviews opened on 24 June stay open for 45 days: to 8 August."""


def make_batch(unit, people: int = 5) -> Batch:
    batch = make_settled([make_employee(f"Peserta {number}", unit=unit) for number in range(people)])
    open_due(now=REVIEWED_AT)
    return batch


def reviews_of(batch) -> list[BehaviourReview]:
    return list(BehaviourReview.objects.filter(enrollment__batch=batch).order_by("pk"))


def answer_all(batch, *, role="self", scores=(4, 4, 3, 3, 2)) -> None:
    for review, score in zip(reviews_of(batch), scores, strict=False):
        say(rater=rater_of(review, role), scores=[score] * 5, now=REVIEWED_AT)


def test_mean_and_spread_are_those_of_a_hand_calculation():
    # Mean 3.2; squared distances 0.64 × 2 + 0.04 × 2 + 1.44 = 2.8, through 4 is 0.7.
    view = view_of([4, 4, 3, 3, 2])
    assert (view.count, view.mean, view.deviation) == (5, 3.2, pytest.approx(0.7**0.5))


def test_the_gap_has_the_interval_of_a_paired_t_test():
    # 1, 1, 0, 2, 1: mean 1, s² 0.5; t(4) at 97.5 % is 2.776 in printed tables; margin 2.776 × √(0.5 / 5) = 0.878.
    gap = gap_of([1, 1, 0, 2, 1])
    assert (gap.count, gap.mean) == (5, 1)
    assert (gap.low, gap.high) == (pytest.approx(0.122, abs=0.001), pytest.approx(1.878, abs=0.001))


def test_a_batch_is_summed_up_once_its_reviews_have_closed(cast: Cast):
    batch = make_batch(cast.unit)
    answer_all(batch)
    answer_all(batch, role="head", scores=(3, 3, 3, 3, 3))
    assert behaviour_of(batches=[batch.pk], day=OPEN) == BehaviourSummary(asked=5)
    found = behaviour_of(batches=[batch.pk], day=CLOSED)
    assert (found.self_view.count, found.self_view.mean, found.heads.mean) == (5, 3.2, 3)
    assert (found.gap.count, found.gap.mean) == (5, pytest.approx(0.2))
    assert found.colleagues.mean is None


def test_four_answers_are_never_shown_whatever_stands_beside_them(cast: Cast):
    small, large = make_batch(cast.unit, people=4), make_batch(cast.unit, people=5)
    answer_all(small)
    answer_all(large)
    assert behaviour_of(batches=[small.pk], day=CLOSED).self_view.mean is None
    both = behaviour_of(batches=[small.pk, large.pk], day=CLOSED)
    assert (both.asked, both.self_view.count) == (9, 5)


def test_who_looks_after_every_answer_sees_nothing_move_by_less_than_five(cast: Cast):
    first, second = make_batch(cast.unit), make_batch(cast.unit)
    keys, day, seen = [first.pk, second.pk], CLOSED - timedelta(days=1), []
    answer_all(first)
    for review in reviews_of(second):
        say(rater=rater_of(review, "self"), scores=[4] * 5, now=REVIEWED_AT)
        seen.append(behaviour_of(batches=keys, day=day).self_view)
    assert {view.count for view in seen} == {0}
    assert behaviour_of(batches=keys, day=CLOSED).self_view.count == 10


def test_verdicts_are_counted_from_five_on(cast: Cast):
    batch = make_batch(cast.unit)
    for review in reviews_of(batch):
        write_plan(review=review, action="Menata arsip", evidence="", now=REVIEWED_AT)
        judge_plan(review=review, verdict=Verdict.DONE, note="", now=REVIEWED_AT)
    assert behaviour_of(batches=[batch.pk], day=CLOSED).verdicts == {"done": 5}


def test_an_agency_is_told_apart_where_five_of_it_were_in_one_batch(cast: Cast):
    batch = make_batch(cast.unit)
    answer_all(batch)
    assert agencies_of(BehaviourReview.objects.all(), day=CLOSED)[cast.agency.pk].self_view.count == 5


def test_a_unit_belongs_to_the_agency_below_the_root():
    parents = {1: None, 2: 1, 3: 2, 4: 3}
    assert [agency_of(unit, parents) for unit in (1, 2, 3, 4)] == [1, 2, 2, 2]


def test_many_programs_cost_as_many_queries_as_one(cast: Cast):
    counts = []
    for more in (1, 2):
        for _each in range(more):
            make_batch(cast.unit)
        keys = {batch: batch for batch in Batch.objects.values_list("pk", flat=True)}
        with CaptureQueriesContext(connection) as made:
            summaries_of(keys, day=CLOSED)
        counts.append(len(made))
    assert counts == [3, 3]
