"""The chart of an evaluation is drawn as it is meant."""

from documents.vega import draw
from evaluations.charts import _rows, _spec
from tests.evaluations.test_comparison import OTHERS, TRAINED


def test_the_chart_is_drawn_with_both_groups_named() -> None:
    rows = [*_rows(TRAINED, "Dilatih"), *_rows(OTHERS, "Lainnya")]
    assert [(row["index"], row["low"], row["high"]) for row in rows[:2]] == [(78.0, 76.8, 79.2), (84.0, 82.4, 85.6)]
    (outcome,) = draw([_spec(rows, width=520, height=240)])
    assert outcome["svg"].count(">Dilatih<") == 1
    assert outcome["svg"].count(">Lainnya<") == 1
