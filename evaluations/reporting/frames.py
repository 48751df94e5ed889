"""The parts that a report is made of, as plain values for page, paper and workbook alike."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

MOST_PICTURED: Final = 30
"""Lines of a picture; more could not be told apart. The table holds all."""
Cell = str | int | float | None


def chapter(
    key: str,
    title: str,
    *,
    sentences: Iterable[str] = (),
    picture: dict[str, Any] | None = None,
    tables: Iterable[dict[str, Any]] = (),
    notes: Iterable[str] = (),
) -> dict[str, Any]:
    """A chapter: sentences, a picture, the tables behind it, notes below them."""
    return {
        "key": key,
        "title": title,
        "sentences": list(sentences),
        "picture": picture,
        "tables": list(tables),
        "notes": list(notes),
    }


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers_from: int = 1,
    widths: Sequence[float] = (),
) -> dict[str, Any]:
    """A table of texts; columns from `numbers_from` on hold figures. `widths`: parts of the paper's line."""
    return {
        "caption": caption,
        "head": list(head),
        "rows": [list(row) for row in rows],
        "numbers_from": numbers_from,
        "widths": list(widths or (2.2 if len(head) < 7 else 2.6, *[1.0] * (len(head) - 1))),
    }


def point(
    at: float, words: str, *, series: int = 0, low: float | None = None, high: float | None = None
) -> dict[str, Any]:
    """A figure in a picture, with the ends of its interval where it has one."""
    return {"at": at, "words": words, "series": series, "low": low, "high": high}


def picture(
    caption: str,
    axis: str,
    rows: Sequence[tuple[str, Sequence[dict[str, Any]]]],
    *,
    low: float,
    high: float,
    step: float,
    series: Sequence[str] = (),
    bars: bool = False,
) -> dict[str, Any] | None:
    """A line for each thing, its figures as points (or one bar) on a common axis from `low` to `high`; None: no figure.

    `series` names what the points of a line are, in the order of their numbers.
    """
    drawn = [(label, points) for label, points in rows if points]
    if not drawn:
        return None
    shown = [{"label": label, "points": list(points)} for label, points in drawn[:MOST_PICTURED]]
    left_out = len(drawn) - len(shown)
    return {
        "caption": caption,
        "axis": axis,
        "rows": shown,
        "left_out": f"{left_out} baris lain ada pada tabel." if left_out else "",
        "low": low,
        "high": high,
        "step": step,
        "series": list(series),
        "bars": bars,
    }


def sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> dict[str, Any]:
    """A sheet of the workbook: plain values under their names."""
    return {"name": name, "head": list(head), "rows": [list(row) for row in rows]}


def scale_up_to(most: float) -> tuple[float, float]:
    """The end of an axis that begins at zero and holds `most`, and its step: 1, 2 or 5 times a power of ten."""
    if most <= 0:
        return 1.0, 1.0
    step = 1.0
    while step * 5 < most:
        step *= 10
    while most <= step * 0.5:
        step /= 10
    step = next(each for each in (step / 5, step / 2, step, step * 2) if each * 5 >= most)
    count = -(-most // step)
    return step * count, step
