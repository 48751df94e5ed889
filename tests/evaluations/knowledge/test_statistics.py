"""Gain and effect size, beside published tables and calculations by hand."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.knowledge.statistics import (
    Individual,
    effect_size,
    mean_gain,
    mean_individual_gain,
    mean_normalised_change,
    normalised_gain,
    standardised,
)

# Ten patients' hours of sleep gained by two drugs (Student 1908, table I; R's data set `sleep`).
FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
PERCENTS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (pair[0] * 5.0, pair[1] * 5.0)),
    min_size=5,
    max_size=40,
)


def test_the_mean_gain_and_its_interval_are_those_of_students_sleep_data():
    # R: t.test(extra ~ group, data = sleep, paired = TRUE): mean 1.58, interval 0.7001142 to 2.4598858.
    gain = mean_gain(FIRST_DRUG, SECOND_DRUG)
    assert gain is not None
    assert (gain.value, gain.low, gain.high) == pytest.approx((1.58, 0.7001142, 2.4598858), abs=1e-6)


def test_the_interval_of_the_effect_size_is_that_of_bonetts_own_example():
    # statpsych (Bonett), ci.stdmean.ps(.05, 110.4, 102.1, 15.3, 14.6, .75, 25): 0.5550319, 0.2394905 to 0.8705732.
    effect = standardised(110.4 - 102.1, 14.6**2, 15.3**2, covariance=0.75 * 15.3 * 14.6, people=25)
    assert effect is not None
    assert (effect.low, effect.high) == pytest.approx((0.2394905, 0.8705732), abs=1e-6)
    # Hedges' correction with 24 degrees of freedom: 1 - 3/95.
    assert effect.value == pytest.approx(0.5550319 * (1 - 3 / 95), abs=1e-6)


def test_a_second_example_of_bonett_with_eight_people_and_unlike_variances():
    # statpsych 2.0: ci.stdmean.ps(.05, 602.4, 705.6, 33.17, 51.08, .769, 8): -2.3963, -3.6744 to -1.1182.
    effect = standardised(602.4 - 705.6, 51.08**2, 33.17**2, covariance=0.769 * 33.17 * 51.08, people=8)
    assert effect is not None
    assert (effect.low, effect.high) == pytest.approx((-3.6744, -1.1182), abs=1e-4)


def test_hakes_gain_is_the_part_of_the_missing_knowledge_that_was_learned():
    # Means 40 and 70: 30 of the 60 points that were missing.
    assert normalised_gain([30, 50], [60, 80]) == pytest.approx(0.5)


def test_the_mean_of_individual_gains_leaves_out_who_knew_everything_and_says_so():
    # (80 - 60) / 40 = 0.5; (75 - 50) / 50 = 0.5; the third had nothing to learn.
    assert mean_individual_gain([60, 50, 100], [80, 75, 90]) == Individual(0.5, 1)


def test_a_loss_is_set_against_what_was_known():
    # Marx and Cummings: (60 - 80) / 80 = -0.25; (90 - 80) / 20 = 0.5; 40 to 40 is 0; 100 to 100 is left out.
    assert mean_normalised_change([80, 80, 40, 100], [60, 90, 40, 100]) == Individual(pytest.approx(0.25 / 3), 1)


def test_where_there_was_nothing_to_learn_there_is_no_normalised_gain():
    assert normalised_gain([100, 100], [100, 90]) is None
    assert mean_individual_gain([100, 100], [100, 90]) == Individual(None, 2)
    assert normalised_gain([], []) is None


def test_scores_that_are_all_alike_have_no_effect_size():
    assert effect_size([50.0] * 6, [80.0] * 6) is None


@given(PERCENTS)
def test_the_same_answers_twice_are_no_gain(pairs):
    before = [then for then, _now in pairs]
    gain, effect = mean_gain(before, before), effect_size(before, before)
    assert gain is not None
    assert (gain.value, gain.low, gain.high) == (0, 0, 0)
    assert effect is None or (effect.value, effect.low, effect.high) == pytest.approx((0, 0, 0), abs=1e-6)


@given(PERCENTS, st.randoms(use_true_random=False))
def test_the_order_of_people_decides_nothing(pairs, dice: random.Random):
    shuffled = dice.sample(pairs, len(pairs))
    for figure in (mean_gain, effect_size):
        there, again = (figure(*map(list, zip(*some, strict=True))) for some in (pairs, shuffled))
        assert (there is None) == (again is None)
        if there and again:
            assert (there.value, there.low, there.high) == pytest.approx((again.value, again.low, again.high))


@given(PERCENTS)
def test_exchanging_before_and_after_turns_the_sign(pairs):
    before, after = (list(side) for side in zip(*pairs, strict=True))
    for figure in (mean_gain, effect_size):
        there, back = figure(before, after), figure(after, before)
        if there and back:
            assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))


@given(PERCENTS)
def test_the_normalised_change_stays_between_minus_one_and_one(pairs):
    before, after = (list(side) for side in zip(*pairs, strict=True))
    change = mean_normalised_change(before, after)
    assert change.mean is None or -1 <= change.mean <= 1
    assert 0 <= change.left_out <= len(pairs)
