"""Why units are not counted: what a reader needs to know when data do not suffice."""

from dataclasses import dataclass

import numpy as np

from evaluations.impact.panel import NEVER, Mask
from evaluations.impact.sample import Sample, present


@dataclass(frozen=True)
class Fallen:
    """Units that are compared neither as trained nor as untrained, each counted once, by the first reason."""

    below: int
    """Somebody was trained, but never a share that reaches the threshold."""
    early: int
    """Trained so early, or the unit so young, that too few months lie before the start."""
    late: int
    """Trained so lately, or the unit ended so soon, that too few months lie after the start."""
    silent: int
    """Trained, with too few months of enough answers."""
    uncompared: int
    """Trained, but in months with too few untrained units, or taken by another program."""
    silent_controls: int
    """Nobody was trained, and too few months have enough answers."""


def fallen(sample: Sample) -> Fallen:
    """Sort the units that the sample leaves out."""
    panel, rules, lag = sample.panel, sample.rules, sample.lag
    touched = np.maximum.accumulate(panel.touched | (panel.share > 0), axis=1)
    before, after = panel.exists & ~touched & (lag < 0), panel.exists & (lag >= 0) & (lag < rules.horizon)
    answered = panel.count >= rules.least_answers
    reached = sample.starts < NEVER
    left = reached & ~sample.treated_units
    ended_last = _first_in_last_month(touched, panel.exists)
    early = left & (before.sum(axis=1) < rules.months_before)
    late = left & ~early & (after.sum(axis=1) < rules.months_after)
    thin = ((before & answered).sum(axis=1) < rules.months_before) | (
        (after & answered).sum(axis=1) < rules.months_after
    )
    gaps = ~present(panel, rules)
    silent = left & ~early & ~late & (thin | gaps)
    untouched = panel.exists.any(axis=1) & ~touched.any(axis=1)
    counted = (
        touched.any(axis=1) & ~reached & ~ended_last,
        early,
        late | (ended_last & ~reached),
        silent,
        left & ~early & ~late & ~silent,
        untouched & ~sample.control_units,
    )
    return Fallen(*(int(each.sum()) for each in counted))


def _first_in_last_month(touched: Mask, exists: Mask) -> Mask:
    """Units whose first people finished in the unit's last month: the share with which the next begins is unknown."""
    last = exists.shape[1] - 1 - exists[:, ::-1].argmax(axis=1)
    found: Mask = exists.any(axis=1) & touched.any(axis=1) & (touched.argmax(axis=1) == last)
    return found
