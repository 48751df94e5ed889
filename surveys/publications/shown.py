"""What pages show of published versions: read from their frozen content, never counted again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from surveys.figures import ElementFigure, ElementName, Figure, Rules
from surveys.index import GradeBand
from surveys.models import Channel, Publication, RespondentField, RespondentOption
from surveys.periods import Span, month_name, span_of
from surveys.publications.scopes import Scope


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a breakdown: how many answers, their share in per cent, and its own index where it is shown."""

    label: str
    answers: int
    share: int
    index: Decimal | None = None
    margin: Decimal | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class FieldTable:
    """What was told of one respondent field."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One published version as a page shows it."""

    publication: Publication
    span: Span
    figure: Figure
    content: Mapping[str, Any]
    ways: tuple[Row, ...]
    services: tuple[Row, ...]

    @property
    def published_on(self) -> date:
        """The city's day on which it was published."""
        return date.fromisoformat(self.content["published_on"])

    @property
    def has_first_rows(self) -> bool:
        """Whether its breakdowns keep the rows of the first version, as those of new versions do."""
        tables = [
            self.content.get("services"),
            self.content["ways_in"],
            *(self.content.get("respondents") or {}).values(),
        ]
        return any(table and table.get("rows_of_first_version") for table in tables)

    @property
    def without_users(self) -> list[str]:
        """Units that could not take part because nobody stated how many users they have."""
        return [unit["name"] for unit in self.content.get("units_without_users", [])]

    @property
    def left_out(self) -> str:
        """The months whose answers were too few to take part, in words; empty when none."""
        months = [date.fromisoformat(f"{month}-01") for month in self.content.get("left_out", [])]
        return ", ".join(f"{month_name(month.month)} {month.year}" for month in months)

    def rules(self, rules: Rules) -> Rules:
        """The rules by which it was computed, for the notes below the figure."""
        stated = self.content["rules"]
        return replace(
            rules,
            weight=stated["weight"],
            minimum_answers=stated["minimum_answers"],
            city_method=self.content.get("method", rules.city_method),
        )


def shown(publication: Publication, names: Mapping[str, ElementName]) -> Shown:
    """A published version for a page; `names` are the elements as they are called today."""
    content: dict[str, Any] = json.loads(publication.content)
    return Shown(
        publication=publication,
        span=span_of(publication.period_code),
        figure=figure_from(content, names),
        content=content,
        ways=way_rows(content["ways_in"]),
        services=_rows(content["services"], {"": _("Tanpa layanan tertentu")}) if content.get("services") else (),
    )


def figure_from(content: Mapping[str, Any], names: Mapping[str, ElementName]) -> Figure:
    """The figure of a published content, as it was rounded and graded then."""
    return Figure(
        count=content["answers"],
        index=Decimal(content["index"]),
        band=_band(content),
        margin=Decimal(content["margin"]),
        elements=tuple(_element(row, names) for row in content["elements"]),
        unit_count=len(content.get("units", [None])),
    )


def bare_figure(publication: Publication, bands: Mapping[str, GradeBand]) -> Figure:
    """The figure of a published version without its elements, for lists and trends."""
    band = bands.get(publication.grade)
    return Figure(publication.answers, publication.index, band, publication.margin)


def way_rows(table: Mapping[str, Any]) -> tuple[Row, ...]:
    """The mix of ways in, in the order in which they are known."""
    rows = _rows(table, {str(code): str(words) for code, words in Channel.choices})
    order = {str(words): place for place, (_code, words) in enumerate(Channel.choices)}
    return tuple(sorted(rows, key=lambda row: order.get(row.label, len(order))))


def respondent_tables(content: Mapping[str, Any]) -> tuple[FieldTable, ...]:
    """Who answered, by field, as far as it may be shown; one query."""
    known = content.get("respondents") or {}
    if not known:
        return ()
    options = RespondentOption.objects.order_by("field", "position").values_list("field", "code", "label")
    labels: dict[str, dict[str, str]] = {field: {"": _("Tidak diisi")} for field in RespondentField.values}
    for field, code, label in options:
        labels[field][code] = _(label)
    return tuple(
        FieldTable(str(words), _rows(known[field], labels[field]))
        for field, words in RespondentField.choices
        if field in known
    )


def newest_by_period(scope: Scope) -> dict[str, list[Publication]]:
    """All published versions of a scope by period, each period's newest first; one query."""
    found: dict[str, list[Publication]] = {}
    for one in Publication.objects.filter(scope.condition).order_by("starts_on", "period_code", "-version"):
        found.setdefault(one.period_code, []).append(one)
    return found


def _rows(table: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[Row, ...]:
    total = sum(row["answers"] for row in table["rows"]) + table["rest"]
    # What belongs to no service, or was left open, comes last.
    rows = [_row(row, labels, total) for row in sorted(table["rows"], key=lambda row: not row["code"])]
    if table["rest"]:
        rows.append(Row(_("Lainnya, digabung"), table["rest"], _share(table["rest"], total), code="rest"))
    return tuple(rows)


def _row(row: Mapping[str, Any], labels: Mapping[str, str], total: int) -> Row:
    label = labels.get(row["code"]) or row.get("name") or row["code"]
    index, margin = (Decimal(row[name]) if row.get(name) else None for name in ("index", "margin"))
    return Row(label, row["answers"], _share(row["answers"], total), index, margin, row["code"])


def _share(part: int, total: int) -> int:
    return round(100 * part / total) if total else 0


def _band(content: Mapping[str, Any]) -> GradeBand | None:
    grade = content["grade"]
    if grade is None:
        return None
    low, high = next((low, high) for letter, low, high in content["rules"]["grades"] if letter == grade["letter"])
    day = date.fromisoformat(content["period"]["first"])
    return GradeBand(grade["letter"], grade["name"], Decimal(low), Decimal(high), day)


def _element(row: Mapping[str, Any], names: Mapping[str, ElementName]) -> ElementFigure:
    name = names.get(row["key"]) or ElementName(row["key"], row["name"], row["name"])
    return ElementFigure(name, Decimal(row["mean"]), Decimal(row["index"]), row["grade"])
