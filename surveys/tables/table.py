"""What every layout is read into: elements with their means, and single answers where there are any."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from surveys.index import EXACT_WEIGHT, index_of
from surveys.tables.headings import are_consecutive, code_number, element_key, number_beside_name


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One respondent's answers in the order of the table's elements."""

    row: int
    scores: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One element as the table gives it: its label, exact mean, and sum and count where known."""

    label: str
    mean: Fraction
    total: int | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read for sure; `answers` is empty for recaps, `notices` tells what to know."""

    file: str
    elements: tuple[Element, ...]
    answers: tuple[AnswerRow, ...] = ()
    remarks: dict[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @property
    def count(self) -> int | None:
        """The number of respondents when it is known and the same for every element."""
        counts = {element.count for element in self.elements}
        return counts.pop() if len(counts) == 1 else None

    @property
    def labels(self) -> tuple[str, ...]:
        """The elements' labels in the table's order: keys where named, else the file's own codes."""
        return tuple(element.label for element in self.elements)

    def index(self, weight: str = EXACT_WEIGHT) -> Decimal:
        """The table's index (IKM), rounded to two decimals."""
        return index_of([element.mean for element in self.elements], weight)


class LabelError(ValueError):
    """Headings from which the elements can't be told for sure."""


def element_labels(headings: Sequence[str], numbers: Sequence[int | None]) -> tuple[str, ...]:
    """The labels of a table's elements from their headings and the numbers beside them.

    Element keys when the headings are names, the codes U1, U2, … when they are bare codes, the
    headings themselves for other names. Raises LabelError for doubles, gaps and unclear mixtures.
    """
    codes = [code_number(heading) for heading in headings]
    if all(code is not None for code in codes):
        return _code_labels([code for code in codes if code is not None])
    if any(code is not None for code in codes):
        raise LabelError("sebagian unsur memakai kode dan sebagian memakai nama; samakan dahulu")
    return _name_labels(headings, numbers)


def _code_labels(codes: Sequence[int]) -> tuple[str, ...]:
    doubled = [code for code, times in Counter(codes).items() if times > 1]
    if doubled:
        raise LabelError(f"unsur U{doubled[0]} ada lebih dari satu kali")
    if not are_consecutive(sorted(codes)):
        missing = next(n for n in range(1, max(codes) + 1) if n not in codes)
        raise LabelError(f"unsur U{missing} tidak ada, padahal U{max(codes)} ada")
    return tuple(f"U{code}" for code in codes)


def _name_labels(headings: Sequence[str], numbers: Sequence[int | None]) -> tuple[str, ...]:
    keys = [element_key(heading) for heading in headings]
    doubled = [key for key, times in Counter(filter(None, keys)).items() if times > 1]
    if doubled and None not in keys:
        names = [h for h, key in zip(headings, keys, strict=True) if key == doubled[0]]
        raise LabelError(f"{' dan '.join(f'“{name}”' for name in names)} menyebut unsur yang sama")
    if None in keys and len(set(map(str.lower, headings))) < len(headings):
        raise LabelError("ada dua unsur dengan nama yang sama")
    if None in keys and any(keys) and not _are_numbered(headings, numbers):
        unknown = headings[keys.index(None)]
        raise LabelError(f"“{unknown}” bukan nama unsur yang dikenal; beri nomor unsur atau hapus")
    if doubled:
        return tuple(headings)
    return tuple(key or heading for key, heading in zip(keys, headings, strict=True))


def _are_numbered(headings: Sequence[str], numbers: Sequence[int | None]) -> bool:
    beside = [
        number if number is not None else number_beside_name(heading)
        for heading, number in zip(headings, numbers, strict=True)
    ]
    return None not in beside and are_consecutive(number for number in beside if number)
