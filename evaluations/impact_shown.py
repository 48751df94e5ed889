"""A stored estimate in words and figures for people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluations.fallen_shown import fallen_shown
from evaluations.impact.rules import DEFAULT
from evaluations.impact.verdict import ALPHA, Need, Verdict
from evaluations.lot_shown import LotShown, lot_shown, waves_shown
from evaluations.models import ImpactEstimate, ImpactRun
from evaluations.panel import INDEX
from people.models import Sector
from programs.models import Program
from surveys.models import Channel, Element

WORDS = {
    Verdict.STRONG: gettext_lazy("Bukti kuat"),
    Verdict.WEAK: gettext_lazy("Bukti lemah"),
    Verdict.NO_EVIDENCE: gettext_lazy("Tidak ada bukti"),
    Verdict.SMALL: gettext_lazy("Terbukti kecil"),
    Verdict.HARMFUL: gettext_lazy("Merugikan"),
    Verdict.NOT_ENOUGH: gettext_lazy("Data belum cukup"),
}
MEANINGS = {
    Verdict.STRONG: gettext_lazy("Pelatihan ini menaikkan kepuasan warga, dan semua pemeriksaan sependapat."),
    Verdict.WEAK: gettext_lazy(
        "Di unit yang dilatih kepuasan warga lebih tinggi daripada perkiraan tanpa pelatihan, "
        "tetapi tidak semua pemeriksaan sependapat."
    ),
    Verdict.NO_EVIDENCE: gettext_lazy("Dari data ini tidak dapat dikatakan bahwa pelatihan mengubah kepuasan warga."),
    Verdict.SMALL: gettext_lazy("Pengaruhnya pada kepuasan warga paling banyak satu poin, ke atas atau ke bawah."),
    Verdict.HARMFUL: gettext_lazy(
        "Di unit yang dilatih kepuasan warga lebih rendah daripada perkiraan tanpa pelatihan. "
        "Cari sebabnya sebelum mengulang."
    ),
    Verdict.NOT_ENOUGH: gettext_lazy("Pengaruh pelatihan ini belum dapat dinilai."),
}


@dataclass(frozen=True)
class Doubt:
    """Why evidence is weak: a sentence, and the same as the end of another sentence."""

    sentence: Promise
    clause: Promise


DOUBT_OF_MANY = Doubt(
    gettext_lazy("Banyak hal dinilai sekaligus: salah satu dapat tampak berpengaruh karena kebetulan."),
    gettext_lazy("dari banyak hal yang dinilai sekaligus salah satu dapat tampak berpengaruh karena kebetulan"),
)
DOUBT_OF_BOOTSTRAP = Doubt(
    gettext_lazy("Pemeriksaan kedua (bootstrap) tidak menemukan pengaruh yang pasti."),
    gettext_lazy("hitungan kedua dengan cara lain tidak menemukan pengaruh yang pasti"),
)
DOUBT_OF_BOUND = Doubt(
    gettext_lazy("Naik-turun sebesar yang pernah terjadi sebelum pelatihan sudah cukup untuk menjelaskan selisih ini."),
    gettext_lazy("naik-turun sebesar yang pernah terjadi sebelum pelatihan sudah cukup untuk menjelaskannya"),
)
DOUBT_OF_BASELINE = Doubt(
    gettext_lazy("Dibandingkan dengan tiga bulan sebelum pelatihan saja, pengaruhnya tidak terlihat."),
    gettext_lazy("dibandingkan dengan tiga bulan sebelum pelatihan saja pengaruhnya tidak terlihat"),
)
DOUBT_WITHOUT_BOUND = Doubt(
    gettext_lazy(
        "Bulan sebelum pelatihan terlalu sedikit untuk memeriksa apakah naik-turun biasa dapat menjelaskan selisih ini."
    ),
    gettext_lazy(
        "bulan sebelum pelatihan terlalu sedikit untuk memeriksa apakah naik-turun biasa dapat menjelaskannya"
    ),
)
VISIBLE_BOUND = 0.05
"""Smaller bounds are zero with the one decimal that is shown."""
FIRST_SECTORS = ("health", "education")
ONE_SECTOR = 0.75
"""Part of the trained units from which what happens to their sector cannot be told from training."""
TONES = {
    Verdict.STRONG: "good", Verdict.WEAK: "fair", Verdict.NO_EVIDENCE: "", Verdict.SMALL: "", Verdict.HARMFUL: "bad",
    Verdict.NOT_ENOUGH: "warn",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One outcome of one program."""

    outcome: str
    name: str
    verdict: Verdict
    result: Mapping[str, Any]

    @property
    def word(self) -> str:
        """The verdict for people."""
        return str(WORDS[self.verdict])

    @property
    def meaning(self) -> str:
        """What the verdict says, in a sentence."""
        return str(MEANINGS[self.verdict])

    @property
    def tone(self) -> str:
        """The tag's tone."""
        return TONES[self.verdict]

    @property
    def effect(self) -> Mapping[str, Any] | None:
        """The effect with its interval, in points."""
        return self.result["effect"] or None

    @property
    def doubts(self) -> list[str]:
        """Which checks do not agree, in sentences; empty unless the evidence is weak."""
        return [str(each.sentence) for each in self._doubts]

    @property
    def doubts_told(self) -> str:
        """The same as the end of another sentence."""
        return _(" dan ").join(str(each.clause) for each in self._doubts)

    @property
    def _doubts(self) -> list[Doubt]:
        if self.verdict != Verdict.WEAK:
            return []
        bound = self.result["breakdown"] or {"multiple": None, "unbounded": False}
        is_robust = bound["unbounded"] or (bound["multiple"] or 0) >= DEFAULT.least_breakdown
        checks = (
            (self.result["adjusted_p"] < ALPHA, DOUBT_OF_MANY),
            (self.result["bootstrap_p"] < ALPHA, DOUBT_OF_BOOTSTRAP),
            (is_robust, _doubt_of_bound(bound["multiple"])),
        )
        return [doubt for agrees, doubt in checks if not agrees]

    @property
    def missing(self) -> list[str]:
        """What is missing, in sentences."""
        return [_missing(each) for each in self.result["missing"]]

    @property
    def months(self) -> list[dict[str, Any]]:
        """Months before and after the start, in order, each with its interval."""
        return [*self.result["leads"], *self.result["dynamics"]]

    @property
    def ways_in(self) -> list[dict[str, Any]]:
        """Each way in with its percentage of answers before and after."""
        found = self.result.get("ways_in") or {"before": {}, "after": {}}
        sums = {when: sum(found[when].values()) or 1 for when in ("before", "after")}
        used = [way for way in Channel if any(way.value in found[when] for when in sums)]
        return [
            {"name": way.label, **{when: 100 * found[when].get(way.value, 0) / total for when, total in sums.items()}}
            for way in used
        ]

    @property
    def lot(self) -> LotShown | None:
        """What the program's lots say; None where no seat was drawn."""
        return lot_shown(self.result)

    @property
    def waves(self) -> LotShown | None:
        """The same of a lot that drew the order in which units are trained."""
        return waves_shown(self.result)

    @property
    def doses(self) -> list[dict[str, Any]]:
        """The effect by the share of the staff that was trained, each band in percent; exploratory."""
        return [
            {**each, "from": round(100 * each["from"]), "to": round(100 * each["to"])}
            for each in self.result.get("by_dose", ())
        ]

    @property
    def fallen(self) -> list[str]:
        """Why units are not counted, in sentences."""
        return fallen_shown(self.result.get("fallen"))

    @property
    def breakdown(self) -> float | None:
        """The breakdown bound, if it is finite and known."""
        found = self.result["breakdown"]
        return found["multiple"] if found else None


@dataclass(frozen=True)
class Impact:
    """What is known about a program: the index, then the elements it is aimed at."""

    run: ImpactRun
    index: Shown
    elements: tuple[Shown, ...]
    joint: tuple[str, ...]
    left_out: tuple[str, ...]
    sectors: tuple[dict[str, Any], ...]
    """The effect on the index in each sector with enough trained units, health and education first."""

    @property
    def one_sector(self) -> Mapping[str, Any] | None:
        """The sector from which three quarters of the trained units or more come: its own ups and downs look alike."""
        least = ONE_SECTOR * self.index.result["size"]["treated_units"]
        return next((each for each in self.sectors if each["units"] >= least), None)


def impact_of(program: Program) -> Impact | None:
    """What the latest run says about a program; None until one has. Five queries."""
    rows = list(ImpactEstimate.objects.shown_for(program).select_related("run"))
    if not rows:
        return None
    names = dict(Element.objects.filter(key__in=[row.outcome for row in rows]).values_list("key", "short_name"))
    shown = [_shown(row, names) for row in rows]
    index = next(each for each in shown if each.outcome == INDEX)
    titles = _titles(index.result["size"])
    joint, left_out = (
        tuple(titles.get(key, key) for key in index.result["size"][kind]) for kind in ("joint", "left_out")
    )
    elements = tuple(each for each in shown if each.outcome != INDEX)
    return Impact(rows[0].run, index, elements, joint, left_out, _sectors(index.result["by_group"]))


def index_effects(programs: Iterable[Program]) -> dict[int, Shown]:
    """The latest effect on the index of each of these programs, by its id; a program not yet estimated is missing."""
    return {row.program_id: _shown(row, {}) for row in ImpactEstimate.objects.latest_of(programs, INDEX)}


def _shown(row: ImpactEstimate, names: Mapping[str, str]) -> Shown:
    name = _("Indeks kepuasan masyarakat") if row.outcome == INDEX else _(names.get(row.outcome, row.outcome))
    return Shown(row.outcome, name, Verdict(row.verdict), row.result)


def _doubt_of_bound(multiple: float | None) -> Doubt:
    if multiple is None:
        return DOUBT_WITHOUT_BOUND
    return DOUBT_OF_BOUND if multiple >= VISIBLE_BOUND else DOUBT_OF_BASELINE


def _sectors(by_group: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    names = dict(Sector.objects.filter(code__in=[each["group"] for each in by_group]).values_list("code", "name"))
    found = [{**each, "name": _(names.get(each["group"], each["group"]))} for each in by_group]
    return tuple(sorted(found, key=lambda each: (each["group"] not in FIRST_SECTORS, each["name"])))


def _titles(size: Mapping[str, Sequence[str]]) -> dict[str, str]:
    keys = [int(key) for key in (*size["joint"], *size["left_out"])]
    return {str(key): title for key, title in Program.objects.filter(Q(pk__in=keys)).values_list("pk", "title")}


def _missing(each: Mapping[str, Any]) -> str:
    values = {"found": each["found"], "needed": each["needed"]}
    if each["need"] == Need.TREATED_UNITS and not each["found"]:
        return _("Belum ada unit terlatih yang dapat dihitung; perlu paling sedikit %(needed)d.") % values
    if each["need"] == Need.TREATED_UNITS:
        sentence = ngettext(
            "Baru %(found)d unit terlatih yang dapat dihitung; perlu paling sedikit %(needed)d.",
            "Baru %(found)d unit terlatih yang dapat dihitung; perlu paling sedikit %(needed)d.",
            each["found"],
        )
        return sentence % values
    if each["need"] == Need.CONTROL_UNITS:
        return _("Unit pembanding ada %(found)d; perlu paling sedikit %(needed)d.") % values
    return _("Pengaruhnya tidak dapat dipisahkan dari perubahan bulanan atau dari program lain.")


def rules_shown() -> dict[str, int]:
    """The minimums, for the sentences that name them."""
    return {
        "threshold": round(100 * DEFAULT.threshold),
        "horizon": DEFAULT.horizon,
        "treated": DEFAULT.least_treated,
        "controls": DEFAULT.least_controls,
        "before": DEFAULT.months_before,
        "after": DEFAULT.months_after,
        "answers": DEFAULT.least_answers,
        "draws": DEFAULT.draws,
    }
