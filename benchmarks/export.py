"""Peak memory and time of a list as XLSX: all its rows against 5,000 of them. Aim: the same memory, within 5 MB.

Each file is asked for through the site's own layers in a process of its own, and read to its last byte as it comes.
"""

import multiprocessing
import os
import resource
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
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
    os.environ.update(environment)
    import django  # noqa: PLC0415  needs the environment

    django.setup()
    return work(*arguments)


def fill(sizes: dict[str, int]) -> None:
    """A program of each code with one batch and that many applications, each with its trail."""
    from django.db import connection, transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from programs.models import Batch, BatchChange, Program, TrainingType  # noqa: PLC0415

    now = timezone.now()
    for code, size in sizes.items():
        form = TrainingType.objects.order_by("pk")[0]
        program = Program(code=code, title=f"Ukuran {code}", training_type=form, competency="teknis", learning_hours=10)
        batch = Batch(program=program, number=1, starts_on=now.date(), ends_on=now.date(), seats=40)
        batch.enrollment_opens_at, batch.enrollment_closes_at = now - timedelta(days=9), now - timedelta(days=1)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            program.save()
            batch.save()
            BatchChange.objects.create(batch=batch, to_state=batch.state, at=now)
            cursor.execute(ENROLLMENTS, [batch.pk, size])
            cursor.execute(TRAIL, [batch.pk])


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
