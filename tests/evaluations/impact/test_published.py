"""Published panels: our estimate is the printed one."""

import csv
import warnings
from functools import partialmethod
from pathlib import Path

import numpy as np
import pytest

from evaluations.impact import NEVER, Rules, analyse, att, make_panel, read_panel
from evaluations.impact.imputation import estimand_weights, impute
from evaluations.impact.panel import Floats
from evaluations.impact.sample import Sample, clean

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pandas as pd
    import pyfixest as pf
    from pyfixest.estimation import Feols

CASTLE = Path(__file__).parents[2] / "data/impact/castle.csv"
YEARLY = Rules(months_before=2, months_after=1, horizon=99)
"""Years instead of months: the states began between 2005 and 2009, the panel ends in 2010."""


def _castle() -> tuple[Sample, Floats]:
    sample = clean(read_panel(CASTLE.read_text()), YEARLY)
    with CASTLE.open() as file:
        people = np.array([float(line["popwt"]) for line in csv.DictReader(file)])
    return sample, people.reshape(sample.treated.shape)


def test_castle_doctrine_weighted_by_population_gives_the_number_that_did2s_prints() -> None:
    """Reference page of did2s 1.0.2: `post::1 0.075142 0.03538`, 550 observations, 21 states with a law.

    Its error is asymptotic; the jackknife with 50 states is a fifth larger, as it should be with so few.
    """
    sample, people = _castle()
    assert (sample.used.sum(), sample.treated_units.sum(), sample.control_units.sum()) == (550, 21, 29)
    target = estimand_weights(sample) * people
    found = impute(sample.panel.outcome, np.where(sample.untreated, people, 0.0), sample.covariates, target[None])
    assert found.estimates[0] == pytest.approx(0.075142, abs=5e-7)
    assert 1.0 < found.standard_errors()[0] / 0.03538 < 1.35


def test_castle_doctrine_analysed_as_any_panel_equals_pyfixest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without weights, through the whole analysis: the effect and each year since the start."""
    monkeypatch.setattr(Feols, "fixef", partialmethod(Feols.fixef, atol=1e-12, btol=1e-12))
    sample, _people = _castle()
    result = analyse(sample.panel, YEARLY)
    unit, year = np.nonzero(sample.used)
    lag = np.where(sample.treated, sample.lag, -1)[sample.used].astype(float)
    data = pd.DataFrame({"y": sample.panel.outcome[sample.used], "unit": unit, "year": year, "lag": lag})
    data["post"] = (data["lag"] >= 0).astype(int)
    options = {"yname": "y", "first_stage": "~ 0 | unit + year", "treatment": "post", "cluster": "unit"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = pf.did2s(data, second_stage="~ post", **options).coef()["post"]
        by_year = pf.did2s(data, second_stage="~ i(lag, ref=-1.0)", **options).coef().to_numpy()
    assert result.effect is not None
    assert result.effect.value == pytest.approx(whole, abs=1e-6)
    assert [each.effect.value for each in result.dynamics] == pytest.approx(list(by_year), abs=1e-6)


def test_castle_doctrine_by_the_rules_for_months_keeps_states_with_enough_years_on_both_sides() -> None:
    """Of 21 states Florida (2005) has five years before, and two of 2009 two years after."""
    result = analyse(read_panel(CASTLE.read_text()))
    assert (result.size.treated_units, result.size.control_units) == (18, 32)


def test_the_example_panel_of_did2s_gives_its_estimate_and_nearly_its_error() -> None:
    """`df_het` (1,500 units × 31 years, effects that grow and differ), as it comes with pyfixest: 2.230482 (0.0214).

    With so many units the jackknife and the clustered error, an independent formula, must agree.
    """
    data = pd.read_csv(Path(pf.__file__).parent / "did/data/df_het.csv")
    wide = data.pivot(index="unit", columns="year", values=["dep_var", "treat"])
    treated = wide["treat"].to_numpy(dtype=bool)
    starts = np.where(treated.any(axis=1), treated.argmax(axis=1), NEVER)
    effect = att(make_panel(wide["dep_var"].to_numpy(dtype=float), starts), Rules(horizon=99))
    assert effect is not None
    assert effect.value == pytest.approx(2.230482, abs=5e-7)
    assert effect.error == pytest.approx(0.021408, rel=0.01)
