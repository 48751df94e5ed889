"""The lot's rules: anyone can check it, nobody can steer it. Plain functions on plain values.

Beforehand a secret of 64 hexadecimal digits is made and its SHA-256 published. When enrollment closes, the list of
application codes is frozen and its SHA-256 published. Then a public value is born that nobody could know before. Now

    seed     = SHA-256(secret + list digest + public value)      text in UTF-8, digests as 64 lower-case hex digits
    mark     = HMAC-SHA256(key: the seed's 32 bytes, message: key in UTF-8), as lower-case hex digits
    order    = ascending by (mark of the unit's code or, in a lot by person, of the application's; mark of the
               application's code)

The secret is empty where it was not revealed in time. The list is a CSV file of UTF-8 text with lines that end in one
newline: `kode,unit,strata`, then one line for each application, sorted by code; `unit` is empty in a lot by person.
In a lot by unit the units come in the order of their marks, the people of each together in the order of their own, and
seats go down this order: at most one unit in each stratum is divided, so that no seat stays empty.

Sources: HMAC is RFC 2104, SHA-256 FIPS 180-4; commit and reveal with a public value as in RFC 3797's public drawing.
"""

import csv
import hashlib
import hmac
import io
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil

# Without 0/O, 1/I/L, so that a code can be read out; ten of them are 49 random bits.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
HEADER = ("kode", "unit", "strata")
EVERYBODY = "semua"
SEAT, RESERVE, NONE = "seat", "reserve", "none"

# drand's "quicknet" beacon of the League of Entropy: api.drand.sh/<chain>/info
DRAND_CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
DRAND_GENESIS, DRAND_SECONDS = 1692803367, 3


@dataclass(frozen=True)
class Ticket:
    """One application in the list: its code, its unit's code in a lot by unit, its stratum."""

    code: str
    unit: str = ""
    stratum: str = EVERYBODY


@dataclass(frozen=True)
class Drawn:
    """A ticket's place in the order, from 1, and what that place leads to."""

    ticket: Ticket
    place: int
    outcome: str


def new_code() -> str:
    """A random application code, "7K3MQ-2XRTB"."""
    letters = [secrets.choice(CODE_LETTERS) for _ in range(10)]
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def new_secret() -> str:
    """A secret of 256 random bits as 64 hexadecimal digits."""
    return secrets.token_hex(32)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def listing(tickets: Iterable[Ticket]) -> str:
    """The list as it is frozen: a CSV text, sorted by code."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(HEADER)
    lines.writerows(sorted((ticket.code, ticket.unit, ticket.stratum) for ticket in tickets))
    return out.getvalue()


def tickets_of(text: str) -> list[Ticket]:
    """The tickets of a frozen list."""
    rows = csv.DictReader(io.StringIO(text))
    return [Ticket(row["kode"], row["unit"], row["strata"]) for row in rows]


def seed_of(*, secret: str, list_digest: str, value: str) -> str:
    """The seed; `secret` is empty where it was not revealed."""
    return digest(secret + list_digest + value)


def mark(seed: str, key: str) -> str:
    """HMAC-SHA256 of a code under the seed."""
    return hmac.new(bytes.fromhex(seed), key.encode(), hashlib.sha256).hexdigest()


def in_order(tickets: Iterable[Ticket], seed: str) -> list[Ticket]:
    """The tickets as they are drawn."""
    return sorted(tickets, key=lambda one: (mark(seed, one.unit or one.code), mark(seed, one.code), one.code))


def shares(applicants: Mapping[str, int], seats: int) -> dict[str, int]:
    """Seats of each stratum in proportion to its applicants, by largest remainder (Hare's quota).

    Never more seats than applicants. Of equal remainders the larger stratum comes first, then the alphabet.
    """
    everybody = sum(applicants.values())
    seats = min(seats, everybody)
    if not everybody:
        return {}
    whole = {name: seats * many // everybody for name, many in applicants.items()}
    rest = {name: seats * many % everybody for name, many in applicants.items()}
    by_remainder = sorted(applicants, key=lambda name: (-rest[name], -applicants[name], name))
    for name in by_remainder[: seats - sum(whole.values())]:
        whole[name] += 1
    return whole


def outcomes(ordered: Sequence[Ticket], seats: Mapping[str, int], reserves: int | None) -> list[Drawn]:
    """What each place leads to: a stratum's first tickets get its seats, the next ones of all strata are reserves.

    `reserves` None: everyone without a seat is one.
    """
    left, waiting = dict(seats), len(ordered) if reserves is None else reserves
    drawn = []
    for place, ticket in enumerate(ordered, 1):
        if left.get(ticket.stratum, 0) > 0:
            left[ticket.stratum] -= 1
            outcome = SEAT
        elif waiting > 0:
            waiting -= 1
            outcome = RESERVE
        else:
            outcome = NONE
        drawn.append(Drawn(ticket, place, outcome))
    return drawn


def drand_round(at: datetime) -> int:
    """The first round of drand's quicknet that is born at or after an aware moment."""
    return max(ceil((at.timestamp() - DRAND_GENESIS) / DRAND_SECONDS), 0) + 1


def drand_born_at(number: int) -> datetime:
    """When a round of drand's quicknet is born."""
    return datetime.fromtimestamp(DRAND_GENESIS + (number - 1) * DRAND_SECONDS, UTC)


def drand_url(number: int) -> str:
    """Where the round can be read; its public value is the field `randomness`."""
    return f"https://api.drand.sh/{DRAND_CHAIN}/public/{number}"
