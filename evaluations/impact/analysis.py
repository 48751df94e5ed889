"""One program and one outcome, from panel to verdict; and several with Holm's correction."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from evaluations.impact import ceiling, naive
from evaluations.impact import leads as before_start
from evaluations.impact.bootstrap import Bootstrap, draw_signs
from evaluations.impact.dose import Band, dose_targets
from evaluations.impact.imputation import (
    Imputed,
    NotIdentifiedError,
    estimand_weights,
    impute,
    lag_targets,
    point_estimates,
    precision_weights,
)
from evaluations.impact.inference import Estimate, estimate, holm
from evaluations.impact.leads import Breakdown, Dynamic
from evaluations.impact.panel import Floats, Panel
from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact.sample import Sample, clean
from evaluations.impact.verdict import Need, Shortfall, Verdict, shortfalls, verdict_of

METHOD = "3"
"""Raised whenever the same panel could give another result."""
FEWEST_IN_GROUP = 3
"""Treated units of a sector from which its effect is shown, as exploratory."""


@dataclass(frozen=True)
class Size:
    """What a result rests on."""

    treated_units: int
    control_units: int
    treated_cells: int
    untreated_cells: int
    left_out: tuple[str, ...] = ()
    """Other programs whose cells were left out."""
    joint: tuple[str, ...] = ()
    """Other programs estimated jointly."""


@dataclass(frozen=True)
class Result:
    """What is known about one program and one outcome."""

    verdict: Verdict
    size: Size
    missing: tuple[Shortfall, ...] = ()
    effect: Estimate | None = None
    p_value: float = 1.0
    adjusted_p: float = 1.0
    bootstrap_p: float = 1.0
    bootstrap_interval: tuple[float, float] | None = None
    dynamics: tuple[Dynamic, ...] = ()
    leads: tuple[Dynamic, ...] = ()
    placebos: tuple[tuple[int, Estimate], ...] = ()
    breakdown: Breakdown | None = None
    by_group: tuple[tuple[Hashable, Estimate, int], ...] = ()
    by_dose: tuple[tuple[Band, Estimate, int], ...] = ()
    """By the share of the staff that was trained; exploratory."""
    by_answers: Estimate | None = None
    """The stated alternative: treated cells weighted by their unit's mean monthly answers before its start."""
    before_and_after: Estimate | None = None
    two_way: Estimate | None = None
    ceiling: bool = False


def analyse(panel: Panel, rules: Rules = DEFAULT) -> Result:
    """Everything about one program and one outcome; the verdict as if it were the only question asked."""
    sample = clean(panel, rules)
    missing = shortfalls(sample)
    if missing:
        return Result(Verdict.NOT_ENOUGH, size_of(sample), missing, before_and_after=_plain_change(sample))
    try:
        return _analyse(sample)
    except NotIdentifiedError:
        lacking = (Shortfall(Need.IDENTIFICATION, 0, 1),)
        return Result(Verdict.NOT_ENOUGH, size_of(sample), lacking, before_and_after=_plain_change(sample))


def analyse_family(panels: Mapping[Hashable, Panel], rules: Rules = DEFAULT) -> dict[Hashable, Result]:
    """Several questions asked together (the elements of a program, or programs): verdicts by Holm's p-values."""
    results = {name: analyse(panel, rules) for name, panel in panels.items()}
    return with_holm(results, rules)


def with_holm(results: Mapping[Hashable, Result], rules: Rules = DEFAULT) -> dict[Hashable, Result]:
    """The results judged as one family."""
    adjusted = holm({name: each.p_value for name, each in results.items() if each.effect is not None})
    return {name: _judged(each, adjusted.get(name, 1.0), rules) for name, each in results.items()}


def att(panel: Panel, rules: Rules = DEFAULT) -> Estimate | None:
    """The effect alone, None where the minimums are not met: what simulations need."""
    sample = clean(panel, rules)
    if shortfalls(sample):
        return None
    try:
        return _headline(sample).effect
    except NotIdentifiedError:
        return None


def size_of(sample: Sample) -> Size:
    """How many units and cells are compared, and which other programs there are."""
    return Size(
        int(sample.treated_units.sum()),
        int(sample.control_units.sum()),
        int(sample.treated.sum()),
        int(sample.untreated.sum()),
        sample.left_out,
        tuple(dict.fromkeys(name.rsplit(" +", 1)[0] for name in sample.covariate_names if name != ceiling.COLUMN)),
    )


def freedom_of(sample: Sample) -> int:
    """Degrees of freedom: treated units minus one."""
    return int(sample.treated_units.sum()) - 1


@dataclass(frozen=True)
class _Headline:
    """Both stages, and the sample (with the ceiling's column, if named) and weights from which all else follows."""

    sample: Sample
    weights: Floats
    whole: Imputed
    errors: Floats
    """Standard error of each target, widened by what trends that depend on a unit's level would change."""

    @property
    def effect(self) -> Estimate:
        """The effect itself, the first target."""
        return estimate(self.whole.estimates[0], self.errors[0], freedom_of(self.sample))


def _headline(sample: Sample, parts: Sequence[Floats] = ()) -> _Headline:
    """The effect, and means over parts of the treated cells, from one run of both stages."""
    weights, targets = precision_weights(sample), np.concatenate([estimand_weights(sample)[None], *parts])
    first_stage = np.where(sample.untreated, weights, 0.0)
    plain = whole = impute(sample.panel.outcome, first_stage, sample.covariates, targets)
    by_level = ceiling.with_levels(sample, plain)
    if ceiling.is_near(sample, plain):
        sample, whole = by_level, impute(sample.panel.outcome, first_stage, by_level.covariates, targets)
        other = whole.estimates
    else:
        other = point_estimates(sample.panel.outcome, first_stage, by_level.covariates, targets)
    errors = np.hypot(whole.standard_errors(), np.nan_to_num(other - plain.estimates))
    if np.isnan(errors[0]):
        raise NotIdentifiedError("without one of the units the effect could not be told: it would rest on it alone")
    return _Headline(sample, weights, whole, errors)


def _analyse(cleaned: Sample) -> Result:
    asked = _asked(cleaned)
    head = _headline(cleaned, asked.targets)
    sample, weights, freedom, effect = head.sample, head.weights, freedom_of(cleaned), head.effect
    target = estimand_weights(sample)
    parts = _parts(asked, head)
    check = _bootstrap(sample, weights, head.whole, target)
    result = Result(
        Verdict.NO_EVIDENCE,
        size_of(sample),
        effect=effect,
        p_value=effect.p_value,
        bootstrap_p=check.p_value(),
        bootstrap_interval=check.interval(effect.margin),
        dynamics=parts.dynamics,
        leads=before_start.leads_of(sample, weights, freedom),
        placebos=_placebos(sample, weights, freedom),
        breakdown=before_start.breakdown(sample, weights, freedom),
        by_group=parts.by_group,
        by_dose=parts.by_dose,
        by_answers=parts.by_answers,
        before_and_after=naive.before_and_after(sample),
        two_way=naive.two_way_fixed_effects(sample),
        ceiling=ceiling.COLUMN in sample.covariate_names,
    )
    return _judged(result, effect.p_value, sample.rules)


def _judged(result: Result, adjusted: float, rules: Rules) -> Result:
    if result.effect is None:
        return result
    word = verdict_of(
        result.effect, rules, adjusted_p=adjusted, bootstrap_p=result.bootstrap_p, breakdown=result.breakdown
    )
    return replace(result, verdict=word, adjusted_p=adjusted)


def _bootstrap(sample: Sample, weights: Floats, whole: Imputed, target: Floats) -> Bootstrap:
    draws = draw_signs(sample.rules.draws, len(target), sample.rules.seed)
    return Bootstrap(whole, target, weights, sample.covariates, sample.panel.outcome, draws)


def _placebos(sample: Sample, weights: Floats, freedom: int) -> tuple[tuple[int, Estimate], ...]:
    found = {months: before_start.placebo(sample, weights, months, freedom) for months in before_start.PLACEBO_MONTHS}
    return tuple((months, each) for months, each in found.items() if each is not None)


@dataclass(frozen=True)
class _Parts:
    """Means over parts of the treated cells, or with other weights."""

    dynamics: tuple[Dynamic, ...]
    by_group: tuple[tuple[Hashable, Estimate, int], ...]
    by_dose: tuple[tuple[Band, Estimate, int], ...]
    by_answers: Estimate


@dataclass(frozen=True)
class _Asked:
    """What is asked besides the effect: lags, sectors and doses, and the weights of each one's mean."""

    lags: list[int]
    groups: list[Hashable]
    bands: list[Band]
    targets: tuple[Floats, ...]


def _asked(sample: Sample) -> _Asked:
    lags, by_lag = lag_targets(sample)
    groups, by_group = _group_targets(sample)
    bands, by_dose = dose_targets(sample, FEWEST_IN_GROUP)
    return _Asked(lags, groups, bands, (by_lag, by_group, by_dose, estimand_weights(sample, "answers")[None]))


def _parts(asked: _Asked, head: _Headline) -> _Parts:
    """The effect by month since the start, by sector, by dose, and weighted by answers."""
    units = [int((target > 0).any(axis=1).sum()) for part in asked.targets for target in part]
    freedom = freedom_of(head.sample)
    each = [
        estimate(value, error, min(freedom, count - 1))
        for value, error, count in zip(head.whole.estimates[1:], head.errors[1:], units, strict=True)
    ]
    first, second = len(asked.lags), len(asked.lags) + len(asked.groups)
    return _Parts(
        tuple(map(Dynamic, asked.lags, each[:first], units[:first])),
        tuple(zip(asked.groups, each[first:second], units[first:second], strict=True)),
        tuple(zip(asked.bands, each[second:-1], units[second:-1], strict=True)),
        each[-1],
    )


def _group_targets(sample: Sample) -> tuple[list[Hashable], Floats]:
    """Sectors with enough treated units for an interval of their own, and the weights of each one's mean."""
    target, groups = estimand_weights(sample), sample.panel.groups
    chosen, targets = [], [np.zeros((0, *target.shape))]
    for group in dict.fromkeys(groups):
        part = np.where(np.array([each == group for each in groups])[:, None], target, 0.0)
        if (part > 0).any(axis=1).sum() >= FEWEST_IN_GROUP:
            chosen.append(group)
            targets.append(part[None])
    return chosen, np.concatenate(targets)


def _plain_change(sample: Sample) -> Estimate | None:
    return naive.before_and_after(sample) if sample.treated_units.any() else None
