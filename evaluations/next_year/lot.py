"""The lot that orders units: a frozen list, a public value born later, and an order that anyone can recompute.

It is the lot of seats (`programs/lots/lot.py`) by unit, without a secret: the public value comes from a beacon that
nobody steers, and nobody outside gains from a unit's place. The list is UTF-8 text whose lines end in one newline:
first `gelombang` and the months of the waves, separated by commas, then the units' codes, one a line, sorted. Then

    seed  = SHA-256(list digest + public value)
    order = ascending by HMAC-SHA256(key: the seed's 32 bytes, message: the unit's code)

and the waves take the units in this order, as evenly as can be, earlier waves the larger shares.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from evaluations.impact.planning import rollout
from programs.lots import lot

FIRST_WORD = "gelombang"


@dataclass(frozen=True)
class Wave:
    """One wave: its number from 1, its month (the first day), the codes of its units in the lot's order."""

    number: int
    month: date
    codes: tuple[str, ...]


def listing_of(codes: Iterable[str], months: Sequence[date]) -> str:
    """The list as it is frozen."""
    first = ",".join((FIRST_WORD, *(f"{month:%Y-%m}" for month in months)))
    return "".join(f"{line}\n" for line in (first, *sorted(codes)))


def codes_of(listing: str) -> list[str]:
    """The units' codes of a frozen list, sorted."""
    return listing.splitlines()[1:]


def seed_of(listing: str, value: str) -> str:
    """The seed, as 64 lower-case hexadecimal digits."""
    return lot.seed_of(secret="", list_digest=lot.digest(listing), value=value)


def waves_of(listing: str, months: Sequence[date], seed: str) -> list[Wave]:
    """Who is trained when; `seed` as `seed_of` gives it."""
    shares = rollout(codes_of(listing), len(months), bytes.fromhex(seed))
    return [
        Wave(number, month, tuple(codes))
        for number, (month, codes) in enumerate(zip(months, shares, strict=True), start=1)
    ]
