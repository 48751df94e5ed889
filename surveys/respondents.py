"""Who answered, by the optional fields about the respondent; what was left open is counted as not filled in."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from surveys.models import RespondentField, RespondentOption, Response


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How many chose one option; `code` is empty for those who left the field open."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FieldCounts:
    """One field with all its options, in their order, and last those who left it open."""

    field: str
    label: str
    options: tuple[OptionCount, ...]

    @property
    def total(self) -> int:
        """All answers: the same for every field."""
        return sum(option.count for option in self.options)


def respondents_of(*, unit_id: int, first: date, last: date, versions: Collection[int]) -> tuple[FieldCounts, ...]:
    """Counts by option of a unit's answers that count, of the days `first`..`last`, both included.

    Two queries; that over the answers reads only the unit's days by their index. The caller hides the whole when
    there are fewer answers than the rule's minimum.
    """
    answers = Response.objects.counted().filter(unit_id=unit_id, day__range=(first, last), version_id__in=versions)
    fields = RespondentField.values
    # All four fields at once: a few hundred combinations at most, from one reading of the answers.
    rows = answers.values_list(*fields).annotate(many=Count("pk")).order_by(*fields)
    counts: dict[str, Counter[str]] = {field: Counter() for field in fields}
    for *codes, many in rows:
        for field, code in zip(fields, codes, strict=True):
            counts[field][code] += many
    labels = _labels()
    return tuple(_field_counts(field, str(name), counts[field], labels) for field, name in RespondentField.choices)


def _labels() -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = {field: {} for field in RespondentField.values}
    options = RespondentOption.objects.order_by("field", "position", "pk")
    for field, code, label in options.values_list("field", "code", "label"):
        labels[field][code] = label
    return labels


def _field_counts(
    field: str, name: str, counts: Mapping[str, int], labels: Mapping[str, Mapping[str, str]]
) -> FieldCounts:
    known = labels[field]
    # A code that is offered no longer keeps its label; one that no option knows is shown as it stands.
    codes = [*known, *sorted(code for code in counts if code and code not in known)]
    options = [OptionCount(code, known.get(code, code), counts.get(code, 0)) for code in codes]
    return FieldCounts(field, name, (*options, OptionCount("", _("Tidak diisi"), counts.get("", 0))))
