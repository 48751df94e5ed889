"""What training did to citizens' satisfaction: the statistics, pure and without a database.

`analyse(panel)` gives everything about one program and one outcome, `att(panel)` the effect alone; `analyse_family`
and `with_holm` judge several questions as one family. A panel comes from arrays (`make_panel`) or from a CSV text
(`read_panel`); `as_record` makes plain values of a result. An effect of two points in 12 of 32 units:

    >>> import numpy as np
    >>> from evaluations.impact import NEVER, analyse, make_panel
    >>> chance = np.random.default_rng(1)
    >>> starts = np.array([10] * 6 + [15] * 6 + [NEVER] * 20)  # first trained month of each unit
    >>> outcome = 78 + chance.normal(0, 3, (32, 1)) + chance.normal(0, 1, (32, 30))
    >>> outcome += 2.0 * (np.arange(30) >= starts[:, None])
    >>> result = analyse(make_panel(outcome, starts, variance=144.0, count=60))
    >>> print(result.verdict, result.effect.low < 2.0 < result.effect.high)
    kuat True
"""

from evaluations.impact.analysis import Result, analyse, analyse_family, att, with_holm
from evaluations.impact.inference import Estimate, holm
from evaluations.impact.panel import NEVER, OtherProgram, Panel, make_panel
from evaluations.impact.record import as_record, code_version, data_digest
from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact.table import PanelTableError, read_panel, write_panel
from evaluations.impact.verdict import Verdict

__all__ = [
    "DEFAULT", "NEVER", "Estimate", "OtherProgram", "Panel", "PanelTableError", "Result", "Rules", "Verdict", "analyse",
    "analyse_family", "as_record", "att", "code_version", "data_digest", "holm", "make_panel", "read_panel",
    "with_holm", "write_panel",
]  # fmt: skip
