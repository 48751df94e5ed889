"""What the lots of a program say, in words and figures for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluations.impact.drawings import Agreement, LotNeed
from evaluations.impact.rules import DEFAULT

RISEN = gettext_lazy(
    "Unit yang beruntung dalam undian menjadi lebih baik daripada yang tidak. Karena hanya undian yang membedakan "
    "mereka, kenaikan ini sulit dijelaskan selain oleh pelatihan."
)
FALLEN = gettext_lazy(
    "Unit yang beruntung dalam undian menjadi kurang baik daripada yang tidak. Karena hanya undian yang membedakan "
    "mereka, penurunan ini sulit dijelaskan selain oleh pelatihan."
)
UNDECIDED = gettext_lazy(
    "Antara unit yang beruntung dan yang tidak beruntung dalam undian tidak terlihat beda yang pasti."
)
EARLIER_RISEN = gettext_lazy(
    "Unit yang oleh undian mendapat giliran lebih dulu menjadi lebih baik daripada yang masih menunggu. Karena hanya "
    "undian yang membedakan mereka, kenaikan ini sulit dijelaskan selain oleh pelatihan."
)
EARLIER_FALLEN = gettext_lazy(
    "Unit yang oleh undian mendapat giliran lebih dulu menjadi kurang baik daripada yang masih menunggu. Karena hanya "
    "undian yang membedakan mereka, penurunan ini sulit dijelaskan selain oleh pelatihan."
)
EARLIER_UNDECIDED = gettext_lazy(
    "Antara unit yang mendapat giliran lebih dulu dan yang masih menunggu tidak terlihat beda yang pasti."
)
AGREEMENTS: dict[str, Promise] = {
    Agreement.AGREES: gettext_lazy("Undian dan perbandingan antarwaktu sependapat."),
    Agreement.DIFFERS: gettext_lazy(
        "Undian dan perbandingan antarwaktu tidak sependapat: selang keduanya tidak bertemu. Undian lebih dapat "
        "dipercaya; jangan memakai kesimpulan perbandingan sebelum sebabnya ditemukan."
    ),
    Agreement.SILENT: gettext_lazy(
        "Undian ini tidak bertentangan dengan perbandingan antarwaktu, tetapi belum cukup tajam untuk menguatkannya."
    ),
}


@dataclass(frozen=True)
class LotShown:
    """A lot's part of a stored estimate; `effect` is told at the share of trained staff that `percent` names."""

    record: Mapping[str, Any]
    is_usual_share: bool
    """Whether the share is the mean of trained units; else it is the threshold."""
    is_waves: bool = False
    """Whether the order in which units are trained was drawn, not seats."""

    @property
    def percent(self) -> int:
        """The share of trained staff at which the effect is told, in percent."""
        return round(100 * float(self.record["share"]))

    @property
    def effect(self) -> dict[str, float | None] | None:
        """Effect, interval and smallest visible effect in points at that share; an open end is None."""
        found = self.record["effect"]
        if found is None:
            return None
        share = self.record["share"]
        return {
            key: None if found[key] is None else share * found[key] for key in ("value", "low", "high", "detectable")
        }

    @property
    def sentence(self) -> str:
        """What luck says; empty where it cannot."""
        found = self.record["effect"]
        if found is None:
            return ""
        if found["low"] is not None and found["low"] > 0:
            return str(EARLIER_RISEN if self.is_waves else RISEN)
        if found["high"] is not None and found["high"] < 0:
            return str(EARLIER_FALLEN if self.is_waves else FALLEN)
        return str(EARLIER_UNDECIDED if self.is_waves else UNDECIDED)

    @property
    def agreement(self) -> str:
        """How it stands to the comparison over time; empty where one of both is missing."""
        return str(AGREEMENTS.get(self.record["agreement"] or "", ""))

    @property
    def is_contradicting(self) -> bool:
        """Whether it contradicts the comparison over time."""
        return bool(self.record["agreement"] == Agreement.DIFFERS)

    @property
    def missing(self) -> list[str]:
        """What is missing, in sentences."""
        return [_missing(each) for each in self.record["missing"]]

    @property
    def finished_of_hundred(self) -> int | None:
        """How many more people finished for a hundred seats won."""
        found = self.record["effect"]
        return None if found is None else round(100 * float(found["first_stage"]))


def lot_shown(result: Mapping[str, Any]) -> LotShown | None:
    """The lot's part of an estimate's record; None where no seat was drawn."""
    record = result.get("lot")
    return LotShown(record, result["size"]["treated_units"] > 0) if record else None


def waves_shown(result: Mapping[str, Any]) -> LotShown | None:
    """The same of a lot that drew the order in which units are trained."""
    record = result.get("waves")
    return LotShown(record, result["size"]["treated_units"] > 0, is_waves=True) if record else None


def _missing(each: Mapping[str, Any]) -> str:
    values = {"found": each["found"], "needed": each["needed"]}
    if each["need"] == LotNeed.WAVES:
        return (
            _(
                "Baru %(found)d bulan yang dapat dihitung antara gelombang pertama dan terakhir; perlu paling sedikit "
                "%(needed)d."
            )
            % values
        )
    if each["need"] == LotNeed.LUCK:
        return _("Semua pendaftar mendapat kursi, atau semuanya dari satu unit, jadi undian tidak membedakan unit.")
    if each["need"] == LotNeed.MONTHS:
        months = {"before": DEFAULT.months_before, "after": DEFAULT.months_after, "answers": DEFAULT.least_answers}
        return (
            _(
                "Belum ada unit pendaftar dengan %(before)d bulan sebelum dan %(after)d bulan sesudah angkatan yang "
                "masing-masing berisi %(answers)d jawaban."
            )
            % months
        )
    if each["need"] == LotNeed.UNITS:
        sentence = ngettext(
            "Baru %(found)d unit yang ikut undian dapat dihitung; perlu paling sedikit %(needed)d.",
            "Baru %(found)d unit yang ikut undian dapat dihitung; perlu paling sedikit %(needed)d.",
            each["found"],
        )
        return sentence % values
    return (
        _(
            "Keberuntungan dalam undian hampir tidak mengubah siapa yang akhirnya lulus (kekuatan %(found)d; perlu "
            "paling sedikit %(needed)d)."
        )
        % values
    )
