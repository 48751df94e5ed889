"""Lets PostgreSQL run where the launcher runs as root.

PostgreSQL refuses to run as root. It gets the user of the checkout, or `nobody`, and, so that
a checkout below a closed directory such as /root works without opening that directory to
others, the one capability to walk and read everywhere.
"""

import ctypes
import os
import pwd
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher.problems import Problem

PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 4
"""Without it access(2), by which PostgreSQL looks for its own programs, ignores capabilities."""
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def _call(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def die_with_parent(parent: int, signal_number: int) -> None:
    """Ask the kernel for a signal when the parent ends; for use between fork and exec."""
    _call(_libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0))
    if os.getppid() != parent:  # it ended before the request
        os._exit(1)


@dataclass(frozen=True)
class RunAs:
    """A user to become between fork and exec, with at most one capability kept."""

    user: int
    group: int
    capability: int | None = None

    def apply(self) -> None:
        """Become that user for good."""
        if self.capability is not None:
            _call(_libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0))
        os.setgroups([])
        os.setgid(self.group)
        os.setuid(self.user)
        if self.capability is not None:
            self._keep(self.capability)

    @staticmethod
    def _keep(capability: int) -> None:
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        mask = 1 << capability
        data = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
        _call(_libc.capset(ctypes.byref(header), ctypes.byref(data)))
        _call(_libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))

    def can_run(self, program: Path, directory: Path) -> bool:
        """Say whether the program starts and the directory opens with these rights."""

        def try_out() -> None:
            self.apply()
            if not (os.access(program, os.X_OK) and os.access(directory, os.X_OK)):
                raise PermissionError

        try:
            done = subprocess.run([program, "--version"], preexec_fn=try_out, capture_output=True, check=False, cwd="/")
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0


def _owner_for(data: Path, checkout: Path) -> pwd.struct_passwd:
    """Return whom the data belongs to already, else the checkout's owner, else nobody."""
    for place in (data, checkout):
        if place.exists() and (owner := place.stat().st_uid) != 0:
            try:
                return pwd.getpwuid(owner)
            except KeyError:
                continue
    return pwd.getpwnam("nobody")


def user_for(program: Path, data: Path, checkout: Path) -> RunAs | None:
    """Return whom `program` must run as to keep its files in `data` (None: as ourselves).

    Raises `Problem` when no allowed user can reach both.
    """
    if os.geteuid() != 0:
        return None
    owner = _owner_for(data, checkout)
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE, None):
        candidate = RunAs(owner.pw_uid, owner.pw_gid, capability)
        if candidate.can_run(program, data.parent):
            return candidate
    raise Problem(
        f"PostgreSQL refuses to run as root, and the user {owner.pw_name} cannot reach"
        f" {data.parent}; move the checkout to a directory that others may enter."
    )


def own_user_name() -> str:
    """Return our own name; `Problem` when the machine knows none for our number."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as error:
        raise Problem(
            f"this machine has no user for number {os.geteuid()}, and PostgreSQL needs one;"
            f" run as a user that /etc/passwd names."
        ) from error


def child_setup(signal_number: int, run_as: RunAs | None) -> Callable[[], None]:
    """Return what a child does between fork and exec."""
    parent = os.getpid()

    def set_up() -> None:
        if run_as is not None:
            run_as.apply()
        die_with_parent(parent, signal_number)  # last: a change of user would undo it

    return set_up
