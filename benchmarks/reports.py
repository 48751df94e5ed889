"""The official reports of all units in one go: how long they take, how much memory the worker needs.

A process of its own works as the worker does: it takes the job, makes each unit's PDF and workbook, and keeps both.
A second run over the same figures shows what it costs to find that nothing has changed; the ZIP is read as a browser
would. `--units` takes fewer than all.
"""

import json
import subprocess
import sys
import time
import tracemalloc
from typing import Any

from common import Bench, arguments, bench, tell

WORK = """
import json, resource, sys, time
import django
django.setup()
from django.utils import timezone
from documents import jobs
began = time.perf_counter()
while jobs.run_waiting(now=timezone.now()):
    pass
print(json.dumps({"seconds": time.perf_counter() - began,
                  "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def worked(running: Bench) -> dict[str, float]:
    """Do all waiting jobs in a process of their own; its seconds and its peak of memory."""
    words = [sys.executable, "-c", WORK]
    done = subprocess.run(words, env=running.environment, stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def asked(units: int) -> Any:
    """A run of the last finished quarter over so many units; 0: all."""
    from django.utils import timezone  # noqa: PLC0415  needs Django

    from pembinaan.base.dates import today  # noqa: PLC0415
    from people.models import Account, Role  # noqa: PLC0415
    from surveys.periods import quarter_of  # noqa: PLC0415
    from surveys.reporting.runs import ask_for_reports  # noqa: PLC0415

    by = Account.objects.get(pk=Role.objects.filter(kind="hr").values_list("account", flat=True).first())
    run = ask_for_reports(span=quarter_of(today()).before(), by=by, now=timezone.now())
    if units:
        kept = list(run.tasks.order_by("pk").values_list("pk", flat=True)[:units])
        run.tasks.exclude(pk__in=kept).delete()
    return run


def fetched(run: Any) -> dict[str, float]:
    """Read the ZIP to its end; its size, its seconds, and the most that Python held of it."""
    from documents.archive import zipped  # noqa: PLC0415  needs Django

    tasks = run.tasks.filter(report__isnull=False).select_related("report__pdf", "report__workbook")
    files = [file for task in tasks for file in (task.report.pdf, task.report.workbook)]
    tracemalloc.start()
    began, size = time.perf_counter(), 0
    for piece in zipped(files):
        size += len(piece)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {"zip_mb": size / 2**20, "zip_seconds": time.perf_counter() - began, "zip_held_mb": held / 2**20}


def main() -> None:
    """Measure and tell."""
    options = arguments(__doc__ or "", units=0)
    with bench() as running:
        running.manage("migrate", "-v0")
        running.manage("demo", "--if-absent")
        running.django()
        units = options.units or (20 if options.quick else 0)
        run = asked(units)
        first = worked(running)
        made = run.tasks.filter(state="done").count()
        second = asked(units)
        again = worked(running)
        results = {
            "units": run.tasks.count(),
            "reports": made,
            "seconds": round(first["seconds"], 1),
            "seconds_a_report": round(first["seconds"] / max(made, 1), 2),
            "peak_mb": round(first["peak_mb"]),
            "again_seconds": round(again["seconds"], 1),
            "again_same": second.tasks.filter(report__in=run.tasks.values("report")).count(),
            **{name: round(value, 2) for name, value in fetched(run).items()},
        }
        tell(options, "reports", results)


if __name__ == "__main__":
    main()
