"""The questions of the reaction form, loaded by a migration; a new version is published by BKPSDM. No Django here.

Matter, instructors, and organisation are what civil-service trainings are to be judged by when they end (LAN's
regulations of each training); the wording is ours.
"""

from typing import Final

AGREEMENT: Final = {
    "id": ["Tidak setuju", "Kurang setuju", "Setuju", "Sangat setuju"],
    "en": ["Disagree", "Rather disagree", "Agree", "Strongly agree"],
}
Item = tuple[str, str, str, str]
"""Key, short name, and the statement in Indonesian and English."""

QUESTIONNAIRES: Final[dict[str, tuple[str, list[Item]]]] = {
    "reaction": (
        "Tanggapan peserta",
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
}
