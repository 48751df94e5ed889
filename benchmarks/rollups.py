"""Many answers: loaded, folded, verified, rebuilt, with the memory of this process and of PostgreSQL.

10 million answers (--answers N) of 150 units over 36 months. Aims: minutes for each step, and memory that does not
grow with the number of answers. `python3 benchmarks/rollups.py --answers 1000000` beside it shows that.
"""

import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import common
from memory import measure

ANSWERS, QUICK = 10_000_000, 200_000
CHUNK, UNITS, DAYS = 500_000, 150, 1_095

FILL = """
    INSERT INTO surveys_response (unit_id, version_id, item_count, scores, channel, submitted_at, day, client_id)
    SELECT u.ids[1 + n %% %(units)s], %(version)s, 9,
        ARRAY[4 - n %% 2, 3, 4 - n %% 3, 4, 2 + n %% 3, 3, 4, 1 + n %% 4, 3]::smallint[],
        (ARRAY['web', 'kiosk', 'link', 'paper'])[1 + n %% 4], d.day + interval '5 hours', d.day, gen_random_uuid()
    FROM generate_series(%(first)s::bigint, %(last)s) n,
        LATERAL (SELECT (date '2023-01-01' + (n * 7919 %% %(days)s)::int) AS day) d,
        (SELECT array_agg(id) AS ids FROM people_unit WHERE code LIKE 'bench-%%') u
"""


def main() -> None:
    options = common.arguments(__doc__, answers=ANSWERS)
    answers = QUICK if options.quick else options.answers
    with common.bench() as running:
        running.manage("migrate", "-v0")
        running.django()
        from surveys import rollups  # noqa: PLC0415  needs the site's settings

        make_units()
        steps: dict[str, dict[str, float]] = {}
        postgres = running.children[0].process.pid if running.children else 0
        for name, work in (
            ("load", lambda: load(answers)),
            ("fold a tenth", lambda: fold(answers // 10)),
            ("rebuild", rollups.rebuild),
            ("verify", lambda: agree(rollups.verify())),
        ):
            steps[name] = measured(work, postgres)
            print(f"{name:<14} {steps[name]['seconds']:>8.1f} s   PostgreSQL {steps[name]['postgres_mb']:>6.0f} MB")
    python = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"this process at most {python:.0f} MB")
    common.tell(options, "rollups", {"answers": answers, "steps": steps, "python_mb": round(python, 1)})


def make_units() -> None:
    """Units to rate."""
    from people.models import Sector, Unit  # noqa: PLC0415

    values = {"kind": "puskesmas", "sector": Sector.objects.get(code="health"), "starts_on": "2020-01-01"}
    Unit.objects.bulk_create(
        Unit(code=f"bench-{number}", name=f"Unit ukur {number}", **values) for number in range(UNITS)
    )


def load(answers: int) -> None:
    """Store answers in chunks, each of which also waits in the queue, as citizens' do."""
    from django.db import connection  # noqa: PLC0415

    from surveys.models import QuestionnaireVersion  # noqa: PLC0415

    version = QuestionnaireVersion.objects.current("skm").get().pk
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for first in range(1, answers + 1, CHUNK):
            last = min(first + CHUNK - 1, answers)
            cursor.execute(FILL, {"units": UNITS, "days": DAYS, "version": version, "first": first, "last": last})


def fold(answers: int) -> None:
    """Fold so many answers of the queue, batch by batch, as the worker does."""
    from surveys import rollups  # noqa: PLC0415

    while answers > 0:
        answers -= rollups.fold()


def agree(differences: list[Any]) -> None:
    """Stop when the roll-ups differ from the answers."""
    if differences:
        sys.exit(f"the roll-ups differ from the answers: {differences}")


def measured(work: Callable[[], object], postgres: int) -> dict[str, float]:
    """Seconds of a piece of work, and how much memory PostgreSQL's processes held at most meanwhile, in MB."""
    with _peak_of(postgres) as peak:
        begun = time.perf_counter()
        work()
        seconds = time.perf_counter() - begun
    return {"seconds": round(seconds, 1), "postgres_mb": round(max(peak, default=0.0), 1)}


@contextmanager
def _peak_of(postgres: int) -> Iterator[list[float]]:
    seen: list[float] = []
    over = threading.Event()

    def watch() -> None:
        while postgres and not over.wait(0.5):
            try:
                seen.append(measure("postgres", postgres)[0].pss)
            except (OSError, KeyError):  # a process ended between listing and reading
                continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


if __name__ == "__main__":
    main()
