"""Real server processes in front of the test's own database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
READY_SECONDS = 60


@contextmanager
def served(application: str = "pembinaan.wsgi:application") -> Iterator[int]:
    """Two processes of three threads each, as bin/run starts them; yields their port."""
    port = free_port()
    words = ["granian", "--interface=wsgi", f"--host={HOST}", f"--port={port}", "--workers=2", "--blocking-threads=3"]
    server = subprocess.Popen(
        [sys.executable, "-m", *words, "--no-ws", application],
        cwd=ROOT,
        env=environment_of_tests(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def environment_of_tests() -> dict[str, str]:
    """The environment of a process that works on the test's own database; without a host, PGHOST names the socket."""
    address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
    return {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "pembinaan.settings.test"}


def free_port() -> int:
    """A port that nobody uses yet."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return
