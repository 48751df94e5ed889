"""Choosing a port that nobody else has or is about to take."""

import socket

from launcher.problems import Problem

HOST = "127.0.0.1"
FIRST, LAST = 8000, 8099


def is_free(port: int) -> bool:
    """Say whether a server could listen on this port of the local address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except PermissionError as error:
            raise Problem(f"port {port} is for root only; choose one above 1023.") from error
        except OSError:
            return False
    return True


def any_free() -> int:
    """Return a free port picked by the kernel."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class Reservation:
    """A port promised to this process.

    Two launchers that start at the same moment would both find 8000 free, and the web server
    shares a port with others of the same user without a word. A name in the abstract socket
    space has the reach of a port and ends with its process.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self._name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)

    def take(self) -> bool:
        """Reserve the port; False when it is taken."""
        try:
            self._name.bind(f"\0pembinaan-port-{self.port}")
        except OSError:
            return False
        return is_free(self.port)

    def release(self) -> None:
        """Let others have the port."""
        self._name.close()


def reserve(wanted: int | None) -> Reservation:
    """Reserve the wanted port, or the first free one from 8000 on."""
    for port in [wanted] if wanted is not None else range(FIRST, LAST + 1):
        reservation = Reservation(port)
        if reservation.take():
            return reservation
        reservation.release()
    if wanted is not None:
        raise Problem(
            f"port {wanted} is taken; stop what uses it, choose another with --port,"
            f" or leave --port out to get the next free one."
        )
    raise Problem(f"all ports from {FIRST} to {LAST} are taken; choose one with --port.")
