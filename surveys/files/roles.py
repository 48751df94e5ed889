"""What the columns of a table are read as, guessed from their headings. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from surveys.files.grid import Grid
from surveys.index import ELEMENT_KEYS
from surveys.tables.headings import code_number, element_key, is_respondent_heading, plain, words

IGNORE: Final = "ignore"
UNDECIDED: Final = ""
DATE, SERVICE, COMMENT, NUMBER, COUNTED = "date", "service", "comment", "number", "counted"
PERSON: Final = ("sex", "age_group", "education", "occupation")
ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "regulation": tuple(ELEMENT_KEYS),
    "facilities-first": (*ELEMENT_KEYS[:7], "facilities", "complaints"),
}
ANSWERS: Final = frozenset("1234")

_BY_WORDS: Final = (
    (DATE, {"tanggal", "tgl", "date"}),
    (DATE, {"timestamp", "waktu pengisian", "cap"}),
    ("sex", {"kelamin", "sex", "gender", "jk"}),
    ("age_group", {"umur", "usia", "age"}),
    ("education", {"pendidikan", "education"}),
    ("occupation", {"pekerjaan", "occupation", "profesi"}),
    (COMMENT, {"saran", "komentar", "kritik", "comment", "keluhan"}),
    (COUNTED, {"dihitung"}),
)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a table is read: the role of each column, the order of bare codes, words that stand for 1 to 4."""

    roles: tuple[str, ...] = ()
    order: str = ""
    words: Mapping[str, int] = field(default_factory=dict)
    skips_sums: bool = False
    sheet: str = ""
    is_down: bool | None = None

    def column_of(self, role: str) -> int | None:
        """The first column with a role."""
        return self.roles.index(role) if role in self.roles else None

    def as_json(self) -> dict[str, Any]:
        """To be kept in a row."""
        return {
            "roles": list(self.roles),
            "order": self.order,
            "words": dict(self.words),
            "skips_sums": self.skips_sums,
            "sheet": self.sheet,
            "is_down": self.is_down,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` kept."""
        return cls(**{**kept, "roles": tuple(kept.get("roles", ()))})


def is_coded(heading: str) -> bool:
    """Whether a heading is a bare code (U1, P01, 3) that says no element."""
    return code_number(heading) is not None and element_key(heading) is None


def has_bare_codes(grid: Grid) -> bool:
    """Whether some elements are told by number only, so that their order must be stated."""
    return sum(1 for heading in grid.headings if is_coded(heading)) > 1 and not _names_all(grid)


def guess(grid: Grid, *, order: str = "", preset: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    """A role for each column; undecided when a column of 1 to 4 has a heading that says nothing.

    `preset` holds roles by heading, from the last table of the same unit.
    """
    known = (preset or {}).get("headings", {})
    roles = [_role(grid, column, order, known) for column in range(len(grid.headings))]
    service = [column for column, role in enumerate(roles) if role == SERVICE]
    # With a code and a name of the service the code is the surer one.
    for column in service[1:] if len(service) > 1 else ():
        roles[column] = IGNORE
    return tuple(roles)


def remembered(grid: Grid, mapping: ColumnMapping) -> dict[str, Any]:
    """What the next table of the unit can begin with."""
    named = {
        plain(heading): role
        for heading, role in zip(grid.headings, mapping.roles, strict=False)
        if heading and not is_coded(heading)
    }
    return {"headings": named, "order": mapping.order, "words": dict(mapping.words), "skips_sums": mapping.skips_sums}


def _role(grid: Grid, column: int, order: str, known: Mapping[str, str]) -> str:
    heading = grid.headings[column]
    if plain(heading) in known and heading:
        return known[plain(heading)]
    if is_coded(heading) and has_bare_codes(grid):
        return _by_code(heading, order)
    key = element_key(heading)
    return key or _by_words(heading) or _by_content(grid, column)


def _by_code(heading: str, order: str) -> str:
    number, keys = code_number(heading) or 0, ORDERS.get(order, ())
    return keys[number - 1] if 0 < number <= len(keys) else UNDECIDED


def _by_words(heading: str) -> str:
    found = words(heading)
    if not found:
        return ""
    for role, signs in _BY_WORDS:
        if found & signs:
            return role
    if found & {"layanan", "pelayanan", "service"} and len(found) <= 3:
        return SERVICE
    return NUMBER if is_respondent_heading(heading) else ""


def _by_content(grid: Grid, column: int) -> str:
    """A column of nothing but 1 to 4 may be an element: somebody must say."""
    values = [line.cell(column) for line in grid.lines if line.cell(column)]
    return UNDECIDED if grid.headings[column] and values and set(values) <= ANSWERS else IGNORE


def _names_all(grid: Grid) -> bool:
    return {element_key(heading) for heading in grid.headings} >= set(ELEMENT_KEYS)


def samples(grid: Grid, column: int, count: int = 3) -> Sequence[str]:
    """Some values of a column, for people to recognise it by."""
    return [line.cell(column) for line in grid.lines[:count]]
