"""Peak memory and time of a list as XLSX: all its rows against 5,000 of them. Aim: the same memory, within 5 MB.

Each file is asked for through the site's own layers in a process of its own, and read to its last byte as it comes.
"""

import multiprocessing
import resource
import time
from dataclasses import asdict, dataclass
from typing import Any

import common

ROWS, FEW, QUICK_ROWS = 50_000, 5_000, 10_000
AIM_MB = 5.0
PATH = "/kelola/pendaftaran/?unduh=xlsx&program={program}"


@dataclass(frozen=True)
class Export:
    """One file as it was made and sent."""

    rows: int
    seconds: float
    peak_mb: float
    megabytes: float


def main() -> None:
    options = common.arguments(__doc__, rows=ROWS)
    rows = QUICK_ROWS if options.quick else options.rows
    with common.bench() as running:
        running.manage("migrate", "-v0")
        running.manage("demo", "--if-absent")
        in_a_process(fill, running.environment, {"few": FEW, "many": rows})
        few = in_a_process(export, running.environment, "few", FEW)
        many = in_a_process(export, running.environment, "many", rows)
    for each in (few, many):
        print(f"{each.rows:>8,} rows  {each.seconds:6.1f} s  {each.peak_mb:6.1f} MB at most  {each.megabytes:5.1f} MB")
    more = many.peak_mb - few.peak_mb
    print(f"{more:+.1f} MB for {rows - FEW:,} rows more (aim: {AIM_MB:.0f} MB at most)")
    common.tell(options, "export", {"more_mb": round(more, 1), "few": asdict(few), "many": asdict(many)})


def in_a_process(work: Any, environment: dict[str, str], *arguments: Any) -> Any:
    """Run in a fresh process, so that its peak is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_inside, (work, environment, *arguments))


def _inside(work: Any, environment: dict[str, str], *arguments: Any) -> Any:
    import os  # noqa: PLC0415

    os.environ.update(environment)
    import django  # noqa: PLC0415  needs the environment

    django.setup()
    return work(*arguments)


def fill(sizes: dict[str, int]) -> None:
    """A program of each code with that many applications, each with its trail, in one batch."""
    from django.db import connection, transaction  # noqa: PLC0415

    for code, size in sizes.items():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(PROGRAM, [code, code])
            cursor.execute(BATCH, [code])
            (batch,) = cursor.fetchone()
            cursor.execute("INSERT INTO programs_batchchange (batch_id, from_state, to_state, at, reason) "
                           "VALUES (%s, '', 'draft', now(), '')", [batch])  # fmt: skip
            cursor.execute(ENROLLMENTS, [batch, size])
            cursor.execute(TRAIL, [batch])


PROGRAM = """
INSERT INTO programs_program (code, title, summary, training_type_id, competency, learning_hours, target_elements,
    published)
SELECT %s, 'Ukuran ' || %s, '', min(id), 'teknis', 10, '[]', false FROM programs_trainingtype
"""
BATCH = """
INSERT INTO programs_batch (program_id, number, starts_on, ends_on, enrollment_opens_at, enrollment_closes_at, seats,
    offer_hours, attendance_share, state, cancel_reason, agreement_needed)
SELECT id, 1, date '2030-02-01', date '2030-02-02', '2030-01-01', '2030-01-31', 40, 24, 0.8, 'draft', '', false
FROM programs_program WHERE code = %s RETURNING id
"""
# Declined applications: the same people may have many.
ENROLLMENTS = """
INSERT INTO programs_enrollment (batch_id, employee_id, unit_id, state, requested_at, reason)
SELECT %s, employee_id, unit_id, 'declined', now(), 'Alasan yang ditulis kepala unit, dengan beberapa kata.'
FROM (SELECT employee_id, unit_id FROM people_assignment WHERE main AND ends_on IS NULL ORDER BY id LIMIT 1000) person,
    generate_series(1, 1000) LIMIT %s
"""
TRAIL = """
INSERT INTO programs_enrollmentchange (enrollment_id, from_state, to_state, at, reason)
SELECT id, '', 'declined', now(), reason FROM programs_enrollment WHERE batch_id = %s
"""


def export(program: str, rows: int) -> Export:
    """Ask for the list of a program as a file and read it to the end."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from inside import sign_in  # noqa: PLC0415

    account = sign_in("hr")[1]
    client = Client(SERVER_NAME="localhost")
    client.force_login(account, settings.AUTHENTICATION_BACKENDS[0])
    started = time.perf_counter()
    answer = client.get(PATH.format(program=program))
    assert answer.status_code == 200, answer.status_code
    size = sum(len(part) for part in answer.streaming_content)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Export(rows, round(seconds, 2), round(peak, 1), round(size / 1024**2, 2))


if __name__ == "__main__":
    main()
