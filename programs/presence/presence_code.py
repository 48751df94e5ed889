"""The code that a session's screen shows: signed, bound to the session and to its half minute.

Only the server's clock is asked: the screen gets the code from it and the phone brings the code back to it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

WINDOW = timedelta(seconds=30)
# After its half minute a code is still taken for as long again: a slow phone needs time from the camera to the page.
# Before it as well: of two servers one may be a little behind.
TOLERANCE = timedelta(seconds=30)
# The screen shows codes from so long before the start until the end.
EARLIEST = timedelta(minutes=30)
# Who was seen has so long, from then or from the start, to sign in and to press the button.
SIGHTING_LASTS = timedelta(minutes=15)
_SIGNER = signing.Signer(sep=".", salt="programs.presence_code")


@dataclass(frozen=True)
class Code:
    """A genuine code: its session and the number of its half minute."""

    session_id: int
    window: int

    @property
    def begins_at(self) -> datetime:
        """When the screen began to show it."""
        return datetime.fromtimestamp(self.window * WINDOW.total_seconds(), UTC)


def window_of(moment: datetime) -> int:
    """The number of the half minute in which an aware moment lies."""
    return int(moment.timestamp() // WINDOW.total_seconds())


def token(session_id: int, now: datetime) -> str:
    """The code of a session at `now`, as it stands in the address."""
    return _SIGNER.sign(f"{signing.b62_encode(session_id)}-{signing.b62_encode(window_of(now))}")


def read(text: str) -> Code | None:
    """The code that an address carries, fresh or not; None when it is none of ours."""
    try:
        session, window = _SIGNER.unsign(text).split("-")
        return Code(signing.b62_decode(session), signing.b62_decode(window))
    except (signing.BadSignature, ValueError):
        return None


def is_fresh(code: Code, now: datetime) -> bool:
    """Whether the screen shows the code now, or did at most the tolerance ago."""
    return code.begins_at - TOLERANCE <= now < code.begins_at + WINDOW + TOLERANCE


def sighting_holds(seen_at: datetime, starts_at: datetime, now: datetime) -> bool:
    """Whether someone whose phone brought a fresh code at `seen_at` may still record that arrival."""
    return seen_at <= now <= max(seen_at, starts_at) + SIGHTING_LASTS
