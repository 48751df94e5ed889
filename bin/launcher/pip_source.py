"""Where pip comes from on machines that split it off from Python."""

import importlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence

from launcher.places import Places
from launcher.problems import Problem
from launcher.processes import Launch, listen
from launcher.progress import Progress
from launcher.signals import StopFlag

ASTRAY = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"}


def clean_environment() -> dict[str, str]:
    """Return our environment without what would lead another Python or pip astray."""
    kept = {name: value for name, value in os.environ.items() if name not in ASTRAY}
    return kept | {
        "PIP_USER": "0",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
    }


def has_ensurepip() -> bool:
    """Say whether this Python can put pip into an environment (Debian splits that off)."""
    return importlib.util.find_spec("ensurepip") is not None


def _has_own_pip() -> bool:
    """Say whether this Python's own pip can install into another environment (22.3 or newer)."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", sys.executable, "--version"],
        capture_output=True,
        check=False,
        env=clean_environment(),
    )
    return done.returncode == 0


def ensure(places: Places, progress: Progress, flag: StopFlag) -> None:
    """Make sure that pip can be had: from ensurepip, from Python's own pip, or from apt as root.

    Raises `Problem` with the command to run when none of them is there.
    """
    if has_ensurepip() or _has_own_pip():
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt_install([package], places, progress, flag)
        importlib.invalidate_caches()
    if not has_ensurepip():
        raise Problem(f"this Python lacks venv; run: sudo apt-get install -y {package}")


def apt_install(packages: Sequence[str], places: Places, progress: Progress, flag: StopFlag) -> bool:
    """Install Debian packages as root; say whether that went well."""
    environment = clean_environment() | {"DEBIAN_FRONTEND": "noninteractive"}
    log, shown = places.log / "apt.log", re.compile(r"^(\S.*)$")
    commands = (["apt-get", "update"], ["apt-get", "install", "-y", *packages])
    with progress.step(f"Installing {', '.join(packages)} with apt-get") as step:
        launches = [Launch(command, log, environment) for command in commands]
        codes = [listen(launch, step, flag, shown).code for launch in launches]
    return codes[-1] == 0
