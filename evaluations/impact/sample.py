"""From a panel to the cells that are compared: who is treated from when, who is clean, what is left out and why.

Treated: from the first month whose share reaches the threshold, for good. Untreated: nobody trained so far, a share
of exactly zero. What lies between is dropped, so that controls are clean; so is the month in which training ends.
Months with too few untreated units, units with too many gaps, and cells with too few answers are dropped, in
rounds, until nothing more falls out. None of this looks at an outcome.
"""

from dataclasses import dataclass

import numpy as np

from evaluations.impact.panel import NEVER, Floats, Mask, Panel, Whole
from evaluations.impact.rules import Rules

LAG_BINS = ((0, 0), (1, 1), (2, 5), (6, 11), (12, NEVER))
"""Months since another program's start that share one effect when it is estimated jointly."""


@dataclass(frozen=True)
class Sample:
    """The cells of an estimate; arrays are units × months of the panel, all units kept in place."""

    panel: Panel
    rules: Rules
    starts: Whole
    """First treated month of each unit, NEVER for others."""
    untreated: Mask
    """Cells of the first stage."""
    treated: Mask
    """Cells of the estimand: treated, within the horizon."""
    covariates: Floats
    """Units × months × columns: the joint effects of other programs."""
    covariate_names: tuple[str, ...]
    left_out: tuple[str, ...]
    """Names of other programs whose cells were left out instead."""

    @property
    def lag(self) -> Whole:
        """Months since the unit's start, 0 in the first; negative before."""
        return lags(self.starts, self.panel.outcome.shape[1])

    @property
    def treated_units(self) -> Mask:
        """Units with treated cells."""
        return np.asarray(self.treated.any(axis=1))

    @property
    def control_units(self) -> Mask:
        """Units with untreated cells only."""
        return np.asarray(self.untreated.any(axis=1) & ~self.treated_units)

    @property
    def used(self) -> Mask:
        """All cells that enter."""
        return self.untreated | self.treated


def lags(starts: Whole, months: int) -> Whole:
    """Month minus start for every unit and month."""
    return np.arange(months)[None, :] - starts[:, None]


def starts_of(share: Floats, threshold: float) -> Whole:
    """The first month in which each unit's share is above zero and reaches the threshold, else NEVER."""
    reached = (share > 0) & (share >= threshold)
    return np.where(reached.any(axis=1), reached.argmax(axis=1), NEVER)


def clean(panel: Panel, rules: Rules) -> Sample:
    """The cells that may be compared."""
    starts = starts_of(panel.share, rules.threshold)
    lag = lags(starts, panel.outcome.shape[1])
    usable = panel.exists & (panel.count >= rules.least_answers) & ~np.isnan(panel.outcome)
    touched = np.maximum.accumulate(panel.touched | (panel.share > 0), axis=1)
    untreated = usable & ~touched & (lag < 0)
    treated = usable & (lag >= 0) & (lag < rules.horizon)
    return _without_what_is_thin(panel, rules, starts, untreated, treated)


def _without_what_is_thin(panel: Panel, rules: Rules, starts: Whole, untreated: Mask, treated: Mask) -> Sample:
    columns, names, left_out = _other_programs(panel, rules, untreated | treated)
    untreated, treated = untreated & ~left_out.cells, treated & ~left_out.cells
    units = present(panel, rules)
    while True:
        before = untreated.sum() + treated.sum()
        untreated, treated = untreated & units[:, None], treated & units[:, None]
        months = untreated.sum(axis=0) >= rules.least_untreated
        untreated, treated = untreated & months, treated & months
        thin = _thin_columns(columns, untreated, rules.least_untreated)
        unsupported = (columns[:, :, thin] != 0).any(axis=2)
        untreated, treated = untreated & ~unsupported, treated & ~unsupported
        enough_after = treated.sum(axis=1) >= rules.months_after
        enough_before = untreated.sum(axis=1) >= rules.months_before
        treated = treated & (enough_after & enough_before)[:, None]
        # A unit with a single clean month says nothing about anybody, so it must not count as one to compare with.
        units = units & (untreated.sum(axis=1) >= min(rules.months_before, 2))
        untreated, treated = untreated & units[:, None], treated & units[:, None]
        if untreated.sum() + treated.sum() == before:
            break
    kept = ~thin
    chosen = tuple(name for name, keep in zip(names, kept, strict=True) if keep)
    return Sample(panel, rules, starts, untreated, treated, columns[:, :, kept], chosen, left_out.names)


def present(panel: Panel, rules: Rules) -> Mask:
    """Units that have enough answers in enough of the months in which the city asked at all."""
    answered = panel.exists & (panel.count >= rules.least_answers)
    asked = answered.sum(axis=0) >= rules.least_untreated
    months = (panel.exists & asked).sum(axis=1)
    enough = (answered & asked).sum(axis=1) >= rules.least_present * months
    return np.asarray((months > 0) & enough)


@dataclass(frozen=True)
class _LeftOut:
    cells: Mask
    names: tuple[str, ...]


def _other_programs(panel: Panel, rules: Rules, used: Mask) -> tuple[Floats, list[str], _LeftOut]:
    """Columns for programs that touched enough units; cells to leave out for those that touched few."""
    months = panel.outcome.shape[1]
    columns: list[Mask] = []
    names: list[str] = []
    cells, left_out = np.zeros_like(used), []
    for other in panel.others:
        lag = lags(other.starts, months)
        reached = ((lag >= 0) & used).any(axis=1).sum()
        if 0 < reached < rules.least_joint:
            cells = cells | (lag >= 0)
            left_out.append(other.name)
        elif reached:
            columns += [(lag >= first) & (lag <= last) for first, last in LAG_BINS]
            names += [f"{other.name} +{first}" for first, _last in LAG_BINS]
    stacked = np.stack(columns, axis=2).astype(float) if columns else np.zeros((*used.shape, 0))
    return stacked, names, _LeftOut(cells, tuple(left_out))


def _thin_columns(columns: Floats, untreated: Mask, least: int) -> Mask:
    """Which columns too few units with untreated cells can tell anything about."""
    supporting = ((columns != 0) & untreated[:, :, None]).any(axis=1).sum(axis=0)
    thin: Mask = supporting < least
    return thin
