"""Levels 1 to 3: what participants thought, what they learned, what they do differently at work."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from evaluations.behaviour.totals import BehaviourSummary, View
from evaluations.knowledge.results import Learning
from evaluations.models import Verdict as BehaviourVerdict
from evaluations.reporting.frames import chapter, picture, point, sheet, table
from evaluations.reporting.levels import Levels, Mean
from evaluations.reporting.selection import Selection
from evaluations.reporting.words import NOTHING, number, share, signed, whole

HIDDEN: Final = "kurang dari lima"
Found = TypeVar("Found")
SIDES: Final = ("Peserta", "Atasan", "Rekan")
OF_WHOLE_BATCHES: Final = (
    "Formulir dan tes tidak menyebut unit: angka ini dari semua peserta angkatan-angkatan itu, "
    "bukan hanya dari unit-unit ini."
)
OF_WHOLE_BATCHES_ABOVE: Final = (
    "Tanggapan, tes, dan perilaku di atas ini dari semua peserta angkatan-angkatan itu, bukan hanya dari unit-unit ini."
)
LEARNING_HEAD: Final = (
    "Orang", "Sebelum (%)", "Sesudah (%)", "Kenaikan (poin)", "Selang 95 %", "Bagian terpelajari", "Besar efek",
)  # fmt: skip
# Parts of the paper's line: an interval needs the room of two figures.
LEARNING_WIDTHS: Final = (2.3, 0.9, 1.1, 1.1, 1.2, 2.0, 1.3, 0.8)
BEHAVIOUR_WIDTHS: Final = (2.2, 0.9, 1.1, 1.1, 1.1, 2.4)
ABOUT_LEARNING: Final = (
    "Bagian terpelajari: kenaikan dibagi yang belum dikuasai sebelumnya. Besar efek: kenaikan dalam simpangan baku. "
    "Kenaikan belum tentu bertahan, dan sebagian dapat terjadi karena tes diulang."
)
NOT_A_SANCTION: Final = "Hasil ini untuk pengembangan, bukan untuk menilai atau menghukum seorang pegawai."


def reaction_chapter(selection: Selection, levels: Levels) -> dict[str, Any]:
    """Level 1."""
    title, found = "Tanggapan peserta (tingkat 1)", levels.reaction
    if not found.asked:
        return chapter("reaction", title, sentences=["Peserta angkatan-angkatan ini tidak diminta menanggapi."])
    said = [
        f"{whole(found.answered)} dari {whole(found.asked)} peserta menanggapi ({share(found.answered, found.asked)})."
    ]
    if found.mean is None:
        said.append("Tanggapan yang boleh ditampilkan kurang dari lima, sehingga nilainya belum ditunjukkan.")
    else:
        whole_mean = Mean(found.shown, found.mean, found.deviation)
        said.append(f"Rata-rata {_interval(whole_mean)} dari 4, dari {whole(found.shown)} tanggapan.")
    lines = _lines(selection, levels.reactions)
    rows = [(name, whole(each.asked), whole(each.answered), *_mean_cells(each.mean)) for name, each in lines]
    head = (_first(selection), "Diminta", "Menanggapi", "Ditampilkan", "Rata-rata (1–4)", "Simpangan")
    tables = [table("Tanggapan peserta", head, rows)]
    if found.questions:
        asked = [
            (each.text, whole(each.count), number(each.mean, 2), number(each.deviation, 2)) for each in found.questions
        ]
        tables.append(
            table("Tanggapan menurut pertanyaan", ("Pertanyaan", "Tanggapan", "Rata-rata", "Simpangan"), asked)
        )
        lowest = min(found.questions, key=lambda each: each.mean)
        said.append(f"Nilai terendah: “{lowest.text}” ({number(lowest.mean, 2)}).")
    drawn = [(name, _mean_points(each.mean)) for name, each in lines]
    caption = "Rata-rata tanggapan, dengan selang 95 %"
    found_picture = picture(caption, "1 (tidak baik) sampai 4 (sangat baik)", drawn, low=1, high=4, step=1)
    notes = [
        *_whose(selection),
        "Tanggapan tanpa nama ditampilkan tiap lima, agar tidak dapat ditebak siapa menjawab apa.",
    ]
    return chapter("reaction", title, sentences=said, picture=found_picture, tables=tables, notes=notes)


def learning_chapter(selection: Selection, levels: Levels) -> dict[str, Any]:
    """Level 2."""
    title, found = "Hasil belajar (tingkat 2)", levels.learning
    if not found.pairs:
        said = ["Tidak ada tes sebelum dan sesudah yang selesai pada angkatan-angkatan ini."]
        return chapter("learning", title, sentences=said)
    lines = _lines(selection, levels.learnings)
    rows = [_learning_cells(name, each) for name, each in lines]
    if len(rows) > 1:
        rows.append(_learning_cells("Bersama", found))
    caption = "Hasil tes sebelum dan sesudah pelatihan"
    return chapter(
        "learning",
        title,
        sentences=_learning_said(found),
        picture=_learning_picture(lines),
        tables=[table(caption, (_first(selection), *LEARNING_HEAD), rows, widths=LEARNING_WIDTHS)],
        notes=[*_whose(selection), ABOUT_LEARNING],
    )


def _learning_picture(lines: Sequence[tuple[str, Learning]]) -> dict[str, Any] | None:
    drawn = [
        (name, [point(round(at, 2), number(at), series=place) for place, at in enumerate((each.before, each.after))])
        for name, each in lines
        if each.before is not None and each.after is not None
    ]
    caption, series = "Persen jawaban benar sebelum dan sesudah", ("Sebelum", "Sesudah")
    return picture(caption, "Persen benar", drawn, low=0, high=100, step=20, series=series)


def behaviour_chapter(selection: Selection, levels: Levels) -> dict[str, Any]:
    """Level 3."""
    title, found = "Perilaku di tempat kerja (tingkat 3)", levels.behaviour
    if not found.asked:
        said = ["Belum ditanyakan: peserta, atasan, dan rekan ditanya beberapa bulan setelah pelatihan selesai."]
        return chapter("behaviour", title, sentences=said)
    lines = _lines(selection, levels.behaviours)
    rows = [(name, whole(each.asked), *(_view(view) for view in _views(each)), _gap(each)) for name, each in lines]
    if len(rows) > 1:
        rows.append(("Bersama", whole(found.asked), *(_view(view) for view in _views(found)), _gap(found)))
    caption = "Perilaku di tempat kerja menurut peserta, atasan, dan rekan (1–4)"
    head = (_first(selection), "Peserta diminta", *SIDES, "Peserta dikurangi lainnya")
    drawn = [(name, _view_points(each)) for name, each in lines]
    notes = [*_whose(selection), "Angka dalam kurung: banyaknya peserta yang dinilai. " + NOT_A_SANCTION]
    return chapter(
        "behaviour",
        title,
        sentences=_behaviour_said(found),
        picture=picture(
            "Seberapa sering yang dipelajari diterapkan", "1 (belum pernah) sampai 4 (selalu)", drawn,
            low=1, high=4, step=1, series=SIDES,
        ),
        tables=[table(caption, head, rows, widths=BEHAVIOUR_WIDTHS)],
        notes=notes,
    )  # fmt: skip


def level_sheets(selection: Selection, levels: Levels) -> list[dict[str, Any]]:
    """Levels 1 to 3 as numbers; what is hidden is empty."""
    first = _first(selection)
    reactions = [
        (name, each.asked, each.answered, each.mean.count, _kept(each.mean.mean), _kept(each.mean.deviation))
        for name, each in _lines(selection, levels.reactions)
    ]
    learnings = [
        (
            name,
            each.pairs,
            _kept(each.before),
            _kept(each.after),
            *_ends(each.gain),
            _kept(each.normalised),
            *_ends(each.effect_size),
        )
        for name, each in _lines(selection, levels.learnings)
    ]
    behaviours = [
        (
            name,
            each.asked,
            *(figure for view in _views(each) for figure in (view.count, _kept(view.mean), _kept(view.deviation))),
        )
        for name, each in _lines(selection, levels.behaviours)
    ]
    sides = [f"{side}, {what}" for side in SIDES for what in ("jumlah", "rata-rata", "simpangan")]
    gain = ("Kenaikan", "Kenaikan dari", "Kenaikan sampai")
    size = ("Besar efek", "Besar efek dari", "Besar efek sampai")
    return [
        sheet("Tanggapan", (first, "Diminta", "Menanggapi", "Ditampilkan", "Rata-rata", "Simpangan"), reactions),
        sheet("Belajar", (first, "Orang", "Sebelum", "Sesudah", *gain, "Bagian terpelajari", *size), learnings),
        sheet("Perilaku", (first, "Peserta diminta", *sides), behaviours),
    ]


def summary_of_levels(selection: Selection, levels: Levels) -> list[str]:
    """Levels 1 to 3 in one sentence each, where there is something to say."""
    said = []
    if levels.reaction.mean is not None:
        mean = Mean(levels.reaction.shown, levels.reaction.mean, levels.reaction.deviation)
        said.append(f"Tanggapan peserta: rata-rata {_interval(mean)} dari 4 ({whole(mean.count)} tanggapan).")
    if levels.learning.gain is not None:
        said.append(_gain_sentence(levels.learning))
    if levels.behaviour.heads.mean is not None:
        heads = levels.behaviour.heads
        said.append(
            f"Menurut atasan, yang dipelajari diterapkan dengan nilai {number(heads.mean, 2)} dari 4 "
            f"({whole(heads.count)} peserta dinilai)."
        )
    if said and selection.unit_ids is not None:
        said.append(OF_WHOLE_BATCHES_ABOVE)
    return said


def _gain_sentence(found: Learning) -> str:
    assert found.gain is not None
    gain = f"{signed(found.gain.value)} poin (selang 95 %: {signed(found.gain.low)} sampai {signed(found.gain.high)})"
    return (
        f"Jawaban benar pada tes berubah dari {number(found.before)} % menjadi {number(found.after)} %: {gain}, "
        f"dari {whole(found.pairs)} orang yang mengerjakan keduanya."
    )


def _learning_said(found: Learning) -> list[str]:
    if found.gain is None:
        return ["Yang mengerjakan kedua tes kurang dari lima orang, sehingga hasilnya tidak ditampilkan."]
    said = [_gain_sentence(found)]
    if found.gain.low > 0:
        said.append("Kenaikan ini lebih besar daripada kebetulan.")
    elif found.gain.high >= 0:
        said.append("Perubahan ini masih dapat terjadi karena kebetulan.")
    else:
        said.append("Hasilnya turun. Periksa soal dan cara mengajarnya.")
    return said


def _behaviour_said(found: BehaviourSummary) -> list[str]:
    shown = [
        f"{side.lower()} {number(view.mean, 2)} ({whole(view.count)} peserta)"
        for side, view in zip(SIDES, _views(found), strict=True)
        if view.mean is not None
    ]
    said = [f"{whole(found.asked)} peserta diminta menilai penerapannya beberapa bulan setelah pelatihan."]
    said.append(f"Rata-rata dari 4 menurut: {'; '.join(shown)}." if shown else f"Jawaban masih {HIDDEN}.")
    if found.gap.mean is not None:
        said.append(
            f"Peserta menilai diri {signed(found.gap.mean, 2)} dibandingkan yang lain "
            f"(selang 95 %: {signed(found.gap.low, 2)} sampai {signed(found.gap.high, 2)}; "
            f"{whole(found.gap.count)} peserta)."
        )
    if found.verdicts:
        counts = [
            f"{str(verdict.label).lower()} {whole(found.verdicts[verdict.value])}"
            for verdict in BehaviourVerdict
            if found.verdicts.get(verdict.value)
        ]
        said.append(f"Rencana aksi menurut atasan: {', '.join(counts)}.")
    return said


def _lines(selection: Selection, found: Mapping[int, Found]) -> list[tuple[str, Found]]:
    return [(name, found[key]) for key, name in selection.groups.items() if key in found]


def _first(selection: Selection) -> str:
    return "Angkatan" if selection.is_one_program else "Program"


def _whose(selection: Selection) -> list[str]:
    return [] if selection.unit_ids is None else [OF_WHOLE_BATCHES]


def _views(found: BehaviourSummary) -> tuple[View, View, View]:
    return found.self_view, found.heads, found.colleagues


def _view(view: View) -> str:
    if view.mean is None:
        return HIDDEN if view.count else NOTHING
    return f"{number(view.mean, 2)} ({whole(view.count)})"


def _gap(found: BehaviourSummary) -> str:
    if found.gap.mean is None:
        return NOTHING
    return f"{signed(found.gap.mean, 2)} ({signed(found.gap.low, 2)} sampai {signed(found.gap.high, 2)})"


def _view_points(found: BehaviourSummary) -> list[dict[str, Any]]:
    views = enumerate(_views(found))
    return [point(round(view.mean, 3), number(view.mean, 2), series=at) for at, view in views if view.mean is not None]


def _interval(found: Mean) -> str:
    return f"{number(found.mean, 2)} ± {number(found.margin, 2)}"


def _mean_cells(found: Mean) -> tuple[str, str, str]:
    if found.mean is None:
        return (HIDDEN if found.count else NOTHING, NOTHING, NOTHING)
    return whole(found.count), _interval(found), number(found.deviation, 2)


def _mean_points(found: Mean) -> list[dict[str, Any]]:
    if found.mean is None or found.margin is None:
        return []
    low, high = max(1.0, found.mean - found.margin), min(4.0, found.mean + found.margin)
    return [point(round(found.mean, 3), number(found.mean, 2), low=round(low, 3), high=round(high, 3))]


def _learning_cells(name: str, found: Learning) -> tuple[str, ...]:
    if found.gain is None:
        return (name, HIDDEN if found.pairs else NOTHING, *[NOTHING] * 6)
    size = f"{number(found.effect_size.value, 2)}" if found.effect_size else NOTHING
    normalised = f"{number(100 * found.normalised, 0)} %" if found.normalised is not None else NOTHING
    interval = f"{signed(found.gain.low)} sampai {signed(found.gain.high)}"
    figures = (number(found.before), number(found.after), signed(found.gain.value), interval, normalised, size)
    return (name, whole(found.pairs), *figures)


def _kept(value: float | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _ends(found: Any) -> tuple[float | None, float | None, float | None]:
    return (None, None, None) if found is None else (_kept(found.value), _kept(found.low), _kept(found.high))
