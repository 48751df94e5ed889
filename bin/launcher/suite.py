"""`bin/test`: what CI runs, against services that are thrown away afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher.environment import own_environment, with_services
from launcher.locks import FileLock, is_held
from launcher.pip_source import apt_install
from launcher.places import Places
from launcher.postgres import THROW_AWAY, Postgres
from launcher.progress import Progress
from launcher.python_environment import Environment
from launcher.services import Service, start
from launcher.signals import StopFlag
from launcher.supervisor import Child, describe
from launcher.valkey import Valkey

LOCKS = ("requirements.txt", "requirements-dev.txt")
TESTS = "Tests"
BROWSERS = ("chromium", "chromium-browser")
SETTINGS_MODULE = "pembinaan.settings.test"


@dataclass(frozen=True)
class Stage:
    """One part of the suite: a headline and the words after the interpreter."""

    title: str
    command: tuple[str, ...]


CHECKS = (
    Stage("Lint", ("-m", "ruff", "check", ".")),
    Stage("Format", ("-m", "ruff", "format", "--check", ".")),
    Stage("Templates", ("-m", "djlint", "templates", "--lint")),
    Stage("Types", ("-m", "mypy", ".")),
    Stage("Import rules", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
    Stage("Missing migrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
    Stage("Translations", ("locale/catalogue.py", "check")),
)


def pytest_stage(arguments: Sequence[str]) -> Stage:
    """Return the tests; parallel unless the arguments decide that."""
    decided = any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in arguments)
    parallel = () if decided else ("-n", "auto")
    return Stage(TESTS, ("-m", "pytest", *parallel, *arguments))


def main(places: Places, arguments: Sequence[str], flag: StopFlag) -> int:
    """Run all stages, or only pytest when it is given arguments; 1 when one of them fails."""
    progress = Progress()
    places.make()
    Environment(places, progress, flag).ensure(LOCKS)
    environment = {
        **own_environment(places),
        "DJANGO_SETTINGS_MODULE": SETTINGS_MODULE,
        "PEMBINAAN_CHROMIUM": browser(places, progress, flag),
    }
    stages = (*(() if arguments else CHECKS), pytest_stage(arguments))
    with throw_away_services(places, progress, flag) as services:
        environment = with_services(environment, services, places)
        environment["VAR_DIR"] = str(files_directory(services))
        failed = [stage.title for stage in stages if not run(stage, places, environment, flag)]
    if failed and failed != [TESTS]:
        progress.say(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def run(stage: Stage, places: Places, environment: Mapping[str, str], flag: StopFlag) -> bool:
    """Run one stage on our terminal; say whether it went well."""
    print(f"\n── {stage.title}", flush=True)
    begun = time.monotonic()
    process = subprocess.Popen([places.python, *stage.command], cwd=places.root, env=dict(environment))
    try:
        while process.poll() is None:
            flag.pause()
    finally:
        end_in_our_group(process)
    well = process.returncode == 0
    if not (well and stage.title == TESTS):  # pytest's own last line closes a good run
        verdict = "well" if well else describe(process.returncode)
        print(f"── {stage.title}: {verdict} ({time.monotonic() - begun:.1f} s)", flush=True)
    return well


def end_in_our_group(process: subprocess.Popen[bytes]) -> None:
    """Stop a child that shares our process group (so that Ctrl-C reaches it by itself)."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def browser(places: Places, progress: Progress, flag: StopFlag) -> str:
    """Return the path of a Chromium that works, installed by apt as root; else an empty text."""
    chosen = os.environ.get("PEMBINAAN_CHROMIUM")
    if chosen is not None:
        return chosen
    if not (found := working_browser()) and os.geteuid() == 0 and shutil.which("apt-get"):
        apt_install(["chromium"], places, progress, flag)
        found = working_browser()
    if not found:
        progress.say("!!! BROWSER TESTS ARE SKIPPED: no chromium; run: sudo apt-get install -y chromium")
    return found


def working_browser() -> str:
    """Return the path of an installed Chromium that starts, else an empty text."""
    for name in BROWSERS:
        if path := shutil.which(name):
            asked = subprocess.run([path, "--version"], capture_output=True, check=False)
            if asked.returncode == 0 and b"hromium" in asked.stdout:
                return path
    return ""


@contextmanager
def throw_away_services(places: Places, progress: Progress, flag: StopFlag) -> Iterator[list[Service]]:
    """Run PostgreSQL and Valkey in a new directory that is removed afterwards."""
    remove_leftovers(places)
    directory = Path(tempfile.mkdtemp(prefix="test-", dir=places.var))
    sockets = Path(f"{places.socket_directory}-{directory.name}")
    services: list[Service] = [
        Postgres(places, directory / "postgres", sockets, directory / "pg.log", THROW_AWAY),
        Valkey(places, directory / "valkey", directory / "valkey.log"),
    ]
    children: list[Child] = []
    with FileLock(directory / "lock") as lock:
        lock.try_exclusive()
        try:
            with progress.step("Starting throw-away PostgreSQL and Valkey"):
                for service in services:
                    children.append(start(service, flag.check))  # noqa: PERF401  (each is stopped, come what may)
            yield services
        finally:
            for child in children:
                child.stop(5.0)
            shutil.rmtree(sockets, ignore_errors=True)
            shutil.rmtree(directory, ignore_errors=True)


def files_directory(services: Sequence[Service]) -> Path:
    """Return where the tests keep files, so that those of the running site are left alone."""
    files = services[0].log.parent / "files"
    (files / "static").mkdir(parents=True, exist_ok=True)
    return files


def remove_leftovers(places: Places) -> None:
    """Remove directories of test runs that were killed."""
    for directory in places.var.glob("test-*"):
        if not is_held(directory / "lock"):
            shutil.rmtree(directory, ignore_errors=True)
