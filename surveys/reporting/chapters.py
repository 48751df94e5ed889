"""What a report's chapters say in sentences of their own. A report is in Indonesian: nothing here is translated."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pembinaan.base.dates import days_in_words
from people.models import Unit
from surveys import stuffing
from surveys.content import open_services
from surveys.figures import Change, Figure, Rules
from surveys.index import grade_of
from surveys.models import ReportChapter, ReportLayout
from surveys.periods import Span
from surveys.reporting.layouts import NumberedElement
from surveys.reporting.standing import Standing
from surveys.reporting.words import change_sentence, counted, decimal, listed, share, weight_in_words, whole
from surveys.targets import target_of

LEGAL_BASES: Final = (
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik.",
    "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi.",
    (
        "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 25 Tahun 2009 tentang "
        "Pelayanan Publik."
    ),
    (
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 tentang Pedoman "
        "Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik."
    ),
)
RANKED: Final = 3


def cover(*, unit: Unit, span: Span, standing: Standing, layout: ReportLayout) -> dict[str, Any]:
    """Whose report it is, of what, and where its figures stand."""
    return {
        "unit": unit.name,
        "unit_code": unit.code,
        "sector": unit.sector.name,
        "period": span.label,
        "period_code": span.code,
        "days": days_in_words(span.first, span.last).replace(" – ", "\N{NO-BREAK SPACE}– "),
        "standing": {"sentence": standing.sentence, "publication": standing.publication, "digest": standing.digest},
        "chapters": [str(chapter) for chapter in layout.chapters],
        "titles": {str(key): str(label) for key, label in ReportChapter.choices},
        "legal_bases": [*LEGAL_BASES, *layout.legal_bases],
        "year": str(span.year),
    }


def collection(*, unit: Unit, span: Span, rules: Rules, found: Figure, day: date) -> dict[str, Any]:
    """How the answers came together."""
    return {
        "count": whole(found.count),
        "minimum": whole(rules.minimum_answers),
        "services_offered": [service.name for service in open_services(unit.pk, min(span.last, day))],
        "target": _target(unit, span, found.count),
        "fastest_seconds": whole(stuffing.FASTEST_SECONDS),
    }


def _target(unit: Unit, span: Span, count: int) -> dict[str, str] | None:
    """What the number of users asks for, and whether it was reached; None where nobody stated how many there are."""
    target = target_of(unit_ids=[unit.pk], span=span).get(unit.pk)
    if target is None:
        return None
    told = (
        f"Jumlah penerima layanan pada periode ini {whole(target.users)} orang (sumber: {target.sources}). Menurut "
        f"tabel Krejcie dan Morgan, jumlah itu memerlukan {whole(target.sample_size)} jawaban."
    )
    if target.count > target.sample_size:
        why = target.reasons.rstrip(". ")
        told += f" Unit menetapkan sasaran yang lebih tinggi, {whole(target.count)} jawaban, karena: {why}."
    if count >= target.count:
        reached = f" Jawaban yang dihitung berjumlah {whole(count)}, sehingga sasaran tercapai."
    else:
        reached = (
            f" Jawaban yang dihitung berjumlah {whole(count)} atau {share(count, target.count)} dari sasaran, "
            "sehingga sasaran belum tercapai."
        )
    return {"sentence": told + reached}


def analysis(found: Figure, elements: Sequence[NumberedElement], rules: Rules) -> dict[str, Any]:
    """The result in one sentence, and the elements from the weakest to the strongest."""
    assert found.index is not None
    assert found.band is not None
    assert found.margin is not None
    weakest = [one.element.name for one in found.weakest[:RANKED]]
    strongest = [one.element.name for one in reversed(found.weakest[-RANKED:])]
    below = [one.element.name for one in found.weakest if one.index < found.index]
    low, high = found.index - found.margin, min(found.index + found.margin, rules.bands[0].highest)
    return {
        "element_count_words": counted(len(elements)),
        "result": f"{decimal(found.index)} dengan mutu pelayanan {found.band.grade} ({found.band.name})",
        "margin_sentence": _margin_sentence(found, rules, low, high),
        "weakest": listed(weakest),
        "weakest_count": counted(len(weakest)),
        "strongest": listed(strongest),
        "below": listed(below),
        "weight": weight_in_words(rules.weight, len(elements)),
    }


def _margin_sentence(found: Figure, rules: Rules, low: Decimal, high: Decimal) -> str:
    told = (
        f"Batas galatnya ±{decimal(found.margin or Decimal(0))} poin: pada tingkat kepercayaan 95 persen nilai "
        f"sebenarnya berada antara {decimal(low)} dan {decimal(high)}."
    )
    grades = {grade_of(value, bands=rules.bands) for value in (low, high)}
    if len(grades) == 1:
        return f"{told} Seluruh rentang itu berada dalam mutu {grades.pop()}."
    return f"{told} Rentang itu melewati batas mutu, sehingga huruf mutunya perlu dibaca bersama rentang ini."


def change(found: Change | None, span: Span, earlier: Figure) -> str:
    """What became of the index since an earlier period."""
    return change_sentence(found, span, earlier)
