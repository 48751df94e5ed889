"""Lots as they were really drawn, held against a panel: the units' changes around each lot, and when they say enough.

Before: up to 12 whole months that ended before the month in which the batch starts, at least 6 of them with enough
answers. After: up to 12 months from the one after the batch's end, at least 3 with enough answers. Months are weighed
by their precision 1/(s² + v/n), as in the panel; what all units of a lot share in a month is taken off first. Winners
are those to whom the lot gave a seat, whoever came in the end: a seat given back, or offered to the next one later,
changes what was finished, not who won.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evaluations.impact.imputation import noise_variance, sampling_variance
from evaluations.impact.inference import Estimate
from evaluations.impact.lots import Lot, LotResult, lot_effect, redraw
from evaluations.impact.panel import Floats, Mask, Panel, Whole
from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact.sample import Sample, clean

LEAST_UNITS = 10
"""Units whose luck could have been another: as many as the panel's comparison needs."""
LEAST_STRENGTH = 10.0
"""Below, luck moved the finished share too little to lean on (Staiger and Stock 1997: F of 10)."""


@dataclass(frozen=True)
class Drawing:
    """One lot that was drawn; arrays have one place for each unit that applied."""

    lot: Lot
    rows: Whole
    """The unit's row in the panel, -1 where it has none."""
    staff: Floats
    """Who served there in the month in which the list was frozen."""
    won: Whole
    """Seats that the lot gave."""
    starts: int
    """The panel's month (place, may lie outside) in which the batch starts."""
    ends: int
    """The same of its end."""

    def fingerprint(self) -> bytes:
        """All that a result follows from."""
        strata = b"".join(each.applicants.tobytes() + str(each.seats).encode() for each in self.lot.strata)
        facts = repr((self.starts, self.ends, self.lot.by_unit)).encode()
        return facts + strata + self.rows.tobytes() + self.won.tobytes() + np.round(self.staff, 6).tobytes()


class LotNeed(StrEnum):
    """What a lot's result may lack."""

    LUCK = "luck"
    """Everybody won, or nobody did."""
    MONTHS = "months"
    """No unit has enough months on both sides of the lot."""
    WAVES = "waves"
    """Too few months have passed in which some waves are trained and others are not yet."""
    UNITS = "units"
    STRENGTH = "strength"


@dataclass(frozen=True)
class Lacking:
    """What is missing: how much there is, and how much is needed."""

    need: LotNeed
    found: int
    needed: int


class Agreement(StrEnum):
    """How the lot stands to the comparison over time, by the rule of `agreement`."""

    AGREES = "agrees"
    DIFFERS = "differs"
    SILENT = "silent"


@dataclass(frozen=True)
class LotReport:
    """What the lots of one program say about one outcome."""

    lots: int
    applicants: int
    """People who applied; units, where the order of waves was drawn."""
    seats: int
    """Seats; waves, where their order was drawn."""
    units: int
    """Units whose luck could have been another and that have enough months on both sides."""
    share: float
    """Share of the staff at which the effect is told: the mean of treated cells, else the threshold."""
    missing: tuple[Lacking, ...] = ()
    result: LotResult | None = None
    agreement: Agreement | None = None


def analyse_lots(
    panel: Panel, drawings: Sequence[Drawing], rules: Rules = DEFAULT, beside: Estimate | None = None
) -> LotReport:
    """What luck alone says; `beside` is the effect that the comparison over time gave.

    Raises ValueError without drawings.
    """
    if not drawings:
        raise ValueError("expected at least one drawing")
    sample = clean(panel, rules)
    weights = cell_weights(sample)
    chance = np.random.default_rng(rules.seed)
    parts = [_part(panel, weights, each, rules, chance) for each in drawings]
    pooled = _pooled([each for each in parts if len(each.rows)])
    units = len(np.unique(pooled.rows)) if pooled else 0
    result = pooled.effect() if pooled and units >= LEAST_UNITS else None
    is_luck = any(stratum.is_decided_by_luck for each in drawings for stratum in each.lot.strata)
    missing = missing_of(units, result) if is_luck else (Lacking(LotNeed.LUCK, 0, 1),)
    return report_of(sample, (len(drawings), *_sizes(drawings), units), missing, result, beside)


def report_of(
    sample: Sample,
    sizes: tuple[int, int, int, int],
    missing: tuple[Lacking, ...],
    result: LotResult | None,
    beside: Estimate | None,
) -> LotReport:
    """The report at the share of trained units; `sizes` are lots, applicants, seats and units."""
    share = float(sample.panel.share[sample.treated].mean()) if sample.treated.any() else sample.rules.threshold
    told = None if missing else result
    return LotReport(*sizes, share, missing, told, agreement(beside, told, share) if told and beside else None)


def agreement(beside: Estimate, lot: LotResult, share: float) -> Agreement:
    """Whether both say the same at the same share of trained staff.

    They differ when their 95 % intervals do not meet. The lot is silent when its interval holds both zero and the
    other estimate: it could not have told one from the other. Otherwise they agree.
    """
    low, high = share * lot.low, share * lot.high
    if beside.high < low or high < beside.low:
        return Agreement.DIFFERS
    return Agreement.SILENT if low <= 0 <= high and low <= beside.value <= high else Agreement.AGREES


@dataclass(frozen=True)
class _Part:
    """Entries of one or more lots: a place for each unit whose luck could differ."""

    rows: Whole
    lots: Whole
    change: Floats
    finished: Floats
    weights: Floats
    won: Floats
    redrawn: Floats

    def effect(self) -> LotResult | None:
        return lot_effect(
            self.change, self.finished, self.won, self.redrawn, weights=self.weights, lots=self.lots
        )  # fmt: skip


def _part(panel: Panel, weights: Floats, drawing: Drawing, rules: Rules, chance: np.random.Generator) -> _Part:
    staff = np.maximum(drawing.staff, 1.0)
    redrawn = redraw(drawing.lot, rules.draws, chance) / staff
    own = np.where((drawing.rows >= 0)[:, None], weights[drawing.rows], 0.0)
    before, after = _windows(drawing, panel.outcome.shape[1], rules)
    used = own * (before | after)
    enough = ((used * before > 0).sum(axis=1) >= rules.months_before) & (
        (used * after > 0).sum(axis=1) >= rules.months_after
    )
    kept = np.flatnonzero(enough & (redrawn.std(axis=0) > 0))
    rows, used = drawing.rows[kept], used[kept]
    figures = np.where(used > 0, panel.outcome[rows], 0.0)
    return _Part(
        rows,
        np.zeros(len(kept), dtype=np.int64),
        _change(figures, used, before, after),
        _change(panel.share[rows], used, before, after),
        1 / (1 / _total(used, before) + 1 / _total(used, after)),
        (drawing.won / staff)[kept],
        redrawn[:, kept],
    )


def _pooled(parts: Sequence[_Part]) -> _Part | None:
    if not parts:
        return None
    numbered = [np.full(len(each.rows), number) for number, each in enumerate(parts)]
    joined = {
        name: np.concatenate([getattr(each, name) for each in parts], axis=-1)
        for name in ("rows", "change", "finished", "weights", "won", "redrawn")
    }
    return _Part(lots=np.concatenate(numbered), **joined)


def _windows(drawing: Drawing, months: int, rules: Rules) -> tuple[Mask, Mask]:
    place = np.arange(months)
    before = (place < drawing.starts) & (place >= drawing.starts - rules.horizon)
    after = (place > drawing.ends) & (place <= drawing.ends + rules.horizon)
    return before, after


def cell_weights(sample: Sample) -> Floats:
    """1/(s² + v/n) in every cell with enough answers, 0 elsewhere; all alike when figures have no noise at all."""
    panel = sample.panel
    usable = panel.exists & (panel.count >= sample.rules.least_answers) & ~np.isnan(panel.outcome)
    sampling = sampling_variance(sample)
    total = sampling + (noise_variance(sample, sampling) if sample.untreated.any() else 0.0)
    if not (total[usable] > 0).all():
        return usable.astype(float)
    weights: Floats = 1 / np.where(usable, total, np.inf)
    return weights


def _change(values: Floats, weights: Floats, before: Mask, after: Mask) -> Floats:
    """Each unit's weighted mean after minus before, without what all units have in common in a month."""
    month = weights.sum(axis=0)
    common = (weights * values).sum(axis=0) / np.where(month > 0, month, 1.0)
    left = weights * (values - common)
    change: Floats = (left * after).sum(axis=1) / _total(weights, after) - (left * before).sum(axis=1) / _total(
        weights, before
    )
    return change


def _total(weights: Floats, window: Mask) -> Floats:
    total: Floats = (weights * window).sum(axis=1)
    return total


def _sizes(drawings: Iterable[Drawing]) -> tuple[int, int]:
    strata = [stratum for each in drawings for stratum in each.lot.strata]
    return sum(int(each.applicants.sum()) for each in strata), sum(each.seats for each in strata)


def missing_of(units: int, result: LotResult | None) -> tuple[Lacking, ...]:
    """What keeps a result of so many units from being told; empty when it may be told."""
    if not units:
        return (Lacking(LotNeed.MONTHS, 0, 1),)
    if units < LEAST_UNITS:
        return (Lacking(LotNeed.UNITS, units, LEAST_UNITS),)
    strength = result.strength if result and result.first_stage > 0 else 0.0
    return () if strength >= LEAST_STRENGTH else (Lacking(LotNeed.STRENGTH, int(strength), int(LEAST_STRENGTH)),)
