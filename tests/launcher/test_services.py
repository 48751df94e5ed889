"""PostgreSQL and Valkey for real, below a very long path, as whoever runs the tests."""

import io
import os
import signal
import subprocess

from launcher import services
from launcher.lease import Lease
from launcher.places import Places
from launcher.postgres import Postgres
from launcher.progress import Progress
from launcher.services import postgres_service
from launcher.signals import StopFlag
from launcher.supervisor import Child

QUIET = Progress(io.StringIO())


def started(places: Places, flag: StopFlag) -> tuple[Postgres, Child]:
    server = postgres_service(places)
    assert isinstance(server, Postgres)
    return server, services.start(server, flag.check)


def test_postgres_starts_survives_a_kill_and_stops(places: Places, flag: StopFlag) -> None:
    server, child = started(places, flag)
    assert server._query("pembinaan", "create table kept (n int); insert into kept values (7)") == ""
    assert child.process is not None
    child.process.kill()
    child.process.wait()
    server, child = started(places, flag)
    assert server._query("pembinaan", "select n from kept") == "7"
    child.stop(10)
    assert not (server.data / "postmaster.pid").exists()
    assert not places.socket_directory.exists()


def test_the_database_opens_to_its_own_user_only(places: Places, flag: StopFlag) -> None:
    server, child = started(places, flag)
    try:
        assert server.data.stat().st_mode & 0o777 == 0o700
        assert places.socket_directory.stat().st_mode & 0o777 == 0o700
        assert server._query("postgres", "show listen_addresses") == ""
        rules = server._query("postgres", "select type, auth_method from pg_hba_file_rules")
        assert rules == "local|peer"
    finally:
        child.stop(10)


def test_an_orphaned_server_is_stopped_before_a_new_one_starts(places: Places, flag: StopFlag) -> None:
    _, orphan = started(places, flag)
    server, child = started(places, flag)
    assert orphan.process is not None
    assert orphan.process.wait(10) == 0
    assert server._query("postgres", "select 1") == "1"
    child.stop(10)


def test_a_stale_note_of_a_number_that_lives_again_is_removed(places: Places, flag: StopFlag) -> None:
    server, child = started(places, flag)
    child.stop(10)
    stranger = subprocess.Popen(["/bin/sleep", "600"])
    (server.data / "postmaster.pid").write_text(f"{stranger.pid}\n{server.data}\n")
    _, child = started(places, flag)
    child.stop(10)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_service_lives_as_long_as_its_last_user(places: Places, flag: StopFlag) -> None:
    first, second = Lease(places, "valkey", flag), Lease(places, "valkey", flag)
    first.acquire(QUIET)
    second.acquire(QUIET)
    assert second.is_up
    first.users.release()
    first.wait_down()
    assert second.is_up
    second.users.release()
    first.wait_down()
    assert not second.is_up


def test_a_killed_keeper_is_replaced_at_the_same_address(places: Places, flag: StopFlag) -> None:
    lease = Lease(places, "valkey", flag)
    lease.acquire(QUIET)
    address = lease.service.environment
    assert lease._keeper is not None
    os.kill(lease._keeper.pid, signal.SIGKILL)
    lease._keeper.wait()
    lease.mend()
    while not lease.is_up:
        flag.pause()
    assert lease.service.environment == address
    lease.users.release()
    lease.wait_down()
