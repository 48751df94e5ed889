"""What figures of learning mean, in sentences for people who are no statisticians, written by fixed rules."""

from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.knowledge.items import Flag
from evaluations.knowledge.results import Learning
from evaluations.knowledge.statistics import Interval

FLAGS: Final[dict[Flag, Promise]] = {
    Flag.TOO_EASY: gettext_lazy("Hampir semua sudah tahu sebelum pelatihan: ganti dengan soal yang lebih sulit."),
    Flag.TOO_HARD: gettext_lazy("Sesudah pelatihan pun kurang dari sepertiga benar: periksa soal dan bahannya."),
    Flag.WRONG_KEY: gettext_lazy("Yang paling menguasai justru salah di sini: kuncinya mungkin keliru."),
    Flag.DOES_NOT_TELL: gettext_lazy("Tidak membedakan yang menguasai dari yang tidak: tulis ulang soalnya."),
    Flag.FORGOTTEN: gettext_lazy("Sesudah pelatihan lebih sedikit yang benar: periksa bahannya."),
}
SIZES: Final[tuple[tuple[float, Promise], ...]] = (
    (0.8, gettext_lazy("besar")),
    (0.5, gettext_lazy("sedang")),
    (0.2, gettext_lazy("kecil")),
    (0.0, gettext_lazy("sangat kecil")),
)
"""Cohen's limits (1988) of a difference in standard deviations."""
GAINS: Final[tuple[tuple[float, Promise], ...]] = (
    (0.7, gettext_lazy("tinggi")),
    (0.3, gettext_lazy("sedang")),
    (0.0, gettext_lazy("rendah")),
)
"""Hake's limits (1998) of the normalised gain."""
DISCRIMINATIONS: Final[tuple[tuple[float, Promise], ...]] = (
    (0.4, gettext_lazy("sangat baik")),
    (0.3, gettext_lazy("baik")),
    (0.2, gettext_lazy("cukup")),
    (0.0, gettext_lazy("kurang")),
    (-1.0, gettext_lazy("terbalik")),
)
"""Ebel's limits (1965) of a discrimination."""


def sentences_of(learning: Learning) -> list[str]:
    """What the figures say, the answer first; empty below five pairs."""
    if learning.gain is None:
        return []
    found = [_of_gain(learning.gain)]
    if learning.normalised is not None and learning.normalised > 0 and learning.gain.low > 0:
        found.append(
            _("Dari yang belum diketahui sebelum pelatihan, %(part)s %% dikuasai sesudahnya: %(word)s.")
            % {"part": _figure(learning.normalised * 100, 0), "word": word_of(learning.normalised, GAINS)}
        )
    if learning.effect_size is not None:
        effect = learning.effect_size
        found.append(
            _("Pergeserannya %(value)s kali beda antarpeserta (simpangan baku; %(low)s sampai %(high)s): %(word)s.")
            % {**_figures(effect, 2), "word": word_of(abs(effect.value), SIZES)}
        )  # fmt: skip
    return found


def word_of(value: float, words: tuple[tuple[float, Promise], ...]) -> str:
    """The word of the highest limit that the value reaches, else that of the lowest."""
    return str(next((word for limit, word in words if value >= limit), words[-1][1]))


def _of_gain(gain: Interval) -> str:
    figures = _figures(gain, 1)
    if gain.low > 0:
        return _("Sesudah pelatihan peserta menjawab benar %(value)s poin persen lebih banyak (%(low)s sampai %(high)s).") % figures  # fmt: skip  # noqa: E501
    if gain.high < 0:
        return _("Sesudah pelatihan peserta menjawab benar lebih sedikit: %(value)s poin persen (%(low)s sampai %(high)s).") % figures  # fmt: skip  # noqa: E501
    return _("Belum terlihat bedanya: %(value)s poin persen, dan selangnya memuat nol (%(low)s sampai %(high)s). Bisa jadi kebetulan.") % figures  # fmt: skip  # noqa: E501


def _figures(interval: Interval, digits: int) -> dict[str, str]:
    parts = {"value": interval.value, "low": interval.low, "high": interval.high}
    return {name: _figure(value, digits) for name, value in parts.items()}


def _figure(value: float, digits: int) -> str:
    return number_format(round(value, digits) + 0.0, digits).replace("-", "−")
