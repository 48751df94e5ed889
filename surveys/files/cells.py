"""Reading one cell: an answer, a day, a respondent's field. No database."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from surveys.index import HIGHEST_ANSWER, LOWEST_ANSWER
from surveys.tables.headings import plain
from surveys.tables.numbers import readings

GENERAL_WORDS: Final = {"tidak baik": 1, "kurang baik": 2, "baik": 3, "sangat baik": 4}
NUMBERED: Final = re.compile(r"\(?([1-9])\s*[.)\]:=–-]+\s*\D.*|([1-9])\s+[^\W\d].*")
DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T,].*)?")
YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
IN_WORDS: Final = re.compile(r"(\d{1,2}) ([A-Za-z]{3,}) (\d{4})(?:[ ,].*)?")
MONTHS: Final = (
    ("jan",), ("feb", "peb"), ("mar",), ("apr",), ("mei", "may"), ("jun",), ("jul",), ("agu", "aug"), ("sep",),
    ("okt", "oct"), ("nov", "nop"), ("des", "dec"),
)  # fmt: skip

PERSON_WORDS: Final[dict[str, dict[str, str]]] = {
    "sex": {
        "l": "m", "lk": "m", "laki": "m", "laki laki": "m", "pria": "m", "male": "m", "m": "m",
        "p": "f", "pr": "f", "perempuan": "f", "wanita": "f", "female": "f", "f": "f",
    },
    "age_group": {},
    "education": {
        "sltp": "smp", "slta": "sma", "smu": "sma", "smk": "sma", "d1": "d3", "d2": "d3", "diploma": "d3", "d4": "s1",
        "sarjana": "s1", "s3": "s2", "pascasarjana": "s2",
    },
    "occupation": {
        "pns": "asn", "pppk": "asn", "tni": "tni-polri", "polri": "tni-polri", "swasta": "private",
        "karyawan": "private", "wirausaha": "business", "wiraswasta": "business", "pedagang": "business",
        "petani": "farmer", "nelayan": "farmer", "pelajar": "student", "mahasiswa": "student", "lain lain": "other",
    },
}  # fmt: skip


class CellError(ValueError):
    """A cell that can't be read; the message says why."""


def read_score(text: str, meanings: Mapping[str, int]) -> int:
    """An answer from 1 to 4, written as a digit, as its label, or as both; raises CellError with what is wrong."""
    if not text:
        raise CellError("jawaban kosong")
    if plain(text) in meanings:
        return meanings[plain(text)]
    numbered = NUMBERED.fullmatch(text)
    found = readings(next(filter(None, numbered.groups())) if numbered else text)
    whole = [int(number) for number in found if number.denominator == 1]
    if len(whole) == 1 and LOWEST_ANSWER <= whole[0] <= HIGHEST_ANSWER:
        return whole[0]
    raise CellError(_what_is_wrong(text, is_number=bool(found)))


def is_word(text: str) -> bool:
    """Whether a cell holds words that could stand for an answer, and no number."""
    return bool(plain(text)) and not readings(text) and not NUMBERED.fullmatch(text) and not text.endswith("%")


def read_day(text: str) -> date:
    """A day, as 2026-03-09, 09/03/2026 (day first) or 9 Maret 2026; raises CellError for anything else."""
    for pattern, order in ((YEAR_FIRST, (0, 1, 2)), (DAY_FIRST, (2, 1, 0))):
        match = pattern.fullmatch(text)
        if match:
            parts = [int(part) for part in match.groups()]
            return _day(text, parts[order[0]], parts[order[1]], parts[order[2]])
    match = IN_WORDS.fullmatch(text)
    if match:
        for number, starts in enumerate(MONTHS, start=1):
            if match[2].lower().startswith(starts):
                return _day(text, int(match[3]), number, int(match[1]))
    raise CellError(f"tanggal “{text}” tidak terbaca; tulis seperti 2026-03-09 atau 09/03/2026")


def read_person(field: str, text: str, options: Mapping[str, str]) -> str | None:
    """The code of a respondent's field, "" when blank, None when unknown; `options` are codes by their plain label."""
    word = plain(text)
    if not word or word in {"tidak diisi", "tidak disebut"}:
        return ""
    known = PERSON_WORDS[field].get(word) or options.get(word)
    if known in options.values():
        return known
    if field == "age_group":
        return _age(text, set(options.values()))
    by_part = (PERSON_WORDS[field].get(part) or options.get(part) for part in word.split())
    return next((code for code in by_part if code in options.values()), None)


def without_guard(text: str) -> str:
    """A text without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise CellError(f"tanggal “{text}” tidak ada di kalender") from error


def _age(text: str, codes: Iterable[str]) -> str | None:
    years = re.fullmatch(r"(\d{1,3})(?:\s*(?:tahun|thn|th))?\.?", text.strip().lower())
    if not years:
        return None
    for code in codes:
        low, _dash, high = code.partition("-")
        if low.isdigit() and int(low) <= int(years[1]) and (not high or int(years[1]) <= int(high)):
            return code
    return None


def _what_is_wrong(text: str, *, is_number: bool) -> str:
    if text.endswith("%"):
        return f"“{text}” persentase, bukan jawaban 1 sampai 4"
    numbers = readings(text)
    if numbers and all(0 < number < 1 for number in numbers):
        return f"“{text}” tampaknya persentase, bukan jawaban 1 sampai 4"
    return f"jawaban “{text}” bukan " + ("1, 2, 3, atau 4" if is_number else "angka 1 sampai 4 atau kata yang dikenal")
