"""Small invented panels for tests."""

import numpy as np

from evaluations.impact.panel import NEVER, Floats, Panel, Whole, make_panel
from evaluations.impact.rules import Rules

# Rules that let tiny panels through, so that they can be worked out by hand.
TINY = Rules(least_treated=1, least_controls=1, least_untreated=1, months_before=1, months_after=1, least_joint=1)


def random_outcome(
    seed: int, *, units: int = 32, months: int = 24, treated: int = 12, effect: float = 2.0, noise: float = 1.0
) -> tuple[Floats, Whole]:
    """Units of different level, common months, staggered starts from month 8 to 17, one constant effect."""
    chance = np.random.default_rng(seed)
    starts = np.full(units, NEVER)
    starts[:treated] = chance.integers(8, 18, treated)
    outcome = 75 + 3 * chance.normal(size=(units, 1)) + chance.normal(size=(1, months))
    outcome = outcome + noise * chance.normal(size=(units, months))
    return outcome + effect * (np.arange(months)[None, :] >= starts[:, None]), starts


def random_panel(seed: int, *, variance: float = 100.0, count: int = 50, **options: float) -> Panel:
    """The same as a panel."""
    outcome, starts = random_outcome(seed, **options)  # type: ignore[arg-type]
    return make_panel(outcome, starts, variance=variance, count=count)
