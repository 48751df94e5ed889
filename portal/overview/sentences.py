"""The three sentences of the mayor's page: plain rules from figures.

No figure stands without its margin or interval, and nothing is said more strongly than its verdict says it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.impact.rules import DEFAULT
from evaluations.impact.verdict import Verdict
from evaluations.templatetags.impact_tags import points

ORDER = (Verdict.STRONG, Verdict.WEAK, Verdict.HARMFUL)
"""Which finding is told first. What is harmful and not told first is told under what needs attention."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its margin, in points of the index."""

    value: Decimal
    margin: Decimal

    @property
    def is_beyond_chance(self) -> bool:
        """Whether it differs from zero by more than its margin."""
        return abs(self.value) > self.margin


@dataclass(frozen=True, slots=True)
class Interval:
    """An effect with its 95 % interval, in points of the index."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The city's index in a period, from how many answers, and its change since a year ago."""

    index: Measured
    grade: str
    period: str
    count: int
    change: Measured | None = None
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of one program; `verdict` is None until it has been estimated."""

    title: str
    verdict: Verdict | None
    effect: Interval | None = None
    units: int = 0
    """Units whose people were trained and that count in the estimate."""
    sector: str = ""
    """The sector to which most of them belong."""
    doubts: str = ""
    """Why the evidence is weak, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Named:
    """A sector or an element by name, with its index and its change since a year ago."""

    name: str
    index: Measured
    change: Measured | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    """The three, in their order."""

    satisfaction: str
    training: str
    attention: str


def sentences(
    *,
    satisfaction: Satisfaction | None,
    findings: Sequence[Finding],
    sectors: Sequence[Named],
    elements: Sequence[Named],
    silent: int,
) -> Sentences:
    """All three. `silent`: how many sectors have too few answers."""
    first = leading(findings)
    attention = _attention(findings, first, sectors, elements, silent)
    return Sentences(*map(_unbroken, (_satisfaction(satisfaction), _training(findings, first), attention)))


def _unbroken(sentence: str) -> str:
    """A margin stays on the line of its sign."""
    return sentence.replace("± ", "±\N{NO-BREAK SPACE}")


def leading(findings: Sequence[Finding]) -> Finding | None:
    """The finding told first: the best verdict, of several the one whose effect is surest to be large."""
    found = [each for each in findings if each.verdict in ORDER and each.effect]
    return min(found, key=_place, default=None)


def _place(finding: Finding) -> tuple[int, float]:
    assert finding.verdict is not None
    assert finding.effect is not None
    surest = finding.effect.high if finding.verdict == Verdict.HARMFUL else -finding.effect.low
    return ORDER.index(finding.verdict), surest


def _satisfaction(known: Satisfaction | None) -> str:
    if known is None:
        return _("Belum ada cukup jawaban warga untuk menghitung kepuasan kota.")
    values = {
        "index": _figure(known.index.value),
        "margin": _figure(known.index.margin),
        "grade": known.grade,
        "period": known.period,
        "count": number_format(known.count, force_grouping=True),
    }
    stands = ngettext(
        "Kepuasan warga kota pada %(period)s: %(index)s (mutu %(grade)s; ± %(margin)s; %(count)s jawaban)",
        "Kepuasan warga kota pada %(period)s: %(index)s (mutu %(grade)s; ± %(margin)s; %(count)s jawaban)",
        known.count,
    ) % values  # fmt: skip
    running = _(", dan periode ini masih berjalan") if known.is_running else ""
    return f"{stands}{running}{_since_last_year(known.change)}"


def _since_last_year(change: Measured | None) -> str:
    if change is None:
        return _("; perubahannya belum diketahui, karena jawaban setahun lalu belum cukup.")
    values = {"size": _figure(abs(change.value)), "margin": _figure(change.margin)}
    if not change.is_beyond_chance:
        return _("; dibandingkan dengan setahun lalu tidak ada perubahan yang lebih dari kebetulan.")
    if change.value > 0:
        return _("; dalam setahun naik %(size)s poin (± %(margin)s), lebih dari kebetulan.") % values
    return _("; dalam setahun turun %(size)s poin (± %(margin)s), lebih dari kebetulan.") % values


def _training(findings: Sequence[Finding], first: Finding | None) -> str:
    if not findings:
        return _("Belum ada pelatihan untuk pelayanan yang selesai, sehingga pengaruhnya belum dapat dinilai.")
    if first is None:
        return _nothing_found(findings)
    told = _about(first)
    others = Counter(each.verdict for each in findings if each is not first)
    more = [words % {"n": others[verdict]} for verdict, words in _others(others) if others[verdict]]
    return f"{told}; {', '.join(more)}." if more and first.verdict != Verdict.HARMFUL else f"{told}."


def _others(counts: Counter[Verdict | None]) -> tuple[tuple[Verdict, str], ...]:
    strong, weak = counts[Verdict.STRONG], counts[Verdict.WEAK]
    return (
        (
            Verdict.STRONG,
            ngettext("%(n)d program lain juga dengan bukti kuat", "%(n)d program lain juga dengan bukti kuat", strong),
        ),
        (
            Verdict.WEAK,
            ngettext("%(n)d program lain dengan bukti lemah", "%(n)d program lain dengan bukti lemah", weak),
        ),
    )


def _about(finding: Finding) -> str:
    """The strongest finding, said as its verdict says it."""
    assert finding.effect is not None
    values = {
        "title": finding.title,
        "where": _where(finding),
        "value": points(finding.effect.value),
        "size": points(abs(finding.effect.value)),
        "low": points(finding.effect.low),
        "high": points(finding.effect.high),
        "doubts": finding.doubts or _("tidak semua pemeriksaan sependapat"),
    }
    if finding.verdict == Verdict.STRONG:
        return _("Bukti kuat: %(where)s, “%(title)s” menaikkan kepuasan warga %(value)s poin dibandingkan dengan perkiraan tanpa pelatihan (selang %(low)s sampai %(high)s)") % values  # noqa: E501  # fmt: skip
    if finding.verdict == Verdict.WEAK:
        return _("Bukti lemah: %(where)s, sesudah “%(title)s” kepuasan warga %(value)s poin lebih tinggi daripada perkiraan tanpa pelatihan (selang %(low)s sampai %(high)s), tetapi %(doubts)s") % values  # noqa: E501  # fmt: skip
    return _("Merugikan: %(where)s, sesudah “%(title)s” kepuasan warga %(size)s poin lebih rendah daripada perkiraan tanpa pelatihan (selang %(low)s sampai %(high)s)") % values  # noqa: E501  # fmt: skip


def _where(finding: Finding) -> str:
    values = {"n": finding.units, "sector": finding.sector}
    if finding.sector:
        return ngettext(
            "di %(n)d unit terlatih yang dapat dihitung (terbanyak di sektor %(sector)s)",
            "di %(n)d unit terlatih yang dapat dihitung (terbanyak di sektor %(sector)s)",
            finding.units,
        ) % values  # fmt: skip
    return ngettext(
        "di %(n)d unit terlatih yang dapat dihitung", "di %(n)d unit terlatih yang dapat dihitung", finding.units
    ) % values  # fmt: skip


def _nothing_found(findings: Sequence[Finding]) -> str:
    counts = Counter(each.verdict for each in findings)
    judged = counts[Verdict.NO_EVIDENCE] + counts[Verdict.SMALL]
    if not judged:
        return ngettext(
            "Pengaruh %(n)d program untuk pelayanan belum dapat dinilai: datanya belum cukup atau belum dihitung.",
            "Pengaruh %(n)d program untuk pelayanan belum dapat dinilai: datanya belum cukup atau belum dihitung.",
            len(findings),
        ) % {"n": len(findings)}  # fmt: skip
    values = {"n": judged, "margin": number_format(DEFAULT.margin, 0), "parts": ", ".join(_without_effect(counts))}
    return ngettext(
        "Dari %(n)d program yang dapat dinilai, tidak ada yang terbukti menaikkan kepuasan warga lebih dari %(margin)s poin: %(parts)s.",  # noqa: E501
        "Dari %(n)d program yang dapat dinilai, tidak ada yang terbukti menaikkan kepuasan warga lebih dari %(margin)s poin: %(parts)s.",  # noqa: E501
        judged,
    ) % values  # fmt: skip


def _without_effect(counts: Counter[Verdict | None]) -> Iterator[str]:
    none, small = counts[Verdict.NO_EVIDENCE], counts[Verdict.SMALL]
    if none:
        yield ngettext("%(n)d tanpa bukti", "%(n)d tanpa bukti", none) % {"n": none}
    if small:
        yield ngettext("%(n)d terbukti berpengaruh kecil", "%(n)d terbukti berpengaruh kecil", small) % {"n": small}


def _attention(
    findings: Sequence[Finding],
    first: Finding | None,
    sectors: Sequence[Named],
    elements: Sequence[Named],
    silent: int,
) -> str:
    parts = [*_harm(findings, first), *_weak_sector(sectors), *_weak_element(elements), *_unsettled(findings, first)]
    if silent:
        parts.append(
            ngettext("%(n)d sektor belum cukup jawaban", "%(n)d sektor belum cukup jawaban", silent) % {"n": silent}
        )
    if parts:
        return _("Perlu perhatian: %(parts)s.") % {"parts": "; ".join(parts)}
    if first:
        return _("Tidak ada yang menonjol untuk diperhatikan.")
    return _("Langkah berikutnya: kumpulkan jawaban warga dan selesaikan angkatan pertama; sesudah itu halaman ini terisi.")  # noqa: E501  # fmt: skip


def _harm(findings: Sequence[Finding], first: Finding | None) -> Iterator[str]:
    for each in findings:
        if each.verdict == Verdict.HARMFUL and each is not first and each.effect:
            values = {
                "title": each.title,
                "size": points(abs(each.effect.value)),
                "low": points(each.effect.low),
                "high": points(each.effect.high),
            }
            yield _("“%(title)s” merugikan, kepuasan warga %(size)s poin lebih rendah (selang %(low)s sampai %(high)s)") % values  # noqa: E501  # fmt: skip
    if first and first.verdict == Verdict.HARMFUL:
        yield _("cari sebab kerugian “%(title)s” sebelum mengulangnya") % {"title": first.title}


def _weak_sector(sectors: Sequence[Named]) -> Iterator[str]:
    """The sector that fell most, if any did beyond chance; else the lowest of several."""
    fallen = [each for each in sectors if each.change and each.change.is_beyond_chance and each.change.value < 0]
    if fallen:
        worst = min(fallen, key=lambda each: each.change.value if each.change else Decimal(0))
        assert worst.change is not None
        values = {"name": worst.name, "size": _figure(abs(worst.change.value)), "margin": _figure(worst.change.margin)}
        yield _("sektor %(name)s turun %(size)s poin (± %(margin)s) dalam setahun") % values
        if len(fallen) > 1:
            more = len(fallen) - 1
            yield ngettext("%(n)d sektor lain juga turun", "%(n)d sektor lain juga turun", more) % {"n": more}
    elif len(sectors) > 1:
        lowest = min(sectors, key=lambda each: each.index.value)
        values = {
            "name": lowest.name,
            "index": _figure(lowest.index.value),
            "margin": _figure(lowest.index.margin),
        }
        yield _("sektor dengan nilai terendah %(name)s, %(index)s (± %(margin)s)") % values


def _weak_element(elements: Sequence[Named]) -> Iterator[str]:
    if elements:
        weakest = min(elements, key=lambda each: each.index.value)
        values = {
            "name": weakest.name,
            "index": _figure(weakest.index.value),
            "margin": _figure(weakest.index.margin),
        }
        yield _("unsur terlemah %(name)s, %(index)s (± %(margin)s)") % values


def _unsettled(findings: Sequence[Finding], first: Finding | None) -> Iterator[str]:
    """Programs without a result, as far as the second sentence has not said so."""
    counts = Counter(each.verdict for each in findings)
    lacking, new = counts[Verdict.NOT_ENOUGH], counts[None]
    parts = list(_without_effect(counts)) if first else []
    if first or lacking + new < len(findings):
        if lacking:
            parts.append(ngettext("%(n)d datanya belum cukup", "%(n)d datanya belum cukup", lacking) % {"n": lacking})
        if new:
            parts.append(ngettext("%(n)d belum dihitung", "%(n)d belum dihitung", new) % {"n": new})
    if parts:
        yield _("program lain untuk pelayanan: %(parts)s") % {"parts": ", ".join(parts)}


def _figure(value: Decimal) -> str:
    return number_format(value, 2)
