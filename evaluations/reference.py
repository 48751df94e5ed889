"""The questions about trainings and about behaviour at work, loaded by a migration. No Django here.

What a training is judged by when it ends (matter, instructors, organisation), and who is asked about behaviour months
later (participant, head, colleagues), follow LAN's regulations of each training; the wording is ours, and BKPSDM
publishes new versions.
"""

from typing import Final

AGREEMENT: Final = {
    "id": ["Tidak setuju", "Kurang setuju", "Setuju", "Sangat setuju"],
    "en": ["Disagree", "Rather disagree", "Agree", "Strongly agree"],
}
HOW_OFTEN: Final = {
    "id": ["Belum pernah", "Kadang-kadang", "Sering", "Selalu"],
    "en": ["Never yet", "Sometimes", "Often", "Always"],
}
Item = tuple[str, str, str, str]
"""Key, short name, and the statement in Indonesian and English."""
Questionnaire = tuple[str, dict[str, list[str]], list[Item]]
"""Name, the four answers by language (lowest first), and the items."""

QUESTIONNAIRES: Final[dict[str, Questionnaire]] = {
    "reaction": (
        "Tanggapan peserta",
        AGREEMENT,
        [
            (
                "reaction-relevance",
                "Sesuai pekerjaan",
                "Materinya saya perlukan dalam pekerjaan.",
                "I need the matter in my work.",
            ),
            (
                "reaction-clarity",
                "Mudah dipahami",
                "Materinya disusun runtut dan mudah dipahami.",
                "The matter was well ordered and easy to understand.",
            ),
            (
                "reaction-practice",
                "Cukup latihan",
                "Latihannya cukup untuk mencoba sendiri.",
                "There was enough practice to try things myself.",
            ),
            (
                "reaction-time",
                "Waktu",
                "Waktunya cukup, tidak terlalu panjang atau pendek.",
                "The time was right, neither too long nor too short.",
            ),
            (
                "reaction-place",
                "Tempat",
                "Tempat dan perlengkapannya mendukung belajar.",
                "The place and its equipment helped learning.",
            ),
            (
                "reaction-organisation",
                "Penyelenggaraan",
                "Penyelenggara tertib dan membantu.",
                "The organisers were orderly and helpful.",
            ),
            (
                "reaction-use",
                "Akan dipakai",
                "Saya tahu apa yang akan saya lakukan berbeda di tempat kerja.",
                "I know what I will do differently at work.",
            ),
        ],
    ),
    "reaction-instructor": (
        "Tanggapan tentang pengajar",
        AGREEMENT,
        [
            (
                "instructor-mastery",
                "Menguasai materi",
                "Pengajar menguasai materinya.",
                "The instructor masters the matter.",
            ),
            (
                "instructor-clarity",
                "Jelas",
                "Pengajar menjelaskan dengan jelas.",
                "The instructor explains clearly.",
            ),
            (
                "instructor-engagement",
                "Melibatkan peserta",
                "Pengajar mengajak peserta berpikir dan mencoba.",
                "The instructor made us think and try.",
            ),
        ],
    ),
    "reaction-partner": (
        "Tanggapan tentang mitra",
        AGREEMENT,
        [
            (
                "partner-organisation",
                "Mitra tertib",
                "Mitra menyiapkan pelatihan ini dengan baik.",
                "The partner prepared this training well.",
            ),
            (
                "partner-service",
                "Mitra membantu",
                "Staf mitra cepat membantu peserta.",
                "The partner's staff were quick to help.",
            ),
            (
                "partner-again",
                "Bekerja sama lagi",
                "Kerja sama dengan mitra ini patut dilanjutkan.",
                "Working with this partner is worth going on with.",
            ),
        ],
    ),
    "behaviour": (
        "Perilaku setelah pelatihan",
        HOW_OFTEN,
        [
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
        ],
    ),
}
