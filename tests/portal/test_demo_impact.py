"""The demo city's built-in effects are found in its panels, without a database."""

from datetime import date
from functools import cache

import numpy as np

from evaluations.impact.analysis import analyse, att
from evaluations.impact.rules import DEFAULT
from evaluations.impact.sample import clean
from evaluations.impact.verdict import Verdict
from portal.demo.effects import EFFECTS, FIRST_MONTH_SHARE, NO_EFFECT
from portal.demo.impact_panels import INDEX, Measured, measured

TODAY = date(2026, 11, 24)
SEEDS = range(2045, 2049)

SEEN = ("pelayanan-prima", "penanganan-pengaduan", "tata-antrean", NO_EFFECT)


@cache
def _city(seed: int) -> Measured:
    return measured(today=TODAY, seed=seed)


def test_the_built_in_effect_is_what_effects_py_says() -> None:
    """By hand: 0.45 on one of nine elements is 1.25 points; half of it in the first month."""
    city = _city(2045)
    truth = city.truth("penanganan-pengaduan", INDEX)
    whole = EFFECTS["penanganan-pengaduan"]["complaints"] / 9 * 25
    assert set(np.unique(truth.round(6))) == {0.0, round(whole * FIRST_MONTH_SHARE, 6), round(whole, 6)}
    lag = clean(city.panel("penanganan-pengaduan", INDEX), DEFAULT).lag
    assert (truth[lag == 0] == whole * FIRST_MONTH_SHARE).all()


def test_the_built_in_effect_lies_in_the_interval() -> None:
    """16 intervals of 95 %: fewer than 13 inside would happen once in 150 runs."""
    inside = 0
    for city in map(_city, SEEDS):
        for program in SEEN:
            panel = city.panel(program, INDEX)
            found = att(panel)
            assert found is not None
            truth = city.truth(program, INDEX)[clean(panel, DEFAULT).treated].mean()
            inside += found.low <= truth <= found.high
    assert inside >= 13


def test_the_program_without_effect_is_not_praised_and_the_rare_one_is_not_judged() -> None:
    for city in map(_city, SEEDS[:2]):
        assert analyse(city.panel(NO_EFFECT, INDEX)).verdict in {Verdict.NO_EVIDENCE, Verdict.SMALL}
        assert analyse(city.panel("manajemen-pelabuhan", INDEX)).verdict == Verdict.NOT_ENOUGH
