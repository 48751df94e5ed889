"""50,000 answers sent by 8 clients while the worker that folds them is killed twice; then everything is recounted.

Ends with an error when an answer is lost or counted twice: `manage.py rollups --verify` must agree, and the roll-ups
must hold as many answers as were thanked for.
"""

import os
import signal
import sys
import threading
import time

import common
import survey

ANSWERS, QUICK = 50_000, 5_000
KILLS = 2
SLICE_SECONDS, QUICK_SLICE_SECONDS = 10.0, 2.0


def main() -> None:
    options = common.arguments(__doc__)
    wanted = QUICK if options.quick else ANSWERS
    seconds = QUICK_SLICE_SECONDS if options.quick else SLICE_SECONDS
    with common.bench() as running:
        running.manage("migrate", "-v0")
        running.django()
        survey.make_unit()
        with common.site(running, whole=True, demo=False) as port:
            begun, sent, kills = time.perf_counter(), 0, 0
            while sent < wanted:
                killer = threading.Timer(seconds / 2, kill_worker, [running]) if kills < KILLS else None
                if killer:
                    killer.start()
                    kills += 1
                sent += survey.send(port, seconds)[0]
                if killer:
                    killer.join()
            took = time.perf_counter() - begun
        counted = recounted(running, sent)
    print(f"{sent:,} answers in {took:.0f} s, the worker killed {kills} times: {counted:,} counted, all agree")
    common.tell(options, "killed_worker", {"sent": sent, "counted": counted, "kills": kills, "verified": True})


def kill_worker(running: common.Bench) -> None:
    """Kill the worker with all its processes, as a lack of memory does, and start it again."""
    worker = next(child for child in running.children if child.name == "worker")
    if worker.process is None:
        sys.exit("there is no worker to kill")
    os.killpg(os.getpgid(worker.process.pid), signal.SIGKILL)
    worker.process.wait()
    worker.start()


def recounted(running: common.Bench, sent: int) -> int:
    """How many answers the roll-ups hold once nothing waits, after comparing them with the answers."""
    from django.db.models import Sum  # noqa: PLC0415  needs the site's settings

    from surveys.models import DailyRollup  # noqa: PLC0415

    running.manage("rollups")
    running.manage("rollups", "--verify")
    counted = DailyRollup.objects.aggregate(total=Sum("count"))["total"]
    if counted != sent:
        sys.exit(f"{sent} answers were thanked for, {counted} are counted")
    return int(counted)


if __name__ == "__main__":
    main()
