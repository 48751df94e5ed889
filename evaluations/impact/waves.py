"""Where the order in which units are trained was drawn by lot, in waves: randomisation inference by redrawing it.

Between the first wave and the last some units are trained and others, whom only luck put later, are not yet. With
z_it = 1 from the month after the unit's wave on, recentred by its mean over redraws of the order,

    β̂ = Σ w_it (z_it − E[z_it]) y_it / Σ w_it (z_it − E[z_it]) d_it

over these months; y and the finished share d are taken off the unit's own mean before the first wave and the mean of
all units in the same month. Test and interval are those of `lots.py`, with whole orders redrawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluations.impact.drawings import Lacking, LotNeed, LotReport, cell_weights, missing_of, report_of
from evaluations.impact.inference import Estimate
from evaluations.impact.lots import LotResult, lot_effect
from evaluations.impact.panel import Floats, Panel, Whole
from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact.sample import clean


@dataclass(frozen=True)
class Waves:
    """One order that was drawn; arrays have one place for each unit of the list."""

    rows: Whole
    """The unit's row in the panel, -1 where it has none."""
    wave: Whole
    """The unit's wave, from 0."""
    months: tuple[int, ...]
    """The panel's month (place, may lie outside) of each wave, ascending."""

    def fingerprint(self) -> bytes:
        """All that a result follows from."""
        return repr(self.months).encode() + self.rows.tobytes() + self.wave.tobytes()


def analyse_waves(
    panel: Panel, orders: Sequence[Waves], rules: Rules = DEFAULT, beside: Estimate | None = None
) -> LotReport:
    """What the luck of the order says; in the report "applicants" are units and "seats" are waves.

    Raises ValueError without orders.
    """
    if not orders:
        raise ValueError("expected at least one order")
    sample = clean(panel, rules)
    weights, chance = cell_weights(sample), np.random.default_rng(rules.seed)
    parts = [_part(panel, weights, each, rules, chance) for each in orders]
    units = len(np.unique(np.concatenate([each.rows for each in parts])))
    result = _effect(parts) if any(len(each.rows) for each in parts) else None
    sizes = (len(orders), sum(len(each.rows) for each in orders), sum(len(each.months) for each in orders), units)
    return report_of(sample, sizes, _missing(parts, units, result, rules), result, beside)


@dataclass(frozen=True)
class _Part:
    """Cells of one order, a place for each unit and month between its first and last wave."""

    rows: Whole
    months: Whole
    change: Floats
    finished: Floats
    weights: Floats
    won: Floats
    expected: Floats
    redrawn: Floats


def _part(panel: Panel, weights: Floats, order: Waves, rules: Rules, chance: np.random.Generator) -> _Part:
    place = np.arange(panel.outcome.shape[1])
    before = (place < order.months[0]) & (place >= order.months[0] - rules.horizon)
    between = (place > order.months[0]) & (place <= order.months[-1])
    own = np.where((order.rows >= 0)[:, None], weights[order.rows], 0.0)
    kept = np.flatnonzero((own * before > 0).sum(axis=1) >= rules.months_before)
    rows, own = order.rows[kept], own[kept]
    unit, month = np.nonzero((own > 0) & between)
    orders = np.array([chance.permutation(order.wave) for _ in range(rules.draws)])[:, kept]
    starts = np.array(order.months)
    return _Part(
        rows[unit],
        month,
        _moved(np.where(own > 0, panel.outcome[rows], 0.0), own * before)[unit, month],
        _moved(panel.share[rows], own * before)[unit, month],
        own[unit, month],
        (month > starts[order.wave[kept]][unit]).astype(float),
        (month[:, None] > starts[order.wave]).mean(axis=1),
        (month[None, :] > starts[orders][:, unit]).astype(float),
    )


def _moved(values: Floats, weights: Floats) -> Floats:
    """Values minus the unit's weighted mean over the months before."""
    total = weights.sum(axis=1)
    moved: Floats = values - ((weights * values).sum(axis=1) / np.where(total > 0, total, 1.0))[:, None]
    return moved


def _effect(parts: Sequence[_Part]) -> LotResult | None:
    width = max(int(each.months.max(initial=0)) for each in parts) + 1
    joined = {
        name: np.concatenate([getattr(each, name) for each in parts], axis=-1)
        for name in ("change", "finished", "won", "expected", "redrawn", "weights")
    }
    lots = np.concatenate([each.months + number * width for number, each in enumerate(parts)])
    return lot_effect(**joined, lots=lots)


def _missing(parts: Sequence[_Part], units: int, result: LotResult | None, rules: Rules) -> tuple[Lacking, ...]:
    passed = max((len(np.unique(each.months)) for each in parts), default=0)
    if passed < rules.months_after:
        return (Lacking(LotNeed.WAVES, passed, rules.months_after),)
    return missing_of(units, result)
