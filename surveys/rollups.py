"""Folding answers into roll-ups: exactly once, in batches, without a row that every citizen queues for.

Inserting an answer also puts its id into a small queue (a trigger does it, so COPY does too). Folding takes ids out
of the queue and adds their answers to the roll-ups in the same transaction: an id is in the queue or in the roll-ups,
never in both and never in neither. No watermark of ids: a slow transaction may commit a low id late.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

BATCH: Final = 5_000
FOLDING_LOCK: Final = 0x534B4D
"""Key of the advisory lock: one folder at a time, and none during a rebuild."""

TAKE = """
    taken AS (
        DELETE FROM surveys_waitingresponse WHERE response_id IN (
            SELECT response_id FROM surveys_waitingresponse ORDER BY response_id LIMIT %(limit)s
        ) RETURNING response_id
    ),
    corrected AS (
        DELETE FROM surveys_waitingcorrection WHERE id IN (
            SELECT id FROM surveys_waitingcorrection c WHERE NOT EXISTS (
                SELECT FROM surveys_waitingresponse w WHERE w.response_id = c.response_id
            ) ORDER BY id LIMIT %(limit)s
        ) RETURNING response_id, change
    ),
    source AS (
        SELECT r.*, changes.change FROM surveys_response r JOIN (
            SELECT response_id, 1 AS change FROM taken UNION ALL SELECT response_id, change FROM corrected
        ) changes ON changes.response_id = r.id
    )
"""
EVERYTHING = """
    source AS NOT MATERIALIZED (
        SELECT r.*, 1 AS change FROM surveys_response r
        WHERE NOT EXISTS (SELECT FROM surveys_setaside s WHERE s.response_id = r.id AND s.released_at IS NULL)
    )
"""

DAILY_KEYS = "unit_id, service_id, day, channel, version_id"
MONTHLY_KEYS = "unit_id, month, version_id"
OWN_KEYS = "unit_id, month, own_version_id, position, value"
MONTH = "date_trunc('month', day::timestamp)::date"
# Answers to units' own questions, one row an answer given; position 0 counts who was asked.
OWN = f"""
    SELECT {OWN_KEYS}, sum(change) AS count FROM (
        SELECT unit_id, {MONTH} AS month, own_version_id, 0 AS position, 0 AS value, change
        FROM source WHERE own_version_id IS NOT NULL
        UNION ALL
        SELECT unit_id, {MONTH}, own_version_id, answer.key::int,
            CASE jsonb_typeof(answer.value) WHEN 'number' THEN answer.value::int ELSE 0 END, change
        FROM source, jsonb_each(extras) AS answer WHERE own_version_id IS NOT NULL
    ) AS given GROUP BY {OWN_KEYS}
"""  # noqa: S608  built from constants of this file
FIGURES = "count, sums, histogram, score_sum, score_squares"
ADDING = """
    count = mine.count + excluded.count, sums = surveys_add_arrays(mine.sums, excluded.sums),
    histogram = surveys_add_arrays(mine.histogram, excluded.histogram),
    score_sum = mine.score_sum + excluded.score_sum, score_squares = mine.score_squares + excluded.score_squares
"""


def _grouped(keys: str, month: str, items: int) -> str:
    """Figures by `keys`, written out item by item: unnesting each answer would take ten times as long.

    Each answer's `change` is 1, or -1 when it is taken out because it was set aside.
    """
    places = range(1, items + 1)
    sums = ", ".join(f"coalesce(sum(change * scores[{place}]), 0)" for place in places)
    counts = ", ".join(
        f"coalesce(sum(change) FILTER (WHERE scores[{place}] = {answer}), 0)"
        for place in places
        for answer in (1, 2, 3, 4)
    )
    score = " + ".join(f"coalesce(scores[{place}], 0)" for place in places)
    return f"""
        SELECT {keys}, sum(change) AS count, (ARRAY[{sums}])[:item_count] AS sums,
            (ARRAY[{counts}])[:4 * item_count] AS histogram,
            sum(change * score) AS score_sum, sum(change * score * score) AS score_squares, count(*) AS looked_at
        FROM (SELECT *, {month} AS month, {score} AS score FROM source) AS answers GROUP BY {keys}, item_count
    """  # noqa: S608  built from names and numbers of this file


def _counted(source: str, items: int) -> str:
    """The common part of all statements: the answers of `source`, by day and by month."""
    return f"""
        WITH {source}, daily AS ({_grouped(DAILY_KEYS, MONTH, items)}),
        monthly AS ({_grouped(MONTHLY_KEYS, MONTH, items)}),
        own AS ({OWN})
    """


def _write(source: str, items: int) -> str:
    """One statement that adds the answers of `source` to the roll-ups and returns how many it looked at."""
    return f"""
        {_counted(source, items)},
        into_daily AS (
            INSERT INTO surveys_dailyrollup AS mine ({DAILY_KEYS}, {FIGURES})
            SELECT {DAILY_KEYS}, {FIGURES} FROM daily
            ON CONFLICT (unit_id, day, service_id, channel, version_id) DO UPDATE SET {ADDING}
        ),
        into_monthly AS (
            INSERT INTO surveys_monthlyrollup AS mine ({MONTHLY_KEYS}, {FIGURES})
            SELECT {MONTHLY_KEYS}, {FIGURES} FROM monthly
            ON CONFLICT (unit_id, month, version_id) DO UPDATE SET {ADDING}
        ),
        into_own AS (
            INSERT INTO surveys_ownrollup AS mine ({OWN_KEYS}, count) SELECT {OWN_KEYS}, count FROM own
            ON CONFLICT ({OWN_KEYS}) DO UPDATE SET count = mine.count + excluded.count
        )
        SELECT coalesce(sum(looked_at), 0) FROM monthly
    """  # noqa: S608


def _most_items(cursor: CursorWrapper) -> int:
    """How many items the longest published questionnaire has."""
    cursor.execute("SELECT coalesce(max(item_count), 1) FROM surveys_questionnaireversion")
    return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows of one roll-up that don't agree with the answers and the queue."""

    rollup: str
    rows: int


def fold(*, limit: int = BATCH) -> int:
    """Add up to `limit` waiting answers to the roll-ups, and take out or in what was set aside or put back.

    Returns how many there were; 0 when another folder is at work.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # Without this lock two folders would wait for each other's roll-up rows, in any order: deadlocks. That an
        # answer counts once needs no lock: only one of two transactions can delete its row of the queue.
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [FOLDING_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_write(TAKE, _most_items(cursor)), {"limit": limit})
        return int(cursor.fetchone()[0])


def fold_all(*, limit: int = BATCH) -> int:
    """Fold batch after batch until none is left; return how many answers were folded."""
    folded = 0
    while batch := fold(limit=limit):
        folded += batch
    return folded


def rebuild() -> int:
    """Compute all roll-ups anew from the answers, while answers keep coming; return how many were counted.

    Must not run inside a transaction: one snapshot decides which answers are counted now and which stay in the queue.
    """
    with _folding_stopped(), _one_snapshot() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        for table in ("dailyrollup", "monthlyrollup", "ownrollup", "waitingresponse", "waitingcorrection"):
            cursor.execute(f"DELETE FROM surveys_{table}")  # noqa: S608
        cursor.execute(_write(EVERYTHING, _most_items(cursor)))
        return int(cursor.fetchone()[0])


def verify() -> list[Difference]:
    """Recount all answers that aren't waiting, in one snapshot, and compare; empty when everything agrees.

    Must not run inside a transaction.
    """
    with _one_snapshot() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(_comparison(_most_items(cursor)))
        differences = [Difference(rollup, int(rows)) for rollup, rows in cursor.fetchall()]
    return [difference for difference in differences if difference.rows]


def waiting_count() -> int:
    """How many answers wait for the next folding."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM surveys_waitingresponse")
        return int(cursor.fetchone()[0])


# What each answer's share of the roll-ups must be now: 1, or 0 once it was set aside; less what still waits.
NOT_WAITING = """
    source AS NOT MATERIALIZED (
        SELECT * FROM (
            SELECT r.*, 1 - (s.response_id IS NOT NULL)::int - (w.response_id IS NOT NULL)::int
                - coalesce(c.change, 0) AS change
            FROM surveys_response r
            LEFT JOIN surveys_setaside s ON s.response_id = r.id AND s.released_at IS NULL
            LEFT JOIN surveys_waitingresponse w ON w.response_id = r.id
            LEFT JOIN (
                SELECT response_id, sum(change)::int AS change FROM surveys_waitingcorrection GROUP BY response_id
            ) c ON c.response_id = r.id
        ) AS folded WHERE change <> 0
    )
"""


def _unequal(name: str, keys: str, figures: str = FIGURES) -> str:
    stored = f"SELECT {keys}, {figures} FROM surveys_{name}rollup WHERE count <> 0"  # noqa: S608
    counted = f"SELECT {keys}, {figures} FROM {name}"  # noqa: S608
    return f"""
        SELECT '{name}', count(*) FROM (
            ({stored} EXCEPT ALL {counted}) UNION ALL ({counted} EXCEPT ALL {stored})
        ) AS unequal
    """  # noqa: S608


def _comparison(items: int) -> str:
    own = _unequal("own", OWN_KEYS, "count")
    unequal = f"{_unequal('daily', DAILY_KEYS)} UNION ALL {_unequal('monthly', MONTHLY_KEYS)} UNION ALL {own}"
    return f"{_counted(NOT_WAITING, items)} {unequal}"


@contextmanager
def _one_snapshot() -> Iterator[CursorWrapper]:
    """A transaction whose statements all see the same answers."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield cursor


@contextmanager
def _folding_stopped() -> Iterator[None]:
    """Wait for a running folding and keep others out; taken before the snapshot, or it would see too little."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [FOLDING_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [FOLDING_LOCK])
            cursor.execute("RESET statement_timeout")
            cursor.execute("RESET lock_timeout")
