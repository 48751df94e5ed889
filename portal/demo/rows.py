"""Rows of the city while it is being made: in memory, by model, with the ids that they will have."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db.models import Model

Row = dict[str, Any]


@dataclass
class Stream:
    """Many rows of one model, made while they are written."""

    model: type[Model]
    columns: tuple[str, ...]
    expected: int
    rows: Callable[[], Iterable[tuple[Any, ...]]]


@dataclass
class Rows:
    """Everything that will be copied, in the order in which models were first used."""

    first_id: Callable[[type[Model]], int]
    tables: dict[type[Model], list[Row]] = field(default_factory=dict)
    streams: list[Stream] = field(default_factory=list)
    _ids: dict[type[Model], Iterator[int]] = field(default_factory=dict)

    def add(self, model: type[Model], **values: Any) -> int:
        """Keep a row, fields by attribute name; return its id."""
        if model not in self._ids:
            self._ids[model] = count(self.first_id(model))
        key = next(self._ids[model])
        self.add_keyed(model, id=key, **values)
        return key

    def add_keyed(self, model: type[Model], **values: Any) -> None:
        """Keep a row that brings its own key."""
        self.tables.setdefault(model, []).append(values)

    def of(self, model: type[Model]) -> list[Row]:
        """The rows of a model so far."""
        return self.tables.get(model, [])

    def total(self) -> int:
        """How many rows there are, streams included."""
        return sum(map(len, self.tables.values())) + sum(stream.expected for stream in self.streams)
