"""What can go wrong, said in one line that tells what to do."""

import errno


class Problem(Exception):  # noqa: N818  (not an error of the program)
    """Something the person at the keyboard must put right; the message is that one line."""


class Stopped(Exception):  # noqa: N818  (a wish, no error)
    """The person asked to stop (Ctrl-C or SIGTERM)."""


FULL = "No space left on device"


def disk_full(place: object) -> Problem:
    """Return the line for a full disk at `place`."""
    return Problem(f"the disk that holds {place} is full; free some space and start again.")


def explain(error: OSError) -> Problem:
    """Return the line for an error of the operating system."""
    place = error.filename or "this checkout"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(place)
    if error.errno == errno.EROFS:
        return Problem(f"{place} is on a read-only disk; use a checkout on a writable one.")
    return Problem(
        f"no permission for {place}; start as the owner of this checkout, or give it back:"
        f" sudo chown -R $(id -un) .venv var"
    )
