"""The questions about behaviour at work, loaded by a migration; BKPSDM publishes new versions. No Django here.

Three respondents (participant, head, colleagues) some months after a training: LAN's regulations of each training;
the wording is ours.
"""

from typing import Final

from evaluations.reaction.reference import Item

HOW_OFTEN: Final = {
    "id": ["Belum pernah", "Kadang-kadang", "Sering", "Selalu"],
    "en": ["Never yet", "Sometimes", "Often", "Always"],
}
ITEMS: Final[list[Item]] = [
    (
        "behaviour-apply",
        "Menerapkan",
        "Menerapkan yang dipelajari dalam pekerjaan sehari-hari.",
        "Applies what was learned in daily work.",
    ),
    (
        "behaviour-quality",
        "Hasil lebih baik",
        "Hasil kerjanya lebih baik daripada sebelum pelatihan.",
        "Does better work than before the training.",
    ),
    (
        "behaviour-alone",
        "Mandiri",
        "Menyelesaikan tugas yang terkait tanpa perlu dibantu.",
        "Finishes the tasks concerned without needing help.",
    ),
    (
        "behaviour-share",
        "Berbagi",
        "Berbagi yang dipelajari kepada rekan.",
        "Shares what was learned with colleagues.",
    ),
    (
        "behaviour-service",
        "Melayani",
        "Warga atau pengguna layanan merasakan manfaatnya.",
        "Citizens or users feel the benefit.",
    ),
]
