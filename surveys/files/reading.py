"""Reading a whole table by a stated mapping: answers, and for each row that can't be read a message. No database."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from surveys.files.cells import CellError, is_word, read_day, read_person, read_score, without_guard
from surveys.files.grid import Grid, Line
from surveys.files.roles import (
    ANSWERS,
    COMMENT,
    COUNTED,
    DATE,
    NUMBER,
    PERSON,
    SERVICE,
    UNDECIDED,
    ColumnMapping,
    has_bare_codes,
)
from surveys.tables.headings import element_key, is_summary, plain
from surveys.tables.numbers import readings

MOST_COMMENT: Final = 1_000
MOST_WORDS: Final = 40
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a table is held against: names of elements, words for answers, options, services, days."""

    elements: Mapping[str, str]
    meanings: Mapping[str, Mapping[str, int]]
    """By element: what each label, in plain words, stands for."""
    options: Mapping[str, Mapping[str, str]]
    """By respondent field: codes by plain label and by code."""
    services: Mapping[str, int]
    """Ids by plain code and plain name."""
    first: date
    last: date
    today: date
    period: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One respondent's answers by element key, and what else the row says."""

    place: str
    scores: Mapping[str, int]
    day: date | None = None
    service_id: int | None = None
    person: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What to mend: at a place of the file, or in the mapping (empty place)."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


@dataclass(slots=True)
class Reading:
    """What a table holds under a mapping. With any problem nothing of it may be stored."""

    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    """Words in the elements' columns that stand for no answer yet."""


def read(grid: Grid, mapping: ColumnMapping, facts: Facts, tell: Tell | None = None) -> Reading:
    """Read every line; `tell(done, total)` is called now and then."""
    reading = Reading(problems=_mapping_problems(grid, mapping, facts))
    if reading.problems:
        return reading
    for number, line in enumerate(grid.lines):
        if tell and number % 1_000 == 0:
            tell(number, len(grid.lines))
        _read_line(grid, line, mapping, facts, reading)
    if not reading.answers and not reading.problems:
        reading.problems.append(Problem("", "tidak ada baris jawaban di bawah judul kolom"))
    return reading


def _mapping_problems(grid: Grid, mapping: ColumnMapping, facts: Facts) -> list[Problem]:
    problems = []
    if has_bare_codes(grid) and not mapping.order and set(facts.elements) - set(mapping.roles):
        problems.append(Problem("", "urutan unsur belum dipilih: judul kolom hanya U1, U2, … dan tidak menyebut unsur"))
        return problems
    used = Counter(role for role in mapping.roles if role not in {UNDECIDED, "ignore"})
    for key, name in facts.elements.items():
        if not used[key]:
            problems.append(Problem("", f"unsur {name} belum mempunyai kolom"))
    problems += [
        Problem("", f"dua kolom dibaca sebagai {facts.elements.get(role, role)}; pilih satu saja")
        for role, count in used.items()
        if count > 1 and role != NUMBER
    ]
    for column, role in enumerate(mapping.roles):
        heading = grid.headings[column]
        if role == UNDECIDED and heading:
            text = "berisi 1 sampai 4, tetapi judulnya bukan unsur; pilih artinya"
            problems.append(Problem(f"kolom {grid.column_place(column)}", text))
        named = element_key(heading)
        if named and role in facts.elements and named in facts.elements and named != role:
            text = f"berjudul {facts.elements[named]} tetapi dibaca sebagai {facts.elements[role]}"
            problems.append(Problem(f"kolom {grid.column_place(column)}", text))
    return problems


def _read_line(grid: Grid, line: Line, mapping: ColumnMapping, facts: Facts, reading: Reading) -> None:
    place = grid.line_place(line)
    unusual = _unusual(grid, line, mapping, facts)
    if unusual:
        text, is_skipped = unusual
        (reading.notices if is_skipped else reading.problems).append(Problem(place, text))
        return
    faults: list[str] = []
    scores = _scores(grid, line, mapping, facts, faults, reading)
    day = _day(grid, line, mapping, facts, faults)
    service_id = _service(grid, line, mapping, facts, faults)
    person = _person(grid, line, mapping, facts, reading)
    if faults:
        reading.problems.append(Problem(place, "; ".join(faults)))
        return
    column = mapping.column_of(COMMENT)
    comment = without_guard(line.cell(column)).replace("\x00", "")[:MOST_COMMENT] if column is not None else ""
    reading.answers.append(Answer(place, scores, day, service_id, person, comment))


def _unusual(grid: Grid, line: Line, mapping: ColumnMapping, facts: Facts) -> tuple[str, bool] | None:
    """Why a line holds no respondent, and whether it is passed over; None for a respondent."""
    columns = [column for column, role in enumerate(mapping.roles) if role in facts.elements]
    filled = [plain(cell) for cell in line.cells if cell]
    if filled and filled == [plain(heading) for heading in grid.headings if heading]:
        return "judul kolom terulang; hapus baris ini", False
    counted = mapping.column_of(COUNTED)
    if counted is not None and plain(line.cell(counted)) in {"tidak", "no"}:
        return "bertanda tidak dihitung dan dilewati", True
    if _is_sum(line, mapping, columns):
        label = next(cell for column, cell in enumerate(line.cells) if cell and column not in columns)
        text = f"“{label}” baris jumlah, bukan jawaban"
        more = "dilewati" if mapping.skips_sums else "hapus, atau pilih Lewati baris jumlah"
        return f"{text}; {more}", mapping.skips_sums
    return None


def _is_sum(line: Line, mapping: ColumnMapping, columns: list[int]) -> bool:
    """Whether a line says in words that it is a sum, and doesn't look like a respondent after all."""
    label = next((cell for column, cell in enumerate(line.cells) if cell and column not in columns), "")
    if not label or readings(label) or not is_summary(label):
        return False
    number = mapping.column_of(NUMBER)
    is_numbered = number is not None and line.cell(number).isdigit()
    return not is_numbered and not (number is None and all(line.cell(column) in ANSWERS for column in columns))


def _scores(
    grid: Grid, line: Line, mapping: ColumnMapping, facts: Facts, faults: list[str], reading: Reading
) -> dict[str, int]:
    scores: dict[str, int] = {}
    for column, role in enumerate(mapping.roles):
        if role not in facts.elements:
            continue
        text, mark = line.cell(column), grid.mark(line, column)
        try:
            if mark:
                raise CellError(mark)
            scores[role] = read_score(text, {**facts.meanings[role], **mapping.words})
        except CellError as fault:
            faults.append(f"{grid.column_place(column)} {fault}")
            if not mark and is_word(text) and len(reading.words) < MOST_WORDS:
                reading.words[plain(text)] += 1
    return scores


def _day(grid: Grid, line: Line, mapping: ColumnMapping, facts: Facts, faults: list[str]) -> date | None:
    column = mapping.column_of(DATE)
    if column is None:
        return None
    text = line.cell(column)
    try:
        if not text:
            raise CellError("tanggal kosong")
        day = read_day(text)
        if day > facts.today:
            raise CellError(f"tanggal {text} belum tiba")
        if not facts.first <= day <= facts.last:
            raise CellError(f"tanggal {text} di luar {facts.period}")
    except CellError as fault:
        faults.append(f"{grid.column_place(column)} {fault}")
        return None
    return day


def _service(grid: Grid, line: Line, mapping: ColumnMapping, facts: Facts, faults: list[str]) -> int | None:
    column = mapping.column_of(SERVICE)
    text = line.cell(column) if column is not None else ""
    if column is None or not text:
        return None
    found = facts.services.get(plain(text))
    if found is None:
        faults.append(
            f"{grid.column_place(column)} layanan “{text}” tidak dikenal di unit ini; abaikan kolomnya bila tidak perlu"
        )
    return found


def _person(grid: Grid, line: Line, mapping: ColumnMapping, facts: Facts, reading: Reading) -> dict[str, str]:
    person: dict[str, str] = {}
    for field_name in PERSON:
        column = mapping.column_of(field_name)
        if column is None:
            continue
        text = line.cell(column)
        code = read_person(field_name, text, facts.options[field_name])
        if code is None:
            told = f"{grid.column_place(column)} “{text}” tidak dikenal, dicatat tidak diisi"
            reading.notices.append(Problem(grid.line_place(line), told))
        person[field_name] = code or ""
    return person
