"""Bringing database and static files up to date before the site starts, in one process."""

import re
from collections.abc import Mapping
from pathlib import Path

from launcher.places import Places
from launcher.problems import FULL, Problem, disk_full
from launcher.processes import Launch, Words, listen
from launcher.progress import Progress
from launcher.signals import StopFlag

SHOWN = re.compile(r"^\s*(?:Applying )?(\S.*)$")
SCRIPT = Path(__file__).with_name("prepare_site.py")


def prepare(
    places: Places,
    environment: Mapping[str, str],
    progress: Progress,
    flag: StopFlag,
    *,
    empty: bool,
) -> str:
    """Migrate, load the demo city once, collect static files; return the list of sign-ins."""
    sign_ins = places.run / "sign-ins.txt"
    sign_ins.unlink(missing_ok=True)
    command: Words = [places.python, SCRIPT, places.root, sign_ins, *(["--empty"] if empty else [])]
    launch = Launch(command, places.log / "prepare.log", environment, places.root)
    with progress.step("Preparing database, demo city and static files") as step:
        outcome = listen(launch, step, flag, SHOWN)
        if outcome.code != 0:
            raise _problem(places, launch.log, outcome.text)
    return sign_ins.read_text(encoding="utf-8") if sign_ins.exists() else ""


def _problem(places: Places, log: Path, text: str) -> Problem:
    if FULL in text or "DiskFull" in text:
        return disk_full(places.var)
    last = [line for line in text.splitlines() if line.strip()][-1:]
    return Problem(f"the database could not be prepared ({''.join(last)}); see {log}")
