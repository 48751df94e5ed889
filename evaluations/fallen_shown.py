"""Why units are not counted, in sentences."""

from collections.abc import Mapping

from django.utils.translation import ngettext

from evaluations.impact.rules import DEFAULT


def fallen_shown(record: Mapping[str, int] | None) -> list[str]:
    """One sentence for each reason that kept units out; the largest first."""
    if not record:
        return []
    ordered = sorted((key for key in record if record[key]), key=lambda key: -record[key])
    rules = {
        "threshold": round(100 * DEFAULT.threshold),
        "before": DEFAULT.months_before,
        "after": DEFAULT.months_after,
        "answers": DEFAULT.least_answers,
    }
    return [_sentence(key, record[key]) % {"many": record[key], **rules} for key in ordered]


def _sentence(key: str, many: int) -> str:
    sentences = {
        "below": ngettext(
            "%(many)d unit mempunyai lulusan, tetapi belum %(threshold)d %% pegawainya.",
            "%(many)d unit mempunyai lulusan, tetapi belum %(threshold)d %% pegawainya.",
            many,
        ),
        "early": ngettext(
            "%(many)d unit terlatih tidak punya %(before)d bulan sebelum pelatihan untuk dibandingkan.",
            "%(many)d unit terlatih tidak punya %(before)d bulan sebelum pelatihan untuk dibandingkan.",
            many,
        ),
        "late": ngettext(
            "%(many)d unit baru saja dilatih: belum ada %(after)d bulan penuh sesudahnya.",
            "%(many)d unit baru saja dilatih: belum ada %(after)d bulan penuh sesudahnya.",
            many,
        ),
        "silent": ngettext(
            "%(many)d unit terlatih terlalu sering menerima kurang dari %(answers)d jawaban sebulan.",
            "%(many)d unit terlatih terlalu sering menerima kurang dari %(answers)d jawaban sebulan.",
            many,
        ),
        "uncompared": ngettext(
            "%(many)d unit terlatih pada bulan yang kekurangan unit pembanding, atau yang dipakai program lain.",
            "%(many)d unit terlatih pada bulan yang kekurangan unit pembanding, atau yang dipakai program lain.",
            many,
        ),
        "silent_controls": ngettext(
            "%(many)d unit tanpa lulusan terlalu sering menerima kurang dari %(answers)d jawaban sebulan.",
            "%(many)d unit tanpa lulusan terlalu sering menerima kurang dari %(answers)d jawaban sebulan.",
            many,
        ),
    }
    return sentences[key]
