"""Worked examples say what the rules say."""

from pathlib import Path

import pytest

from evaluations.impact.rules import Rules
from evaluations.impact.verdict import Verdict
from evaluations.method.examples import (
    EFFECT,
    EXAMPLES,
    VerdictExample,
    by_choice_and_by_lot,
    changes,
    holds,
    judged,
    repeated_draws,
    staffed_units,
    two_groups,
)
from evaluations.method.measured import MEASURED, Measured

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.verdict)
def test_each_example_gets_its_verdict_by_the_rules(example: VerdictExample) -> None:
    assert judged(example) == example.verdict


def test_there_is_one_example_of_each_verdict() -> None:
    assert [example.verdict for example in EXAMPLES] == list(Verdict)


def test_the_gap_between_the_lines_is_the_effect() -> None:
    months = two_groups()
    assert {round(each.trained - each.expected, 9) for each in months if each.month >= 0} == {EFFECT}
    assert {round(each.trained - each.expected, 9) for each in months if each.month < 0} == {0.0}
    assert changes(months).effect == pytest.approx(EFFECT)
    assert changes(months).trained > EFFECT


def test_about_nineteen_of_twenty_draws_hold_the_truth() -> None:
    assert sum(map(holds, repeated_draws())) in {18, 19, 20}
    many = [holds(each) for seed in range(200) for each in repeated_draws(seed)]
    assert 0.94 < sum(many) / len(many) < 0.96


def test_a_unit_is_treated_from_the_threshold_on_and_a_control_only_without_anybody_trained() -> None:
    """A quarter of eight people are two; of ten people, three."""
    found = [(each.trained, each.is_control, each.is_treated) for each in staffed_units()]
    assert found == [(0, True, False), (1, False, False), (2, False, True)]
    assert [each.trained for each in staffed_units(staff=10)] == [0, 2, 3]
    assert [each.trained for each in staffed_units(Rules(threshold=0.5))] == [0, 3, 4]


def test_a_lot_makes_groups_that_choosing_does_not() -> None:
    chosen, drawn = by_choice_and_by_lot()
    assert chosen.others - chosen.trained > 4
    assert abs(drawn.others - drawn.trained) < 2.5


@pytest.mark.parametrize("line", MEASURED, ids=lambda line: line.scenario)
def test_what_was_measured_is_what_the_documentation_says(line: Measured) -> None:
    rows = (ROOT / "docs/impact.md").read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if row.startswith(f"| {line.scenario} |"))
    cells = [float(cell.strip().rstrip(" %")) for cell in row.strip("|").split("|")[1:]]
    covered, error, _width, _power, *others = cells
    assert (covered, error) == (line.covered, line.error)
    assert others == [line.naive_covered, line.naive_error, line.two_way_covered, line.two_way_error]
