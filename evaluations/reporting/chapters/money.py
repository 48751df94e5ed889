"""Costs: per person who finished, per hour credited, per point of the index; what they hold and what they lack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from evaluations.impact_shown import Shown
from evaluations.reporting.costs import Effect, PerPoint, Reach, per_point, ratio
from evaluations.reporting.frames import chapter, picture, point, scale_up_to, sheet, table
from evaluations.reporting.selection import Selection
from evaluations.reporting.spending import Spent
from evaluations.reporting.tallies import Tally
from evaluations.reporting.words import NOTHING, hours, listed, number, rupiah, whole
from programs.plans.realisation import Line

TITLE: Final = "Biaya"
MOST_NAMED: Final = 8
MAYBE_NOTHING: Final = "tidak dapat dihitung: pengaruhnya mungkin nol"
NO_RISE: Final = "tidak ada: indeks tidak naik"
HEAD: Final = (
    "Biaya tercatat",
    "Angkatan dengan biaya",
    "Orang selesai",
    "Biaya per orang",
    "JP diakui",
    "Biaya per JP",
)
POINT_WIDTHS: Final = (2.0, 1.6, 0.8, 1.8, 2.0)
POINT_HEAD: Final = ("Program", "Biaya program", "Unit terlatih", "Biaya per poin per unit", "Selang 95 %")


@dataclass(frozen=True, slots=True)
class Priced:
    """A program whose effect was estimated and whose cost is on record: what a point of the index cost."""

    title: str
    spent: Spent
    effect: Effect
    cost: PerPoint


def money_chapter(
    selection: Selection,
    tallies: Mapping[int, Tally],
    kinds: Mapping[str, int],
    points: Sequence[Priced],
    plan: Line | None,
) -> dict[str, Any]:
    """What it cost."""
    lines = _lines(selection, tallies)
    total = _recorded(tallies.values())
    rows = [_cells(selection, name, every, known) for name, every, known in lines]
    if len(rows) > 1:
        rows.append(_cells(selection, "Jumlah", sum(tallies.values(), Tally()), total))
    head: tuple[str, ...] = ("Angkatan" if selection.is_one_program else "Program", *HEAD)
    if selection.unit_ids is not None:
        head = (*head, "Bagian unit-unit ini")
    tables = [table("Biaya menurut hasil", head, rows)] if total.rupiah else []
    if points:
        tables.append(
            table(
                "Biaya untuk satu poin indeks", POINT_HEAD, [_point_cells(each) for each in points], widths=POINT_WIDTHS
            )
        )
    if plan:
        tables.append(_plan_table(plan))
    said = [*_totals(tallies), *_without(selection, tallies), *_point_sentences(points)]
    return chapter(
        "costs", TITLE, sentences=said, picture=_picture(lines), tables=tables, notes=_notes(kinds, total, points)
    )


def summary_of_costs(tallies: Mapping[int, Tally], points: Sequence[Priced]) -> list[str]:
    """What it cost, in few sentences."""
    return [*_totals(tallies), *_point_sentences(points)]


def points_of(titles: Mapping[int, str], spent: Mapping[int, Spent], effects: Mapping[int, Shown]) -> list[Priced]:
    """The cost of a point for each program whose effect was estimated and whose cost is on record."""
    found = []
    for key, title in titles.items():
        each, effect = spent.get(key), effect_of(effects.get(key))
        if each and each.rupiah and effect:
            cost = per_point(rupiah=each.rupiah, units=each.trained_units, effect=effect)
            found.append(Priced(title, each, effect, cost))
    return found


def effect_of(shown: Shown | None) -> Effect | None:
    """A program's effect on the index with its interval, if there is one."""
    found = shown.effect if shown else None
    if not found or found["low"] is None or found["high"] is None:
        return None
    return Effect.of(found["value"], found["low"], found["high"])


def cost_rows(selection: Selection, tallies: Mapping[int, Tally]) -> list[dict[str, Any]]:
    """The figures behind the costs, for the workbook's formulas."""
    return [
        {"name": name, "rupiah": known.rupiah or 0, "people": known.all_finished, "hours": float(known.all_hours),
         "batches": every.batches, "recorded": known.batches}
        for name, every, known in _lines(selection, tallies)
    ]  # fmt: skip


def point_rows(points: Sequence[Priced]) -> list[dict[str, Any]]:
    """The figures behind the cost of a point, for the workbook's formulas."""
    return [
        {"name": each.title, "rupiah": each.spent.rupiah, "units": each.spent.trained_units,
         "value": float(each.effect.value), "low": float(each.effect.low), "high": float(each.effect.high)}
        for each in points
    ]  # fmt: skip


def kinds_sheet(kinds: Mapping[str, int]) -> dict[str, Any]:
    """What the money was spent on."""
    return sheet("Jenis biaya", ("Jenis biaya", "Rupiah"), kinds.items())


def _lines(selection: Selection, tallies: Mapping[int, Tally]) -> list[tuple[str, Tally, Tally]]:
    """Each line: its name, all its batches, and those with a recorded cost."""
    every: dict[int, list[Tally]] = {key: [] for key in selection.groups}
    for run in selection.runs:
        every[selection.group_of(run)].append(tallies[run.pk])
    return [(name, sum(every[key], Tally()), _recorded(every[key])) for key, name in selection.groups.items()]


def _recorded(tallies: Any) -> Tally:
    return sum((each for each in tallies if each.rupiah is not None), Tally())


def _cells(selection: Selection, name: str, every: Tally, known: Tally) -> tuple[str, ...]:
    spent = known.rupiah or 0
    cells = (
        name,
        rupiah(spent) if known.batches else NOTHING,
        f"{whole(known.batches)} dari {whole(every.batches)}",
        whole(known.all_finished) if known.batches else NOTHING,
        rupiah(ratio(spent, known.all_finished)) if spent else NOTHING,
        hours(known.all_hours).removesuffix(" JP") if known.batches else NOTHING,
        rupiah(ratio(spent, known.all_hours)) if spent else NOTHING,
    )
    return cells if selection.unit_ids is None else (*cells, rupiah(_part(known)) if spent else NOTHING)


def _part(known: Tally) -> Fraction | None:
    """The part of the rupiah that falls to the report's own people, each who finished bearing the same."""
    each = ratio(known.rupiah or 0, known.all_finished)
    return None if each is None else each * known.finished


def _point_cells(priced: Priced) -> tuple[str, ...]:
    spent, cost = priced.spent, priced.cost
    known = rupiah(spent.rupiah)
    if spent.recorded < spent.batches:
        known += f" ({whole(spent.recorded)} dari {whole(spent.batches)} angkatan)"
    if cost.reach is Reach.BOUNDED:
        figures = (rupiah(cost.value), f"{rupiah(cost.low)} sampai {rupiah(cost.high)}")
    elif cost.reach is Reach.OPEN:
        figures = (MAYBE_NOTHING, f"paling sedikit {rupiah(cost.low)}; tidak ada batas atas")
    else:
        figures = (NO_RISE if cost.reach is Reach.NONE else NOTHING, NOTHING)
    return (priced.title, known, whole(spent.trained_units), *figures)


def _totals(tallies: Mapping[int, Tally]) -> list[str]:
    total = _recorded(tallies.values())
    if not total.rupiah:
        return ["Biaya belum dicatat, sehingga biaya per orang dan per JP tidak dapat dihitung."]
    said = f"Tercatat {rupiah(total.rupiah)} untuk {whole(total.batches)} dari {whole(len(tallies))} angkatan."
    each = ratio(total.rupiah, total.all_finished)
    if each is None:
        nobody = "Biaya per orang tidak dapat dihitung: tidak ada yang selesai pada angkatan yang biayanya tercatat."
        return [said, nobody]
    hour = ratio(total.rupiah, total.all_hours)
    per_hour = f", {rupiah(hour)} per JP yang diakui" if hour is not None else ""
    return [said, f"Itu {rupiah(each)} per orang yang selesai{per_hour}."]


def _without(selection: Selection, tallies: Mapping[int, Tally]) -> list[str]:
    """The batches without a recorded cost, by name."""
    names = [run.name for run in selection.runs if tallies[run.pk].rupiah is None]
    if not names or len(names) == len(tallies):
        return []
    rest = f"; dan {whole(len(names) - MOST_NAMED)} lainnya" if len(names) > MOST_NAMED else ""
    named = "; ".join(names[:MOST_NAMED])
    return [f"Tanpa catatan biaya, sehingga tidak dihitung dalam angka per orang dan per JP: {named}{rest}."]


def _point_sentences(points: Sequence[Priced]) -> list[str]:
    said = [
        (
            f"Menaikkan indeks satu unit dengan satu poin lewat {each.title} berbiaya {rupiah(each.cost.value)} "
            f"(selang 95 %: {rupiah(each.cost.low)} sampai {rupiah(each.cost.high)}){_as_far_as_known(each.spent)}."
        )
        for each in points
        if each.cost.reach is Reach.BOUNDED
    ]
    open_ended = [each.title for each in points if each.cost.reach is Reach.OPEN]
    if open_ended:
        said.append(f"Biaya per poin {listed(open_ended)} {MAYBE_NOTHING}.")
    return said


def _as_far_as_known(spent: Spent) -> str:
    """That the true cost is higher, while batches of the program have no recorded one."""
    if spent.recorded == spent.batches:
        return ""
    return f", sejauh biayanya tercatat: {whole(spent.recorded)} dari {whole(spent.batches)} angkatan"


def _picture(lines: Sequence[tuple[str, Tally, Tally]]) -> dict[str, Any] | None:
    rows = []
    for name, _every, known in lines:
        each = ratio(known.rupiah or 0, known.all_finished)
        if each:
            rows.append((name, [point(float(round(each)), rupiah(each))]))
    top, step = scale_up_to(max((points[0]["at"] for _name, points in rows), default=0))
    caption = "Biaya per orang yang selesai"
    return picture(caption, "Rupiah per orang", rows, low=0, high=top, step=step, bars=True)


def _plan_table(plan: Line) -> dict[str, Any]:
    rows = [
        (name, number(figures.people, 0), hours(figures.hours).removesuffix(" JP"), rupiah(figures.rupiah))
        for name, figures in (("Rencana", plan.planned), ("Terlaksana", plan.realised), ("Selisih", plan.difference))
    ]
    caption = "Rencana tahunan dan pelaksanaannya (angkatan yang dimulai pada tahun itu)"
    return table(caption, ("", "Orang", "JP", "Biaya"), rows)


def _notes(kinds: Mapping[str, int], total: Tally, points: Sequence[Priced]) -> list[str]:
    notes = []
    if kinds:
        parts = [f"{name} {rupiah(amount)}" for name, amount in kinds.items()]
        notes.append(f"Biaya yang dihitung ialah pembayaran yang tercatat dan tidak ditarik: {listed(parts)}.")
        notes.append("Gaji pegawai selama pelatihan dan pemakaian gedung sendiri tidak termasuk.")
    if points:
        notes.append(
            "Biaya per poin: biaya seluruh program dibagi jumlah unit terlatih dan dibagi pengaruhnya. Selangnya "
            "kebalikan dari selang pengaruh (Fieller 1954); bila selang pengaruh memuat nol, batas atasnya tidak ada."
        )
        notes.append(
            "Unit terlatih di tabel ini: semua unit yang sudah terlatih, juga yang belum dapat dihitung pengaruhnya."
        )
    if any(spent.recorded < spent.batches for spent in (each.spent for each in points)):
        notes.append("Bila biaya sebagian angkatan belum tercatat, biaya per poin yang sebenarnya lebih tinggi.")
    return notes
