"""Why units are not counted: each unit by hand, one of each kind."""

from dataclasses import replace

import numpy as np

from evaluations.impact.fallen import Fallen, fallen
from evaluations.impact.panel import NEVER, Panel, make_panel
from evaluations.impact.rules import Rules
from evaluations.impact.sample import clean

MONTHS, CONTROLS = 24, 6
RULES = Rules(least_treated=1, least_controls=1, least_untreated=3)


def _panel(starts: list[int], **changes: object) -> Panel:
    all_starts = np.array([*starts, *[NEVER] * CONTROLS])
    outcome = 75 + np.random.default_rng(1).normal(size=(len(all_starts), MONTHS))
    return replace(make_panel(outcome, all_starts), **changes)  # type: ignore[arg-type]


def test_a_unit_that_is_compared_has_not_fallen() -> None:
    assert fallen(clean(_panel([12]), RULES)) == Fallen(0, 0, 0, 0, 0, 0)


def test_units_trained_too_early_or_too_lately_are_told_apart() -> None:
    """Five months before, where six are needed; two months after, where three are."""
    found = fallen(clean(_panel([5, 6, MONTHS - 2, MONTHS - 3]), RULES))
    assert (found.early, found.late) == (1, 1)


def test_a_share_below_the_threshold_is_no_training() -> None:
    panel = _panel([12])
    assert fallen(clean(replace(panel, share=panel.share * 0.2), RULES)).below == 1


def test_few_answers_are_named_for_trained_units_and_for_the_others() -> None:
    panel = _panel([12, 12])
    count = panel.count.copy()
    count[0, ::2] = count[-1, ::2] = 9
    found = fallen(clean(replace(panel, count=count), RULES))
    assert (found.silent, found.silent_controls) == (1, 1)


def test_a_city_that_trains_everybody_at_once_has_nothing_to_compare_with() -> None:
    outcome = 75 + np.random.default_rng(1).normal(size=(9, MONTHS))
    sample = clean(make_panel(outcome, np.full(9, 12)), RULES)
    assert not sample.treated_units.any()
    assert fallen(sample) == Fallen(0, 0, 0, 0, 9, 0)


def test_training_that_ends_in_the_panels_last_month_is_too_late_not_too_little() -> None:
    panel = _panel([NEVER, NEVER])
    touched = panel.touched.copy()
    touched[0, -1] = touched[1, -2] = True
    found = fallen(clean(replace(panel, touched=touched), RULES))
    assert (found.late, found.below) == (1, 1)
