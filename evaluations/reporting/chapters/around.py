"""A unit's own index around the programs that its people finished: what happened, which is no effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from evaluations.reporting.frames import chapter, picture, point, sheet, table
from evaluations.reporting.selection import Selection
from evaluations.reporting.tallies import Tally
from evaluations.reporting.words import NOTHING, number, whole
from surveys.figures import Figure
from surveys.periods import Span, ending_with, quarter_of
from surveys.reports import rules_on, series

QUARTERS: Final = 12
TITLE: Final = "Kepuasan warga di sekitar pelatihan (tingkat 4)"
NO_EFFECT: Final = (
    "Ini indeks unit itu sendiri, bukan pengaruh pelatihan: banyak hal lain mengubah pelayanan sebuah unit, dan dari "
    "satu unit pengaruh tidak dapat dihitung. Pengaruh program dinilai atas banyak unit, pada laporan program."
)


@dataclass(frozen=True, slots=True)
class Course:
    """A unit's index by quarter, oldest first."""

    spans: tuple[Span, ...]
    figures: tuple[Figure, ...]

    def at(self, span: Span) -> Figure | None:
        """The figure of a quarter, if it lies within and may be shown."""
        found = dict(zip(self.spans, self.figures, strict=True)).get(span)
        return found if found and found.is_shown else None


def course_of(selection: Selection, day: date) -> Course:
    """The index of the report's units in the quarters up to the last whole one on the day; five queries."""
    end = quarter_of(min(selection.scope.last, day))
    spans = tuple(ending_with(end if end.last <= day else end.before(), QUARTERS))
    unit_ids = sorted(selection.unit_ids or ())
    return Course(spans, tuple(series(unit_ids=unit_ids, spans=spans, rules=rules_on(spans[-1].last))))


def around_chapter(selection: Selection, tallies: Mapping[int, Tally], course: Course) -> dict[str, Any]:
    """Which programs touched the unit and when, and its index before and after."""
    lines = [
        (run, course.at(quarter_of(run.ends_on).before()), course.at(_after(run.ends_on)))
        for run in selection.runs
        if tallies[run.pk].finished
    ]
    rows = [
        (run.name, quarter_of(run.ends_on).label, whole(tallies[run.pk].finished), _index(before), _index(after))
        for run, before, after in lines
    ]
    head = ("Program", "Selesai pada", "Orang selesai", "Indeks triwulan sebelum", "Indeks triwulan sesudah")
    tables = [
        table(
            "Pelatihan yang diselesaikan pegawai unit, dan indeks di sekitarnya",
            head,
            rows,
            numbers_from=2,
            widths=(2.6, 1.6, 0.8, 1.2, 1.2),
        )
    ]
    shown = [(span, figure) for span, figure in zip(course.spans, course.figures, strict=True) if figure.is_shown]
    if shown:
        quarters = [
            (span.label, _index(figure), whole(figure.count), figure.grade or NOTHING) for span, figure in shown
        ]
        tables.append(
            table("Indeks kepuasan masyarakat menurut triwulan", ("Triwulan", "Indeks", "Jawaban", "Mutu"), quarters)
        )
    return chapter("effect", TITLE, sentences=[*_said(shown), NO_EFFECT], picture=_picture(shown), tables=tables)


def course_sheet(course: Course) -> dict[str, Any]:
    """The index by quarter as numbers; hidden quarters are left out."""
    rows = [
        (span.label, float(figure.index or 0), float(figure.margin or 0), figure.count)
        for span, figure in zip(course.spans, course.figures, strict=True)
        if figure.is_shown
    ]
    return sheet("Indeks", ("Triwulan", "Indeks", "Batas galat", "Jawaban"), rows)


def _said(shown: Sequence[tuple[Span, Figure]]) -> list[str]:
    if not shown:
        return [
            "Unit ini tidak mempunyai indeks yang boleh ditampilkan: tidak disurvei, atau jawabannya terlalu sedikit."
        ]
    first, last = shown[0], shown[-1]
    said = [f"Indeks pada {last[0].label}: {_index(last[1])}, dari {whole(last[1].count)} jawaban."]
    if first is not last:
        said.append(f"Pada {first[0].label}: {_index(first[1])}, dari {whole(first[1].count)} jawaban.")
    return said


def _picture(shown: Sequence[tuple[Span, Figure]]) -> dict[str, Any] | None:
    rows = []
    for span, figure in shown:
        index, margin = float(figure.index or 0), float(figure.margin or 0)
        low, high = round(max(25.0, index - margin), 2), round(min(100.0, index + margin), 2)
        rows.append((span.label, [point(round(index, 2), number(figure.index), low=low, high=high)]))
    if not rows:
        return None
    bottom = min(points[0]["low"] for _label, points in rows) // 5 * 5
    return picture(
        "Indeks menurut triwulan, dengan batas galatnya",
        f"Indeks (sumbu mulai dari {bottom:.0f})",
        rows,
        low=bottom,
        high=100,
        step=5,
    )


def _index(figure: Figure | None) -> str:
    if figure is None or figure.index is None:
        return NOTHING
    return f"{number(figure.index)} ± {number(figure.margin)}"


def _after(day: date) -> Span:
    quarter = quarter_of(day)
    year, number = divmod(quarter.year * 4 + quarter.number, 4)
    return Span(year, quarter.kind, number + 1)
