"""The six words, by their fixed rules, and whole results."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from evaluations.impact.analysis import analyse, analyse_family, att
from evaluations.impact.inference import Estimate
from evaluations.impact.leads import Breakdown
from evaluations.impact.panel import NEVER, make_panel
from evaluations.impact.record import as_record
from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact.verdict import Verdict, verdict_of
from tests.evaluations.impact.panels import random_outcome, random_panel

FIRM = Breakdown(1.5, Estimate(2.0), ())
SOFT = Breakdown(0.5, Estimate(2.0), ())


@pytest.mark.parametrize(
    ("value", "error", "adjusted", "check", "bound", "word"),
    [
        (3.0, 0.5, 0.01, 0.01, FIRM, Verdict.STRONG),
        (3.0, 0.5, 0.20, 0.01, FIRM, Verdict.WEAK),
        (3.0, 0.5, 0.01, 0.20, FIRM, Verdict.WEAK),
        (3.0, 0.5, 0.01, 0.01, SOFT, Verdict.WEAK),
        (3.0, 0.5, 0.01, 0.01, None, Verdict.WEAK),
        (1.0, 1.0, 0.30, 0.30, FIRM, Verdict.NO_EVIDENCE),
        (3.0, 0.5, 0.01, 0.01, Breakdown(float("inf"), Estimate(2.0), ()), Verdict.STRONG),
        (3.0, 0.5, 0.01, 0.01, Breakdown(None, Estimate(2.0), ()), Verdict.WEAK),
        (0.1, 0.2, 0.60, 0.60, SOFT, Verdict.SMALL),
        (-3.0, 0.5, 0.01, 0.01, FIRM, Verdict.HARMFUL),
    ],
)
def test_each_word_has_its_rule(
    value: float, error: float, adjusted: float, check: float, bound: Breakdown | None, word: Verdict
) -> None:
    effect = Estimate(value, error, 20)
    assert verdict_of(effect, DEFAULT, adjusted_p=adjusted, bootstrap_p=check, breakdown=bound) == word


def test_a_large_effect_on_parallel_paths_is_strong() -> None:
    result = analyse(random_panel(1, noise=0.5))
    assert result.verdict == Verdict.STRONG
    assert result.effect is not None
    assert result.effect.low < 2 < result.effect.high


def test_no_effect_is_never_called_one_in_ten_cities() -> None:
    words = {analyse(random_panel(seed, effect=0.0, noise=0.5)).verdict for seed in range(10)}
    assert words <= {Verdict.NO_EVIDENCE, Verdict.SMALL}


def test_intervals_of_95_percent_hold_the_truth_in_about_95_of_100_cities() -> None:
    """200 small cities of 12 trained and 20 other units; the benchmark has 15,000 of other kinds.

    Binomial with 95 % of 200: 182 to 198 lie within two and a half standard deviations of 190.
    """
    inside = 0
    for seed in range(200):
        effect = att(random_panel(seed))
        assert effect is not None
        inside += effect.low <= 2.0 <= effect.high
    assert 182 <= inside <= 198


def test_one_trained_unit_is_too_few_and_its_plain_change_is_still_told() -> None:
    outcome, starts = random_outcome(1, treated=1)
    result = analyse(make_panel(outcome, starts))
    assert result.verdict == Verdict.NOT_ENOUGH
    assert result.effect is None
    assert [(each.need, each.found, each.needed) for each in result.missing] == [("treated_units", 1, 8)]
    assert result.before_and_after is not None


def test_an_empty_city_says_that_data_are_missing() -> None:
    result = analyse(make_panel(np.full((20, 24), np.nan), np.full(20, NEVER)))
    assert result.verdict == Verdict.NOT_ENOUGH


def test_the_same_panel_gives_the_same_result() -> None:
    assert analyse(random_panel(3)) == analyse(random_panel(3))


def test_a_family_is_judged_by_holms_p_values() -> None:
    panels = {seed: random_panel(seed, effect=1.0) for seed in range(4)}
    results = analyse_family(panels)
    smallest = min(results.values(), key=lambda each: each.p_value)
    assert smallest.adjusted_p == pytest.approx(min(1.0, 4 * smallest.p_value))


def test_the_ceiling_is_named_where_indices_are_high() -> None:
    outcome, starts = random_outcome(1)
    assert not analyse(make_panel(outcome, starts)).ceiling
    assert analyse(make_panel(np.minimum(outcome + 17, 100.0), starts)).ceiling


def test_weights_by_answers_are_those_of_the_time_before() -> None:
    """Two sorts of units, effects 1 and 3, 30 and 90 answers before: (1·30 + 3·90) / 120 = 2.5, equally weighted 2."""
    outcome, starts = random_outcome(1, noise=0.0, effect=0.0, units=40, treated=20)
    starts[:20] = 12
    large = np.arange(40) % 2 == 1
    outcome = outcome + np.where(large, 3.0, 1.0)[:, None] * (np.arange(24) >= starts[:, None])
    count = np.where(np.arange(24) < 12, np.where(large, 90, 30)[:, None], 60)
    panel = make_panel(outcome, starts, count=count)
    plain, weighted = analyse(panel), analyse(panel, Rules(weighting="answers"))
    assert plain.effect is not None
    assert weighted.effect is not None
    assert (plain.effect.value, weighted.effect.value) == pytest.approx((2.0, 2.5))


def test_another_process_with_other_threads_gives_the_same_record() -> None:
    """Sums may be taken in another order: what is stored must not show it."""
    code = (
        "import json; from evaluations.impact import *; from tests.evaluations.impact.panels import random_panel;"
        "print(json.dumps(as_record(analyse(random_panel(3, units=60, months=36)))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for threads in ("1", "4")
    }
    assert said == {json.dumps(as_record(analyse(random_panel(3, units=60, months=36)))) + "\n"}


@pytest.mark.parametrize("effect", [2.0, 10.0, -3.0, 0.0])
def test_figures_without_any_noise_give_the_effect_itself(effect: float) -> None:
    """Every unit the same in every month, but for the effect: no interval is left to look for."""
    _outcome, starts = random_outcome(1)
    outcome = 80.0 + effect * (np.arange(24)[None, :] >= starts[:, None])
    found = analyse(make_panel(outcome, starts))
    assert found.effect is not None
    assert found.bootstrap_interval is not None
    assert found.effect.value == pytest.approx(effect)
    assert found.bootstrap_interval == pytest.approx((effect, effect))
    expected = {2.0: Verdict.STRONG, 10.0: Verdict.STRONG, -3.0: Verdict.HARMFUL, 0.0: Verdict.SMALL}
    assert found.verdict == expected[effect]
