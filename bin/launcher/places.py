"""Where things are in a checkout."""

import base64
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher.problems import Problem

SOCKET_PATH_LIMIT = 107
"""Longest path of a Unix socket in bytes (sys/un.h)."""


@dataclass(frozen=True)
class Places:
    """The directories of one checkout."""

    root: Path

    @classmethod
    def of_this_checkout(cls) -> "Places":
        """Return the checkout this file belongs to."""
        return cls(Path(__file__).resolve().parents[2])

    @property
    def var(self) -> Path:
        """Everything made at run time, apart from the virtual environment."""
        return self.root / "var"

    @property
    def log(self) -> Path:
        """Logs, one file a process."""
        return self.var / "log"

    @property
    def run(self) -> Path:
        """Locks and addresses of what is running."""
        return self.var / "run"

    @property
    def venv(self) -> Path:
        """The virtual environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter of the virtual environment."""
        return self.venv / "bin" / "python"

    @property
    def site_packages(self) -> Path:
        """Installed packages; raises `Problem` when there are none."""
        for found in sorted(self.venv.glob("lib/python3.*/site-packages")):
            return found
        raise Problem(f"{self.venv} holds no packages; remove it and start again.")

    @property
    def socket_directory(self) -> Path:
        """A short private directory for sockets: the checkout's own path may be too long."""
        key = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        name = f"pembinaan-{os.geteuid()}-{key}"
        wanted = Path(tempfile.gettempdir()) / name
        plain = re.fullmatch(r"[\w./-]+", str(wanted), re.ASCII)  # it stands in an address
        fits = plain and len(os.fsencode(wanted)) + len("/.s.PGSQL.5432") <= SOCKET_PATH_LIMIT
        return wanted if fits else Path("/tmp") / name  # noqa: S108  (checked for its owner)

    def make(self) -> None:
        """Make the directories under var/; `Problem` when they belong to somebody else."""
        if odd := set('"$`\\\n') & set(str(self.root)):
            raise Problem(
                f"the path {self.root} contains {''.join(odd)!r}, which PostgreSQL's programs"
                f" cannot bear; move this checkout to a plainer place."
            )
        for directory in (self.var, self.run, self.log):
            directory.mkdir(mode=0o700, exist_ok=True)
        for directory in (self.root, self.var, self.run, self.log, self.venv):
            if directory.exists() and not os.access(directory, os.W_OK):
                raise Problem(
                    f"you may not write in {directory}; start as its owner,"
                    f" or give it back: sudo chown -R $(id -un) '{directory}'"
                )


def write_private(path: Path, text: str, mode: int = 0o600) -> None:
    """Write a file so that readers see the old or the new text, never a half."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    if os.geteuid() == 0:  # root in somebody's checkout leaves it theirs
        owner = path.parent.stat()
        os.chown(fresh, owner.st_uid, owner.st_gid)
    fresh.replace(path)


def secret_key(places: Places) -> str:
    """Return this checkout's own secret key, made once."""
    return _made_once(places.var / "secret-key", lambda: secrets.token_urlsafe(50))


def complaint_key(places: Places) -> str:
    """Return the key that seals this checkout's complaints (Fernet: 32 random bytes), made once."""
    return _made_once(places.var / "complaint-key", lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


def _made_once(path: Path, make: Callable[[], str]) -> str:
    if not path.exists() or not path.read_text(encoding="utf-8").strip():
        write_private(path, make() + "\n")
    return path.read_text(encoding="utf-8").strip()
