"""Ports: never one that somebody has or is about to take."""

import socket
from collections.abc import Iterator

import pytest
from launcher import ports
from launcher.problems import Problem


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind((ports.HOST, 0))
        server.listen(1)
        yield server.getsockname()[1]


def test_a_wanted_port_that_is_taken_is_refused_with_what_to_do(taken_port: int) -> None:
    with pytest.raises(Problem, match=f"port {taken_port} is taken; .*--port"):
        ports.reserve(taken_port)


def test_without_a_wish_the_next_free_port_is_taken(taken_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "FIRST", taken_port)
    monkeypatch.setattr(ports, "LAST", taken_port + 50)
    reservation = ports.reserve(None)
    assert taken_port < reservation.port <= taken_port + 50
    reservation.release()


def test_two_launchers_at_once_never_get_the_same_port() -> None:
    port = ports.any_free()
    first = ports.reserve(port)
    with pytest.raises(Problem):
        ports.reserve(port)
    first.release()
    ports.reserve(port).release()
