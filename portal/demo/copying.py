"""COPY into a model's table: what the ORM does for a row and COPY doesn't is done here, in the open.

COPY knows no Python defaults (filled in here), leaves sequences behind (set here), fires row triggers
(`without_history` switches off those of the edit history: a city that was never edited has none), and checks
every constraint as an INSERT does, row by row (`without_keys` checks the foreign keys of a large table at once).
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db import connection, models

from portal.demo.rows import Row, Stream

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_CHUNK_BYTES = 1 << 20
CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE"  # ALTER TABLE refuses while checks are pending
Report = Callable[[int], None]
AnyField: TypeAlias = "models.Field[Any, Any]"


class _Lines(io.RawIOBase):
    """A file that COPY reads and that makes its lines only when they are read."""

    def __init__(self, lines: Iterable[bytes], report: Report) -> None:
        self._lines = iter(lines)
        self._report = report
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """At least one byte until the end; about a chunk at a time."""
        wanted = size if size > 0 else _CHUNK_BYTES
        parts, length, made = [self._rest], len(self._rest), 0
        while length < wanted and (line := next(self._lines, None)) is not None:
            parts.append(line)
            length += len(line)
            made += 1
        data = b"".join(parts)
        self._rest = data[wanted:]
        self._report(made)
        return data[:wanted]


def as_text(value: Any) -> str:
    """A value in COPY's text format."""
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list | tuple):
        return "{" + ",".join(map(_in_array, value)) + "}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).translate(_ESCAPES)


def _in_array(value: Any) -> str:
    return str(value) if isinstance(value, int) else json.dumps(str(value), ensure_ascii=False).translate(_ESCAPES)


def as_line(values: Iterable[Any]) -> bytes:
    """One row in COPY's text format."""
    return ("\t".join(map(as_text, values)) + "\n").encode()


def fields_of(model: type[models.Model], rows: list[Row]) -> list[AnyField]:
    """The fields to write: those given in some row, and those whose default only Python knows."""
    given = set().union(*rows)
    return [
        each
        for each in model._meta.concrete_fields
        if each.attname in given
        or (not each.generated and each.has_default() and not each.has_db_default())
        or (not each.generated and not each.null and not each.has_db_default() and each.empty_strings_allowed)
    ]


def _adapted(field: AnyField, row: Row) -> Any:
    value = row[field.attname] if field.attname in row else field.get_default()
    return json.dumps(value, ensure_ascii=False) if isinstance(field, models.JSONField) else value


def copy_rows(model: type[models.Model], rows: list[Row], report: Report) -> None:
    """Write rows given by attribute names; missing ones get the field's default."""
    fields = fields_of(model, rows)
    columns = tuple(str(each.column) for each in fields)
    copy_stream(Stream(model, columns, len(rows), lambda: as_tuples(fields, rows)), report)


def as_tuples(fields: list[AnyField], rows: list[Row]) -> Iterator[tuple[Any, ...]]:
    """Rows as tuples in the order of the fields, defaults filled in."""
    return (tuple(_adapted(each, row) for each in fields) for row in rows)


def copy_stream(stream: Stream, report: Report) -> None:
    """Write a stream of tuples in the order of its columns, and set the id sequence behind them."""
    table = stream.model._meta.db_table
    names = ", ".join(f'"{column}"' for column in stream.columns)
    with connection.cursor() as cursor:
        lines = (as_line(row) for row in stream.rows())
        cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', _Lines(lines, report))
        cursor.execute(f'ANALYZE "{table}"')  # triggers on later tables and at the end look things up here
    set_sequence(stream.model)


def set_sequence(model: type[models.Model]) -> None:
    """Let the table's sequence go on after its highest id."""
    key = model._meta.pk
    if not isinstance(key, models.AutoField | models.BigAutoField):
        return
    table, column = model._meta.db_table, key.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), greatest(max(id), 1), max(id) IS NOT NULL) FROM"  # noqa: S608
            f' (SELECT "{column}" AS id FROM "{table}") AS every',
            [f'"{table}"', column],
        )


def history_triggers(tables: list[str]) -> list[tuple[str, str]]:
    """(table, trigger) of the edit history (pghistory) on some tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgname LIKE 'pgtrigger_insert_insert_%%' AND c.relname = ANY(%s)"
            " ORDER BY 1, 2",
            [tables],
        )
        return [(table, trigger) for table, trigger in cursor.fetchall()]


@contextmanager
def without_history(tables: list[str], *, also: Iterable[tuple[str, str]] = ()) -> Iterator[None]:
    """Switch off, inside this transaction only, the history's triggers on the tables and those named in `also`."""
    triggers = [*history_triggers(tables), *also]
    with connection.cursor() as cursor:
        for table, trigger in triggers:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{trigger}"')
    yield
    with connection.cursor() as cursor:
        cursor.execute(CHECK_NOW)
        for table, trigger in triggers:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER "{trigger}"')


@contextmanager
def without_keys(table: str) -> Iterator[None]:
    """Take a table's foreign keys off, inside this transaction only, and put them on again.

    Putting one on checks all rows by one join; left on, each of a quarter of a million rows asks five times.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHECK_NOW)
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid = %s::regclass ORDER BY conname",
            [table],
        )
        keys = cursor.fetchall()
        for name, _definition in keys:
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    yield
    with connection.cursor() as cursor:
        for name, definition in keys:
            cursor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
