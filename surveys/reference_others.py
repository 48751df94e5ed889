"""Ready drafts of other questionnaires, loaded by a migration; HR looks at them, changes and publishes. No Django here.

Ten matters of courts' anti-corruption perception (PermenPANRB 52/2014), and the pair SPKP and SPAK of integrity zones
(SE MenPANRB 4/2023). Their annexes could not be read: wordings are ours, which is why they are drafts.
"""

from dataclasses import dataclass
from typing import Final

Words = tuple[str, str, str]
"""Indonesian, English, Malay."""


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One element with its question; the answers are those of its questionnaire."""

    key: str
    name: str
    short_name: str
    question: Words


@dataclass(frozen=True, slots=True)
class DraftQuestionnaire:
    """A questionnaire: its names, how its figure is shown, its answers lowest first, its items."""

    code: str
    name: Words
    scale: str
    grade_scheme: str
    labels: dict[str, list[str]]
    items: tuple[DraftItem, ...]


HOW_OFTEN: Final = {
    "id": ["Sangat sering", "Sering", "Jarang", "Tidak pernah"],
    "en": ["Very often", "Often", "Rarely", "Never"],
    "ms": ["Sangat kerap", "Kerap", "Jarang", "Tidak pernah"],
}
HOW_GOOD: Final = {
    "id": ["Tidak baik", "Kurang baik", "Baik", "Sangat baik"],
    "en": ["Poor", "Fair", "Good", "Very good"],
    "ms": ["Tidak baik", "Kurang baik", "Baik", "Sangat baik"],
}

COURTS: Final = (
    DraftItem(
        "ipak-rules",
        "Manipulasi peraturan",
        "Manipulasi peraturan",
        (
            "Seberapa sering petugas di sini memelintir aturan untuk keuntungan sendiri?",
            "How often do staff here bend the rules for their own gain?",
            "Seberapa kerap petugas di sini memutarbelitkan aturan untuk keuntungan sendiri?",
        ),
    ),
    DraftItem(
        "ipak-office",
        "Penyalahgunaan jabatan",
        "Penyalahgunaan jabatan",
        (
            "Seberapa sering petugas di sini memakai jabatannya untuk kepentingan pribadi?",
            "How often do staff here use their position for private ends?",
            "Seberapa kerap petugas di sini menggunakan jawatannya untuk kepentingan peribadi?",
        ),
    ),
    DraftItem(
        "ipak-influence",
        "Menjual pengaruh",
        "Menjual pengaruh",
        (
            "Seberapa sering petugas menawarkan bantuan “orang dalam” dengan imbalan?",
            "How often do staff offer help from “someone inside” in return for something?",
            "Seberapa kerap petugas menawarkan bantuan “orang dalam” dengan balasan?",
        ),
    ),
    DraftItem(
        "ipak-fees",
        "Transaksi biaya",
        "Transaksi biaya",
        (
            "Seberapa sering petugas meminta bayaran di luar tarif resmi?",
            "How often do staff ask for payment outside the official charges?",
            "Seberapa kerap petugas meminta bayaran di luar kadar rasmi?",
        ),
    ),
    DraftItem(
        "ipak-extra",
        "Biaya tambahan",
        "Biaya tambahan",
        (
            "Seberapa sering ada biaya tambahan yang tidak dijelaskan?",
            "How often are there extra charges that nobody explains?",
            "Seberapa kerap ada bayaran tambahan yang tidak dijelaskan?",
        ),
    ),
    DraftItem(
        "ipak-gifts",
        "Hadiah",
        "Hadiah",
        (
            "Seberapa sering petugas menerima hadiah dari pengguna layanan?",
            "How often do staff accept gifts from service users?",
            "Seberapa kerap petugas menerima hadiah daripada pengguna perkhidmatan?",
        ),
    ),
    DraftItem(
        "ipak-openness",
        "Transparansi biaya",
        "Transparansi biaya",
        (
            "Seberapa sering biaya di sini tidak diumumkan dengan jelas?",
            "How often are the charges here not clearly announced?",
            "Seberapa kerap bayaran di sini tidak diumumkan dengan jelas?",
        ),
    ),
    DraftItem(
        "ipak-brokers",
        "Percaloan",
        "Percaloan",
        (
            "Seberapa sering Anda melihat calo di sini?",
            "How often do you see brokers here?",
            "Seberapa kerap anda melihat orang tengah di sini?",
        ),
    ),
    DraftItem(
        "ipak-cheating",
        "Perbuatan curang",
        "Perbuatan curang",
        (
            "Seberapa sering petugas berbuat curang, misalnya mendahulukan kenalan?",
            "How often do staff cheat, for instance by serving acquaintances first?",
            "Seberapa kerap petugas berlaku curang, misalnya mendahulukan kenalan?",
        ),
    ),
    DraftItem(
        "ipak-secret",
        "Transaksi rahasia",
        "Transaksi rahasia",
        (
            "Seberapa sering urusan di sini diselesaikan diam-diam di luar loket?",
            "How often are matters here settled quietly away from the counter?",
            "Seberapa kerap urusan di sini diselesaikan secara senyap di luar kaunter?",
        ),
    ),
)
INTEGRITY: Final = (
    DraftItem(
        "spak-discrimination",
        "Diskriminasi pelayanan",
        "Diskriminasi",
        (
            "Seberapa sering petugas di sini membeda-bedakan orang?",
            "How often do staff here treat people unequally?",
            "Seberapa kerap petugas di sini membeza-bezakan orang?",
        ),
    ),
    DraftItem(
        "spak-shortcuts",
        "Pelayanan di luar prosedur",
        "Di luar prosedur",
        (
            "Seberapa sering ada pelayanan di luar prosedur yang membuka kecurangan?",
            "How often is there service outside the procedure that opens the door to cheating?",
            "Seberapa kerap ada perkhidmatan di luar prosedur yang membuka peluang curang?",
        ),
    ),
    DraftItem(
        "spak-rewards",
        "Penerimaan imbalan",
        "Imbalan",
        (
            "Seberapa sering petugas menerima uang, barang, atau fasilitas di luar ketentuan?",
            "How often do staff accept money, goods or favours against the rules?",
            "Seberapa kerap petugas menerima wang, barang, atau kemudahan di luar ketentuan?",
        ),
    ),
    DraftItem(
        "spak-levies",
        "Pungutan liar",
        "Pungutan liar",
        (
            "Seberapa sering ada pungutan liar di sini?",
            "How often are there illegal levies here?",
            "Seberapa kerap ada pungutan haram di sini?",
        ),
    ),
    DraftItem(
        "spak-brokers",
        "Percaloan dan perantara",
        "Percaloan",
        (
            "Seberapa sering ada calo atau perantara tidak resmi di sini?",
            "How often are there brokers or unofficial middlemen here?",
            "Seberapa kerap ada orang tengah tidak rasmi di sini?",
        ),
    ),
)
SERVICE: Final = (
    DraftItem(
        "spkp-information",
        "Informasi pelayanan",
        "Informasi",
        (
            "Bagaimana informasi pelayanan di sini?",
            "How is the information about services here?",
            "Bagaimana maklumat perkhidmatan di sini?",
        ),
    ),
    DraftItem(
        "spkp-requirements",
        "Persyaratan pelayanan",
        "Persyaratan pelayanan",
        (
            "Bagaimana kejelasan persyaratan pelayanan di sini?",
            "How clear are the requirements here?",
            "Bagaimana kejelasan syarat perkhidmatan di sini?",
        ),
    ),
    DraftItem(
        "spkp-procedure",
        "Alur pelayanan",
        "Alur",
        (
            "Bagaimana alur atau prosedur pelayanan di sini?",
            "How is the procedure of services here?",
            "Bagaimana aliran atau prosedur perkhidmatan di sini?",
        ),
    ),
    DraftItem(
        "spkp-time",
        "Jangka waktu pelayanan",
        "Jangka waktu",
        (
            "Bagaimana ketepatan waktu pelayanan di sini?",
            "How well are the promised times kept here?",
            "Bagaimana ketepatan masa perkhidmatan di sini?",
        ),
    ),
    DraftItem(
        "spkp-cost",
        "Kesesuaian tarif",
        "Tarif",
        (
            "Bagaimana kesesuaian tarif dengan yang diumumkan?",
            "How well do the charges agree with what was announced?",
            "Bagaimana kesesuaian bayaran dengan yang diumumkan?",
        ),
    ),
    DraftItem(
        "spkp-facilities",
        "Sarana pendukung",
        "Sarana pendukung",
        (
            "Bagaimana sarana pendukung pelayanan di sini?",
            "How are the supporting facilities here?",
            "Bagaimana kemudahan sokongan perkhidmatan di sini?",
        ),
    ),
    DraftItem(
        "spkp-staff",
        "Respons petugas",
        "Respons petugas",
        (
            "Bagaimana kecepatan tanggapan petugas di sini?",
            "How quickly do staff respond here?",
            "Bagaimana kepantasan maklum balas petugas di sini?",
        ),
    ),
    DraftItem(
        "spkp-complaints",
        "Konsultasi dan pengaduan",
        "Konsultasi dan pengaduan",
        (
            "Bagaimana layanan konsultasi dan pengaduan di sini?",
            "How are advice and the handling of complaints here?",
            "Bagaimana khidmat nasihat dan aduan di sini?",
        ),
    ),
)
DRAFTS: Final = (
    DraftQuestionnaire(
        "ipak",
        (
            "Persepsi Anti Korupsi (IPAK)",
            "Anti-corruption perception (IPAK)",
            "Persepsi Antirasuah (IPAK)",
        ),
        "mean",
        "",
        HOW_OFTEN,
        COURTS,
    ),
    DraftQuestionnaire(
        "spak",
        (
            "Survei Persepsi Anti Korupsi (SPAK)",
            "Anti-corruption perception survey (SPAK)",
            "Tinjauan Persepsi Antirasuah (SPAK)",
        ),
        "index",
        "skm",
        HOW_OFTEN,
        INTEGRITY,
    ),
    DraftQuestionnaire(
        "spkp",
        (
            "Survei Persepsi Kualitas Pelayanan (SPKP)",
            "Service quality perception survey (SPKP)",
            "Tinjauan Persepsi Mutu Perkhidmatan (SPKP)",
        ),
        "index",
        "skm",
        HOW_GOOD,
        SERVICE,
    ),
)
