"""A rule that live data breaks."""

from dataclasses import dataclass
from datetime import timedelta

# How long beat may take before what is overdue counts as a breach: an offer, a free seat, a list to be frozen.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True)
class Breach:
    """A rule that does not hold, and where."""

    rule: str
    where: str
