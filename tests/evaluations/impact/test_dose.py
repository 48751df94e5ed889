"""The effect by the share trained: exploratory, from the same two stages."""

from dataclasses import replace

import numpy as np
import pytest

from evaluations.impact.analysis import analyse
from evaluations.impact.panel import NEVER, Panel, make_panel

MONTHS, TRAINED = 24, 12


def _panel() -> Panel:
    """Four units train 30 %, four 60 %, four all; each tenth of the staff is worth one point, without any noise."""
    starts = np.array([*[12] * TRAINED, *[NEVER] * 15])
    share = np.repeat([0.3, 0.6, 1.0], 4)
    outcome = 70.0 + np.arange(27)[:, None] + 0.1 * np.arange(MONTHS)[None, :]
    outcome[:TRAINED, 12:] += 10 * share[:, None]
    panel = make_panel(outcome, starts)
    shares = panel.share.copy()
    shares[:TRAINED, 12:] = share[:, None]
    return replace(panel, share=shares)


def test_each_band_has_its_own_mean() -> None:
    found = analyse(_panel())
    assert [(band, units) for band, _each, units in found.by_dose] == [
        ((0.25, 0.5), 4),
        ((0.5, 0.75), 4),
        ((0.75, 1.0), 4),
    ]
    assert [each.value for _band, each, _units in found.by_dose] == pytest.approx([3.0, 6.0, 10.0])


def test_a_band_of_two_units_is_not_told() -> None:
    panel = _panel()
    shares = panel.share.copy()
    shares[:2, 12:] = 0.6
    assert [band for band, _each, _units in analyse(replace(panel, share=shares)).by_dose] == [(0.5, 0.75), (0.75, 1.0)]


def test_bands_never_change_the_effect_or_its_verdict() -> None:
    """The same cells with all shares at one half: one band only, and the same effect and word."""
    panel = _panel()
    found, alike = analyse(panel), analyse(replace(panel, share=np.where(panel.share > 0, 0.5, 0.0)))
    assert len(alike.by_dose) == 1
    assert found.effect == alike.effect
    assert found.verdict == alike.verdict
