"""Which cells are compared: worked out by hand on small panels."""

from dataclasses import replace

import numpy as np
import pytest

from evaluations.impact.panel import NEVER, OtherProgram, Panel, make_panel
from evaluations.impact.rules import Rules
from evaluations.impact.sample import clean, starts_of
from evaluations.impact.verdict import Need, shortfalls
from tests.evaluations.impact.panels import random_outcome

WIDE = Rules(least_untreated=2, months_before=2, months_after=1, least_joint=2)


def _with_share(share: np.ndarray, touched: np.ndarray | None = None) -> Panel:
    units, months = share.shape
    outcome = np.arange(units * months, dtype=float).reshape(units, months)
    return Panel(
        tuple(range(units)), tuple(range(months)), outcome, np.ones_like(outcome), np.full(outcome.shape, 50),
        share, share > 0 if touched is None else touched, np.ones(outcome.shape, dtype=bool),
    )  # fmt: skip


def test_a_unit_is_treated_from_the_first_month_that_reaches_the_threshold_for_good() -> None:
    share = np.array([[0, 0, 0.1, 0.3, 0.2], [0, 0, 0, 0, 0.0], [0, 0, 0, 0, 0.2]])
    assert starts_of(share, 0.25).tolist() == [3, NEVER, NEVER]
    panel = _with_share(np.concatenate([share, np.zeros((3, 5))]))
    sample = clean(panel, WIDE)
    assert sample.treated[0].tolist() == [False, False, False, True, True]
    assert sample.untreated[0].tolist() == [True, True, False, False, False]
    assert sample.untreated[2].tolist() == [True, True, True, True, False]


def test_a_unit_whose_trained_people_left_does_not_become_clean_again() -> None:
    share = np.zeros((6, 6))
    share[0, 2:4] = 0.1
    assert clean(_with_share(share), WIDE).untreated[0].tolist() == [True, True, False, False, False, False]


def test_the_month_in_which_training_ends_is_neither_treated_nor_clean() -> None:
    share = np.zeros((6, 6))
    share[0, 4:] = 0.5
    touched = share > 0
    touched[0, 3] = True
    sample = clean(_with_share(share, touched), WIDE)
    assert sample.untreated[0].tolist() == [True, True, True, False, False, False]
    assert sample.treated[0].tolist() == [False, False, False, False, True, True]


def test_only_the_first_twelve_months_count() -> None:
    outcome, starts = random_outcome(1, months=36)
    sample = clean(make_panel(outcome, starts), Rules())
    assert sample.treated.sum(axis=1).max() == 12
    assert sample.lag[sample.treated].max() == 11


def test_a_month_with_too_few_untreated_units_is_dropped_for_everybody() -> None:
    starts = np.array([4, 4, 4, 6, 6, NEVER, NEVER, NEVER, NEVER])
    sample = clean(make_panel(np.zeros((9, 8)), starts), Rules(least_untreated=5, months_before=2, months_after=1))
    assert sample.used.any(axis=0).tolist() == [True] * 6 + [False] * 2


def test_a_city_that_trained_everybody_at_once_has_nothing_to_compare_with() -> None:
    sample = clean(make_panel(np.zeros((30, 24)), np.full(30, 12)), Rules())
    lacking = {each.need: (each.found, each.needed) for each in shortfalls(sample)}
    assert lacking == {Need.TREATED_UNITS: (0, 8), Need.CONTROL_UNITS: (30, 10)} or lacking[Need.TREATED_UNITS] == (
        0,
        8,
    )
    assert not sample.treated.any()


def test_cells_with_few_answers_are_dropped_and_units_with_many_gaps_altogether() -> None:
    outcome, starts = random_outcome(1, units=30, months=20)
    count = np.full(outcome.shape, 50)
    count[0, 3] = 9  # one gap
    count[1, :7] = 9  # 65 % present
    sample = clean(make_panel(outcome, starts, count=count), Rules())
    assert not sample.used[0, 3]
    assert sample.used[0, 2]
    assert not sample.used[1].any()


def test_units_with_fewer_than_six_clean_months_before_or_three_after_are_not_treated() -> None:
    starts = np.array([5, 6, 17, 18, *[NEVER] * 12])
    sample = clean(make_panel(np.zeros((16, 20)), starts), Rules())
    assert np.flatnonzero(sample.treated_units).tolist() == [1, 2]


def test_another_program_in_many_units_is_estimated_jointly_and_in_few_left_out() -> None:
    outcome, starts = random_outcome(1)
    many, few = np.full(len(outcome), NEVER), np.full(len(outcome), NEVER)
    many[5:25], few[:3] = 9, 11
    panel = make_panel(outcome, starts, others=(OtherProgram("A", many), OtherProgram("B", few)))
    sample = clean(panel, Rules())
    assert set(sample.covariate_names) >= {"A +0", "A +2"}
    assert sample.left_out == ("B",)
    assert not sample.used[:3, 11:].any()
    assert sample.used[3, 11:].any()


@pytest.mark.parametrize(("treated", "controls", "lacking"), [(7, 20, Need.TREATED_UNITS), (12, 9, Need.CONTROL_UNITS)])
def test_what_is_missing_is_named(treated: int, controls: int, lacking: Need) -> None:
    outcome, starts = random_outcome(1, units=treated + controls, treated=treated, months=30)
    assert [each.need for each in shortfalls(clean(make_panel(outcome, starts), Rules()))] == [lacking]


def test_months_in_which_the_city_did_not_ask_count_for_no_unit_as_gaps() -> None:
    """Ten of 24 months without any answers: every unit has 58 % of all months, but all of those that were asked."""
    outcome, starts = random_outcome(1, units=30)
    starts[:12] = 12
    outcome[:, [3, 4, 5, 6, 7, 18, 19, 20, 21, 22]] = np.nan
    sample = clean(make_panel(outcome, starts), Rules())
    assert sample.treated_units.sum() == 12
    assert sample.control_units.sum() == 18


def test_a_unit_is_present_by_the_months_in_which_it_existed() -> None:
    """A successor of a merger that exists for the last third, and was asked in all of it, is a control like others."""
    outcome, starts = random_outcome(1, units=30)
    panel = make_panel(outcome, starts)
    exists = panel.exists.copy()
    exists[29, :16] = False
    sample = clean(replace(panel, exists=exists), Rules())
    assert sample.used[29].tolist() == [False] * 16 + [True] * 8


def test_a_unit_that_trained_all_its_people_at_once_is_treated_as_any_other() -> None:
    share = np.zeros((8, 8))
    share[0, 4:], share[1, 4:] = 1.0, 0.25
    sample = clean(_with_share(share), WIDE)
    assert sample.treated[:2].tolist() == [[False] * 4 + [True] * 4] * 2


def test_units_with_a_single_month_are_no_units_to_compare_with() -> None:
    """Nine whole control units and twenty that were asked once are nine, also when nothing else falls out."""
    outcome, starts = random_outcome(1, units=41, treated=12)
    exists = np.ones(outcome.shape, dtype=bool)
    exists[21:], exists[21:, 5] = False, True
    sample = clean(replace(make_panel(np.where(exists, outcome, np.nan), starts), exists=exists), Rules())
    assert sample.control_units.sum() == 9
    assert [(each.need, each.found) for each in shortfalls(sample)] == [(Need.CONTROL_UNITS, 9)]


def test_a_figure_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        make_panel(np.full((2, 3), np.inf), np.array([1, NEVER]))
