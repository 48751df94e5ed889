"""Drawn lots held against a panel: windows, minimums, and how they stand to the comparison over time."""

from dataclasses import replace

import numpy as np
import pytest

from evaluations.impact.drawings import Agreement, Drawing, Lacking, LotNeed, agreement, analyse_lots
from evaluations.impact.inference import Estimate
from evaluations.impact.lots import Lot, LotResult, Stratum, redraw
from evaluations.impact.panel import NEVER, Panel, make_panel
from evaluations.impact.record import data_digest, lot_as_record
from evaluations.impact.rules import DEFAULT

UNITS, MONTHS, START = 30, 30, 15
SILENT = LotResult(8.0, -20.0, 36.0, 0.6, 40.0, 0.9, 25.0)


def _drawn(seed: int, *, units: int = UNITS, by_unit: bool = False) -> Drawing:
    """Four of each unit's eight people apply, half of them win."""
    lot = Lot((Stratum(np.full(units, 4), 2 * units),), by_unit)
    won = redraw(lot, 1, np.random.default_rng([1, seed]))[0]
    return Drawing(lot, np.arange(units), np.full(units, 8.0), won, START, START)


def _panel(drawing: Drawing, seed: int, effect: float = 10.0) -> Panel:
    """Units of different level in a city that moves; winners finish, and each whole staff is worth `effect` points."""
    chance = np.random.default_rng([2, seed])
    shape = (len(drawing.rows), MONTHS)
    share = np.where(np.arange(MONTHS) > START, (drawing.won / drawing.staff)[:, None], 0.0)
    outcome = 75 + 3 * chance.normal(size=(shape[0], 1)) + 2 * chance.normal(size=(1, MONTHS))
    outcome = outcome + 0.7 * chance.normal(size=shape) + effect * share
    panel = make_panel(outcome, np.full(shape[0], NEVER), variance=100.0, count=60)
    return replace(panel, share=share, touched=share > 0)


def test_the_effect_of_the_whole_staff_is_found_around_the_lot() -> None:
    drawing = _drawn(1)
    found = analyse_lots(_panel(drawing, 1), [drawing])
    assert found.missing == ()
    assert (found.lots, found.applicants, found.seats, found.units) == (1, 120, 60, 30)
    assert found.result is not None
    assert found.result.low < 10 < found.result.high
    assert found.result.first_stage == pytest.approx(1.0)
    assert found.result.detectable < 10


def test_forty_cities_without_effect_are_refused_no_more_often_than_promised() -> None:
    """5 % of 40 is 2; six or more would happen once in 70 runs."""
    refused = 0
    for seed in range(40):
        drawing = _drawn(seed)
        found = analyse_lots(_panel(drawing, seed, 0.0), [drawing]).result
        assert found is not None
        refused += found.p_value <= 0.05
    assert refused <= 5


def test_a_lot_by_unit_is_drawn_again_by_unit() -> None:
    """Whole units win or lose together, so chance alone spreads far wider than person by person."""
    drawing = _drawn(3, by_unit=True)
    panel = _panel(drawing, 3)
    rightly = analyse_lots(panel, [drawing]).result
    wrongly = analyse_lots(panel, [replace(drawing, lot=replace(drawing.lot, by_unit=False))]).result
    assert rightly is not None
    assert wrongly is not None
    assert rightly.strength < wrongly.strength


def test_two_lots_say_more_than_one() -> None:
    """Each other lot moves the finished share too, so one alone is too weak; pooled they are strong enough."""
    early, late = _drawn(5), replace(_drawn(6), starts=START + 1, ends=START + 1)
    panel = _panel(early, 5)
    share = panel.share + np.where(np.arange(MONTHS) > START + 1, (late.won / late.staff)[:, None], 0.0)
    panel = replace(panel, outcome=panel.outcome + 10 * (share - panel.share), share=np.minimum(share, 1))
    one, both = analyse_lots(panel, [early]), analyse_lots(panel, [early, late])
    assert one.missing == (Lacking(LotNeed.STRENGTH, 8, 10),)
    assert (both.lots, both.applicants, both.units) == (2, 240, 30)
    assert both.result is not None
    assert both.result.low < 10 < both.result.high


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({"starts": MONTHS - 2, "ends": MONTHS - 2}, Lacking(LotNeed.MONTHS, 0, 1)),
        ({"starts": 4, "ends": 4}, Lacking(LotNeed.MONTHS, 0, 1)),
        ({"rows": np.where(np.arange(UNITS) < 9, np.arange(UNITS), -1)}, Lacking(LotNeed.UNITS, 9, 10)),
    ],
)
def test_it_knows_what_is_missing(change: dict[str, object], lacking: Lacking) -> None:
    """Only one month after; only four before; only nine units that the panel holds."""
    drawing = _drawn(1)
    found = analyse_lots(_panel(drawing, 1), [replace(drawing, **change)])  # type: ignore[arg-type]
    assert found.missing == (lacking,)
    assert found.result is None


def test_a_lot_that_everybody_won_lacks_luck() -> None:
    drawing = _drawn(1)
    everybody = replace(drawing, lot=Lot((Stratum(np.full(UNITS, 4), 4 * UNITS),)), won=np.full(UNITS, 4))
    assert analyse_lots(_panel(drawing, 1), [everybody]).missing == (Lacking(LotNeed.LUCK, 0, 1),)


def test_winners_who_do_not_finish_make_the_lot_too_weak() -> None:
    """The finished share has nothing to do with who won: luck moved it by chance only."""
    drawing = _drawn(1)
    other = replace(drawing, won=_drawn(99).won)
    found = analyse_lots(_panel(drawing, 1), [other])
    assert [each.need for each in found.missing] == [LotNeed.STRENGTH]
    assert found.missing[0].found < 10
    assert found.result is None


def test_months_with_few_answers_do_not_count() -> None:
    drawing = _drawn(1)
    panel = _panel(drawing, 1)
    few = np.where(np.arange(MONTHS) > START + 2, 9, panel.count)
    assert analyse_lots(replace(panel, count=few), [drawing]).missing == (Lacking(LotNeed.MONTHS, 0, 1),)


def test_a_month_in_which_the_whole_city_changes_is_no_effect() -> None:
    drawing = _drawn(1)
    panel = _panel(drawing, 1)
    moved = replace(panel, outcome=panel.outcome + 20.0 * (np.arange(MONTHS) == START + 4))
    plain, shifted = analyse_lots(panel, [drawing]).result, analyse_lots(moved, [drawing]).result
    assert plain is not None
    assert shifted is not None
    assert shifted.effect == pytest.approx(plain.effect, abs=0.05)


@pytest.mark.parametrize(
    ("value", "margin", "lot", "word"),
    [
        (2.0, 0.5, (6.0, 12.0), Agreement.DIFFERS),  # at half the staff 3 to 6, beyond 2.5
        (2.0, 0.5, (4.0, 12.0), Agreement.AGREES),
        (2.0, 0.5, (1.0, 12.0), Agreement.AGREES),
        (2.0, 0.5, (-4.0, 12.0), Agreement.SILENT),  # holds zero and two
        (2.0, 1.5, (-4.0, 3.0), Agreement.AGREES),  # holds zero, not two
        (-1.0, 0.5, (0.0, 12.0), Agreement.DIFFERS),
    ],
)
def test_both_differ_when_their_intervals_do_not_meet(
    value: float, margin: float, lot: tuple[float, float], word: Agreement
) -> None:
    beside = Estimate(value, margin / 1.96, 10_000)
    assert agreement(beside, replace(SILENT, low=lot[0], high=lot[1]), 0.5) == word


def test_the_same_lot_gives_the_same_record_and_another_one_another_digest() -> None:
    drawing = _drawn(1)
    panel = _panel(drawing, 1)
    records = [lot_as_record(analyse_lots(panel, [drawing], DEFAULT, Estimate(1.0, 1.0, 9))) for _ in range(2)]
    assert records[0] == records[1]
    assert records[0]["agreement"] in set(Agreement)
    changes = (drawing, replace(drawing, won=drawing.won[::-1].copy()), replace(drawing, starts=14),
               replace(drawing, lot=replace(drawing.lot, by_unit=True)))  # fmt: skip
    digests = {data_digest([panel], DEFAULT, [each]) for each in changes}
    assert len(digests) == 4
    assert data_digest([panel], DEFAULT) not in digests
