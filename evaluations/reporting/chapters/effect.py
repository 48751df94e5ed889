"""Level 4: what training did to citizens' satisfaction, program by program and never added up."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor
from typing import Any, Final

from evaluations.impact.verdict import Verdict
from evaluations.impact_shown import Impact, Shown
from evaluations.reporting.frames import chapter, picture, point, sheet, table
from evaluations.reporting.scopes import ScopeKind
from evaluations.reporting.selection import Selection
from evaluations.reporting.words import NOTHING, listed, signed, whole

TITLE: Final = "Pengaruh pada kepuasan warga (tingkat 4)"
HEAD: Final = ("Pengaruh (poin)", "Selang 95 %", "Unit terlatih", "Kesimpulan")
AXIS: Final = "Poin indeks; garis tegak: tidak ada pengaruh"
NOT_YET: Final = "Pengaruh pelatihan belum dihitung. Perhitungan berjalan sendiri, paling lama satu jam sekali."
NEVER_ADDED: Final = (
    "Pengaruh tiap program berdiri sendiri dan tidak dijumlahkan: unit yang sama dapat mengikuti beberapa program, "
    "dan tiap perkiraan memuat galatnya sendiri."
)
WHOLE_PROGRAM: Final = (
    "Pengaruh dihitung untuk program seluruhnya, dari semua angkatannya; satu angkatan terlalu kecil untuk dinilai."
)


def of_program(selection: Selection, impact: Impact | None) -> dict[str, Any]:
    """One program: its effect on the index, month by month, and on the elements that it is aimed at."""
    if impact is None:
        return chapter("effect", TITLE, sentences=[NOT_YET])
    shown, size = impact.index, impact.index.result["size"]
    rows = [_cells(each.name, each) for each in (shown, *impact.elements)]
    tables = [table("Pengaruh pada indeks dan unsur yang dituju", ("Ukuran", *HEAD), rows)]
    if impact.sectors:
        lines = [(each["name"], *_figures(each), whole(each["units"])) for each in impact.sectors]
        tables.append(table("Pengaruh pada indeks menurut sektor", ("Sektor", *HEAD[:3]), lines))
    if shown.months:
        months = [(_month(each["lag"]), *_figures(each), whole(each["units"])) for each in shown.months]
        tables.append(table("Beda dari yang diharapkan menurut bulan", ("Bulan", *HEAD[:3]), months))
    notes = [WHOLE_PROGRAM] if selection.scope.kind is ScopeKind.BATCH else []
    if impact.left_out:
        notes.append(f"Bulan yang bersamaan dengan program berikut tidak dihitung: {listed(sorted(impact.left_out))}.")
    if impact.joint:
        notes.append(f"Dihitung bersama dengan: {listed(sorted(impact.joint))}.")
    if impact.sectors:
        notes.append("Angka sektor hanya penjajakan: sektor dengan sedikit unit mudah tampak berbeda karena kebetulan.")
    drawn = [(_month(each["lag"]), [_point(each)]) for each in shown.months if each["low"] is not None]
    found = _picture("Beda dari yang diharapkan menurut bulan sejak pelatihan", drawn)
    said = [*_said(shown, size), *_one_sector(impact)]
    return chapter("effect", TITLE, sentences=said, picture=found, tables=tables, notes=notes)


def of_programs(titles: Mapping[int, str], effects: Mapping[int, Shown]) -> dict[str, Any]:
    """Several programs, each with its own effect and verdict."""
    if not effects:
        return chapter("effect", TITLE, sentences=[NOT_YET])
    known = [(title, effects[key]) for key, title in titles.items() if key in effects]
    rows = [_cells(title, shown) for title, shown in known]
    rows += [
        (title, NOTHING, NOTHING, NOTHING, "Belum dihitung") for key, title in titles.items() if key not in effects
    ]
    drawn = [(title, [_point(shown.effect)]) for title, shown in known if shown.effect]
    return chapter(
        "effect",
        TITLE,
        sentences=_counted(known),
        picture=_picture("Pengaruh tiap program pada indeks, dengan selang 95 %", drawn),
        tables=[table("Pengaruh tiap program pada indeks kepuasan masyarakat", ("Program", *HEAD), rows)],
        notes=[NEVER_ADDED],
    )


def of_sector(code: str, titles: Mapping[int, str], effects: Mapping[int, Shown]) -> dict[str, Any]:
    """Each program's effect in one sector, where enough of its units were trained."""
    if not effects:
        return chapter("effect", TITLE, sentences=[NOT_YET])
    found = [
        (title, group)
        for key, title in titles.items()
        if key in effects
        for group in effects[key].result["by_group"]
        if group["group"] == code and group["low"] is not None
    ]
    if not found:
        said = ["Belum ada program yang pengaruhnya dapat dihitung untuk sektor ini sendiri: unit terlatihnya sedikit."]
        return chapter("effect", TITLE, sentences=said)
    rows = [(title, *_figures(group), whole(group["units"])) for title, group in found]
    above = [title for title, group in found if group["low"] > 0]
    said = [
        f"Untuk {whole(len(found))} program pengaruhnya di sektor ini dapat dihitung.",
        (
            f"Selangnya seluruhnya di atas nol pada {listed(above)}."
            if above
            else "Tidak satu pun selangnya seluruhnya di atas nol."
        ),
    ]
    notes = [
        "Penjajakan saja, tanpa kesimpulan per sektor: beberapa program dinilai sekaligus pada sedikit unit.",
        NEVER_ADDED,
    ]
    return chapter(
        "effect",
        TITLE,
        sentences=said,
        picture=_picture(
            "Pengaruh tiap program di sektor ini, dengan selang 95 %", [(t, [_point(g)]) for t, g in found]
        ),
        tables=[table("Pengaruh tiap program pada indeks di sektor ini", ("Program", *HEAD[:3]), rows)],
        notes=notes,
    )


def effect_sheet(titles: Mapping[int, str], effects: Mapping[int, Shown]) -> dict[str, Any]:
    """Each program's effect on the index as numbers."""
    head = (
        "Program",
        "Pengaruh",
        "Batas bawah",
        "Batas atas",
        "Galat baku",
        "Unit terlatih",
        "Unit pembanding",
        "Kesimpulan",
    )
    rows = []
    for key, title in titles.items():
        shown = effects.get(key)
        found: Mapping[str, Any] = (shown.effect if shown else None) or {}
        size = shown.result["size"] if shown else {}
        figures = [found.get(name) for name in ("value", "low", "high", "error")]
        units = (size.get("treated_units"), size.get("control_units"))
        rows.append((title, *figures, *units, shown.word if shown else "Belum dihitung"))
    return sheet("Pengaruh", head, rows)


def summary_of_program(shown: Shown | None, title: str) -> list[str]:
    """A program's effect in one or two sentences."""
    if shown is None:
        return []
    if not shown.effect:
        return [f"Pengaruh {title} pada kepuasan warga belum dapat dinilai: data belum cukup."]
    return [
        f"Pengaruh {title} pada indeks kepuasan warga: {_effect(shown.effect)}. {shown.word}: {_lower(shown.meaning)}"
    ]


def _said(shown: Shown, size: Mapping[str, Any]) -> list[str]:
    said = [f"{shown.word}. {shown.meaning}", *shown.doubts]
    if shown.effect:
        units, controls = whole(size["treated_units"]), whole(size["control_units"])
        said.append(
            f"Perkiraan pengaruh {_effect(shown.effect)}, dari {units} unit terlatih dan {controls} pembanding."
        )
        said += _smallest(shown)
    else:
        said += [*shown.missing, *shown.fallen]
    naive = shown.result["before_and_after"]
    if naive and naive["value"] is not None:
        said.append(
            "Sebelum–sesudah saja (naif), yang bukan bukti sebab-akibat, menunjukkan "
            f"{_effect(naive) if naive['low'] is not None else signed(naive['value']) + ' poin'}."
        )
    if shown.result["ceiling"]:
        said.append(
            "Indeks unit-unit ini sudah dekat 100: ruang untuk naik sempit, perkiraan dan selangnya disesuaikan."
        )
    return said


def _one_sector(impact: Impact) -> list[str]:
    """That what happens to a whole sector looks like an effect, where nearly all trained units come from it."""
    found = impact.one_sector if impact.index.effect else None
    if found is None:
        return []
    units, treated = whole(found["units"]), whole(impact.index.result["size"]["treated_units"])
    return [
        (
            f"{units} dari {treated} unit terlatih dari sektor {found['name']}. Yang menimpa seluruh sektor itu pada "
            f"waktu yang sama, misalnya aturan atau aplikasi baru, tampak seperti pengaruh pelatihan."
        )
    ]


def _smallest(shown: Shown) -> list[str]:
    least = (shown.effect or {}).get("detectable")
    if shown.verdict is not Verdict.NO_EVIDENCE or least is None:
        return []
    return [f"Data ini hanya dapat menunjukkan pengaruh sebesar {signed(least).removeprefix('+')} poin atau lebih."]


def _counted(known: Sequence[tuple[str, Shown]]) -> list[str]:
    by_verdict = {verdict: [title for title, shown in known if shown.verdict is verdict] for verdict in Verdict}
    said = [f"Pengaruh dinilai untuk {whole(len(known))} program."]
    if strong := by_verdict[Verdict.STRONG]:
        said.append(f"Bukti kuat bahwa kepuasan warga naik: {_with_effects(strong, known)}.")
    if weak := by_verdict[Verdict.WEAK]:
        said.append(f"Bukti lemah, tidak semua pemeriksaan sependapat: {_with_effects(weak, known)}.")
    if harmful := by_verdict[Verdict.HARMFUL]:
        said.append(f"Kepuasan warga turun, cari sebabnya sebelum mengulang: {_with_effects(harmful, known)}.")
    counts = (
        (Verdict.NO_EVIDENCE, "tanpa bukti pengaruh"),
        (Verdict.SMALL, "terbukti kecil pengaruhnya"),
        (Verdict.NOT_ENOUGH, "belum cukup datanya"),
    )
    rest = [f"{whole(len(by_verdict[verdict]))} {words}" for verdict, words in counts if by_verdict[verdict]]
    return [*said, *([f"Selebihnya: {listed(rest)}."] if rest else [])]


def _with_effects(titles: Iterable[str], known: Sequence[tuple[str, Shown]]) -> str:
    effects = dict(known)
    return "; ".join(f"{title} {_effect(effects[title].effect or {})}" for title in titles)


def _effect(found: Mapping[str, Any]) -> str:
    return f"{signed(found['value'])} poin (selang 95 %: {signed(found['low'])} sampai {signed(found['high'])})"


def _figures(found: Mapping[str, Any]) -> tuple[str, str]:
    if found["low"] is None:
        return signed(found["value"]), NOTHING
    return signed(found["value"]), f"{signed(found['low'])} sampai {signed(found['high'])}"


def _cells(name: str, shown: Shown) -> tuple[str, ...]:
    figures = _figures(shown.effect) if shown.effect else (NOTHING, NOTHING)
    return (name, *figures, whole(shown.result["size"]["treated_units"]), shown.word)


def _month(lag: int) -> str:
    if lag < 0:
        return f"{-lag} bulan sebelum"
    return f"Bulan ke-{lag + 1} sesudah"


def _point(found: Mapping[str, Any]) -> dict[str, Any]:
    return point(
        round(found["value"], 2), signed(found["value"]), low=round(found["low"], 2), high=round(found["high"], 2)
    )


def _picture(caption: str, drawn: Sequence[tuple[str, list[dict[str, Any]]]]) -> dict[str, Any] | None:
    ends = [end for _label, points in drawn for each in points for end in (each["low"], each["high"])]
    if not ends:
        return None
    step = 1.0 if max(ends) - min(ends) <= 10 else 5.0
    low, high = min(floor(min(ends) / step), -1) * step, max(ceil(max(ends) / step), 1) * step
    return picture(caption, AXIS, drawn, low=low, high=high, step=step)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
