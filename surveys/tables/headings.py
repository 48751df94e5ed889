"""Recognising what a heading or a row label stands for, by Indonesian or English words."""

import re
from collections.abc import Iterable
from enum import Enum
from typing import Final

from surveys.index import ELEMENT_KEYS


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as prose."""
    return frozenset(text.split())


CODE: Final = re.compile(
    r"(?:unsur|pertanyaan|soal|butir|item|indikator|u|p|q|x|r)?[\s.\-_]*0?(\d{1,2})", re.IGNORECASE
)
CODE_PREFIX: Final = re.compile(
    r"(?:\(?(?:unsur|pertanyaan|soal|u|p|q|x)[\s.\-_]*(\d{1,2})\)?|(\d{1,2})[.)])[\s.:)\-_=/]*(?=\D)",
    re.IGNORECASE,
)
CODE_SUFFIX: Final = re.compile(r"\(\s*(?:u|p|q)[\s.\-_]*(\d{1,2})\s*\)\s*$", re.IGNORECASE)

ELEMENT_WORDS: Final[dict[str, frozenset[str]]] = {
    "requirements": frozenset({"persyaratan", "syarat", "requirements", "requirement"}),
    "procedure": frozenset({"prosedur", "mekanisme", "procedure", "procedures"}),
    "time": frozenset({"waktu", "time"}),
    "cost": frozenset({"biaya", "tarif", "cost", "fee", "fees", "costs"}),
    "product": frozenset({"produk", "spesifikasi", "product"}),
    "competence": frozenset({"kompetensi", "competence", "competency"}),
    "conduct": frozenset({"perilaku", "prilaku", "conduct", "behaviour", "behavior"}),
    "complaints": frozenset({"pengaduan", "complaints", "complaint"}),
    "facilities": frozenset({"sarana", "prasarana", "facilities", "facility"}),
}
"""Words that name an element. A name with words of two elements names neither."""

NOT_ELEMENTS: Final = frozenset({"survei", "survey", "pengisian", "mengisi", "tanggal", "jam", "timestamp", "pukul"})
RESPONDENT_WORDS: Final = frozenset(
    {"no", "nomor", "num", "number", "responden", "respondent", "resp", "id", "res", "urut", "nr"}
)
FIELD_WORDS: Final = words_of(
    """
    tanggal jam timestamp pukul usia umur sex jenis kelamin gender pendidikan pekerjaan nama saran komentar kritik
    keterangan ket email education occupation age name date comment l p lk pr instansi alamat bulan tahun triwulan
    semester loket
    """
)
PLACE_WORDS: Final = words_of("unit layanan pelayanan opd kerja jenis nama status")
SUMMARY_WORDS: Final = words_of(
    """
    tertbg     jumlah jml total rata rerata ratarata mean average avg sum nrr ikm skm indeks index nilai mutu kinerja
    tertimbang bobot konversi akhir kategori predikat kuesioner
    """
)


MOST_WORDS_OF_A_FIELD: Final = 4


class Column(Enum):
    """The columns of a recap table."""

    LABEL = "label"
    NUMBER = "number"
    TOTAL = "total"
    COUNT = "count"
    MEAN = "mean"
    WEIGHTED = "weighted"
    INDEX = "index"


RECAP_HEADINGS: Final[dict[Column, frozenset[str]]] = {
    Column.LABEL: frozenset(
        {"unsur", "unsur pelayanan", "element", "elemen", "nama unsur", "uraian", "indikator", "kode"}
        | {"unsur skm", "aspek", "dimensi", "ruang lingkup", "variabel", "kode unsur", "label"}
        | {"unsur survei", "unsur penilaian", "pertanyaan", "uraian unsur"}
        | {"unsur pelayanan publik", "jenis unsur", "indikator unsur", "komponen", "unsur layanan"}
    ),
    Column.NUMBER: frozenset({"no", "nomor", "no urut", "#", "no unsur", "nomor unsur", "u"}),
    Column.TOTAL: frozenset(
        {"total", "jumlah", "jumlah nilai", "total nilai", "jml", "jumlah nilai per unsur", "sum"}
        | {"jumlah nilai unsur", "total nilai unsur", "jumlah skor", "total skor", "jml nilai"}
        | {"total nilai per unsur", "nilai total", "skor total", "jumlah bobot jawaban", "total score"}
        | {"nilai persepsi total", "jumlah jawaban x nilai"}
    ),
    Column.COUNT: frozenset(
        {"n", "jumlah responden", "responden", "jml responden", "total responden", "respondents"}
        | {"jumlah kuesioner", "kuesioner terisi", "jumlah kuesioner terisi", "count", "banyak responden"}
        | {"jumlah sampel", "sampel"}
    ),
    Column.MEAN: frozenset(
        {"nrr", "nrr per unsur", "nilai rata rata", "rata rata", "nilai unsur", "mean", "average"}
        | {"nilai rata rata unsur", "nilai rata rata per unsur", "rata rata unsur", "rerata", "avg"}
        | {"nrr unsur", "nilai", "skor", "nilai indeks", "indeks", "indeks per unsur", "score"}
        | {"nilai persepsi", "nilai interval", "skor rata rata", "nilai indeks unsur", "nilai skm"}
        | {"ni", "nilai indeks per unsur", "indeks unsur", "nilai interval ni", "nilai per unsur"}
        | {"nilai unsur pelayanan", "nilai rata rata nrr", "rata rata per unsur", "nilai rerata"}
        | {"nilai rata rata unsur pelayanan", "nrr x", "rataan"}
    ),
    Column.WEIGHTED: frozenset(
        {"nrr weighted", "nrr tertimbang", "tertimbang", "nilai tertimbang", "nrr tertimbang unsur"}
        | {"nilai rata rata tertimbang", "rata rata tertimbang", "weighted", "nrr tertimbang per unsur"}
        | {"nilai rata rata x bobot", "nrr x bobot", "weighted nrr", "nrr x 0 111", "nrr x 0 11"}
    ),
    Column.INDEX: frozenset(
        {"ikm", "konversi", "nilai konversi", "nik", "nilai ikm", "ikm per unsur", "ikm unsur"}
        | {"nilai interval konversi", "nilai interval konversi nik", "nilai konversi ikm", "nrr x 25"}
        | {"indeks konversi", "konversi ikm", "skor konversi", "nilai setelah dikonversi"}
    ),
}


def plain(text: str) -> str:
    """The words of a heading, lower case, without punctuation: "NRR / Unsur" is "nrr unsur"."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def words(text: str) -> set[str]:
    """The set of a heading's words."""
    return set(plain(text).split())


def code_number(text: str) -> int | None:
    """The number of a bare code: U1, "Unsur 1", P01, 1; None for anything else."""
    match = CODE.fullmatch(text.strip(" .:"))
    return int(match.group(1)) if match and int(match.group(1)) else None


def is_bare_number(text: str) -> bool:
    """Whether a code is only a number, which alone proves nothing."""
    return text.strip().isdigit()


def number_beside_name(text: str) -> int | None:
    """The number that goes with a name: 8 in "U8 Sarana", "8. Sarana" and "Sarana (U8)"."""
    match = CODE_PREFIX.match(text.strip()) or CODE_SUFFIX.search(text.strip())
    return int(next(filter(None, match.groups()))) if match else None


def element_key(text: str) -> str | None:
    """The element that a name stands for; None when it names none, or more than one."""
    found = words(text)
    if found & NOT_ELEMENTS:
        return None
    keys = [key for key in ELEMENT_KEYS if found & ELEMENT_WORDS[key]]
    return keys[0] if len(keys) == 1 else None


def recap_column(text: str) -> Column | None:
    """Which column of a recap table a heading names; None when unknown."""
    heading = re.sub(r"^(.*?)\s*[=(:].*$", r"\1", text.strip()) or text
    for candidate in (plain(text), plain(heading)):
        for column, names in RECAP_HEADINGS.items():
            if candidate in names:
                return column
    return Column.NUMBER if text.strip() == "#" else None


def is_respondent_heading(text: str) -> bool:
    """Whether a heading names the respondent's number."""
    found = words(text)
    return text.strip() == "#" or (bool(found) and found <= RESPONDENT_WORDS)


def is_summary(text: str) -> bool:
    """Whether a row's label announces a sum, a mean or the index instead of a respondent."""
    return bool(words(text) & SUMMARY_WORDS)


def is_field(text: str) -> bool:
    """Whether a heading names something about the respondent or the visit, not an answer."""
    found = words(text)
    if found and found <= PLACE_WORDS:
        return True
    return len(found) <= MOST_WORDS_OF_A_FIELD and bool(found & (FIELD_WORDS | SUMMARY_WORDS))


def are_consecutive(numbers: Iterable[int]) -> bool:
    """Whether numbers run 1, 2, 3, … in their order."""
    listed = list(numbers)
    return listed == list(range(1, len(listed) + 1))
