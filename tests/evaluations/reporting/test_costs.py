"""The cost of what training brought, against hand calculation."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from evaluations.reporting.costs import Effect, PerPoint, Reach, per_point, ratio

RUPIAH, UNITS = st.integers(1, 10**12), st.integers(1, 500)
POINTS = st.fractions(-75, 75, max_denominator=10**6)


def test_a_ratio_is_exact():
    assert ratio(1_000_000, 3) == Fraction(1_000_000, 3)
    assert ratio(1_000_000, Decimal("2.5")) == 400_000


def test_nobody_and_nothing_have_no_cost_each():
    assert ratio(1_000_000, 0) is None
    assert ratio(0, 5) == 0


def test_a_point_costs_what_the_units_cost_divided_by_the_effect():
    # 12 million for 4 units, 2 points each: 1.5 million a point; from 3 / 4 = 0.75 to 3 / 1 = 3 million.
    found = per_point(rupiah=12_000_000, units=4, effect=Effect.of(2.0, 1.0, 4.0))
    assert found == PerPoint(Reach.BOUNDED, Fraction(1_500_000), Fraction(750_000), Fraction(3_000_000))


def test_an_effect_that_may_be_zero_gives_a_lower_end_only():
    for low in (-1.0, 0.0):
        found = per_point(rupiah=12_000_000, units=4, effect=Effect.of(1.0, low, 3.0))
        assert found == PerPoint(Reach.OPEN, low=Fraction(1_000_000))


def test_an_effect_that_is_not_above_zero_bought_nothing():
    assert per_point(rupiah=1, units=1, effect=Effect.of(-1.0, -2.0, 0.0)) == PerPoint(Reach.NONE)


def test_without_cost_units_or_estimate_nothing_is_known():
    effect = Effect.of(1.0, 0.5, 1.5)
    unknown = PerPoint(Reach.UNKNOWN)
    assert per_point(rupiah=0, units=1, effect=effect) == unknown
    assert per_point(rupiah=1, units=0, effect=effect) == unknown
    assert per_point(rupiah=1, units=1, effect=None) == unknown


@given(RUPIAH, UNITS, st.lists(POINTS, min_size=3, max_size=3).map(sorted))
def test_the_interval_holds_the_cost_of_every_effect_in_the_effects_interval(rupiah, units, points):  # type: ignore[no-untyped-def]
    low, value, high = points
    found = per_point(rupiah=rupiah, units=units, effect=Effect(value, low, high))
    assert (found.value is None) == (found.high is None) == (found.reach is not Reach.BOUNDED)
    for effect in points:
        if effect <= 0 or found.low is None:
            continue
        cost = Fraction(rupiah, units) / effect
        assert found.low <= cost
        assert found.high is None or cost <= found.high


@given(RUPIAH, UNITS, st.lists(POINTS, min_size=3, max_size=3).map(sorted), st.integers(2, 9))
def test_twice_the_money_is_twice_the_cost_and_twice_the_units_half(rupiah, units, points, times):  # type: ignore[no-untyped-def]
    effect = Effect(points[1], points[0], points[2])
    once = per_point(rupiah=rupiah, units=units, effect=effect)
    assert per_point(rupiah=times * rupiah, units=times * units, effect=effect) == once
    dearer = per_point(rupiah=times * rupiah, units=units, effect=effect)
    assert (dearer.low, once.low is None) == (once.low and times * once.low, dearer.low is None)
