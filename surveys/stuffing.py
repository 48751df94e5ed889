"""Which open answers look stuffed: stated rules on plain values, one unit's day at a time, nothing of Django.

Answers that came through a kiosk, a registered tablet, a one-time link or on paper are not judged: their way in vouches
for them. Every rule grows with what is usual at the unit, because honest people share the address of their carrier or
of the office, answer alike, and answer at night. What the rules catch and spare is measured by benchmarks/stuffing.py.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

RULES_VERSION: Final = 1
"""Changes whenever a rule or a number below does; kept with each answer that was set aside."""

FASTEST_SECONDS: Final = 4
"""Nobody reads and taps nine answers in less."""
NETWORK_LEAST, NETWORK_TIMES = 8, 1.5
"""A network may send so many a day, or so many times what is usual for the whole unit."""
DEVICE_LEAST, DEVICE_TIMES = 6, 0.5
"""The same for a device; phones of one model behind one carrier's address look like one."""
BURST: Final = timedelta(minutes=10)
BURST_LEAST, BURST_PART = 6, 20
"""So many equal answers of one network within BURST are a burst: at least six, or a twentieth of a usual day."""
CLOSED_LEAST, CLOSED_TIMES = 3, 0.1
"""The same for a network while the service is closed."""


class Reason(StrEnum):
    """Why an answer is set aside; the first that fits, in this order."""

    SPEED = "speed"
    NETWORK = "network"
    DEVICE = "device"
    BURST = "burst"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known for a few days of how an open answer came.

    `network` and `device` are hashes salted by day, None where the address says nothing (behind a proxy that was not
    named, or inside the office). `seconds` from showing the page to sending; `closed` while the service is closed.
    """

    response_id: int
    at: datetime
    network: int | None
    device: int | None
    seconds: int
    scores: tuple[int, ...]
    closed: bool = False


def suspects(traces: Sequence[Trace], *, usual: float) -> dict[int, Reason]:
    """The answers of one unit's day that look stuffed, by response id.

    `usual` is the median number of open answers that were kept on the unit's days of the last four weeks. Looks back
    over the whole day: once a network or device is found out, its first answers go too.
    """
    at_night = [one for one in traces if one.closed]
    checks = (
        (Reason.SPEED, (one for one in traces if one.seconds < FASTEST_SECONDS)),
        (Reason.NETWORK, _crowded(traces, lambda one: one.network, max(NETWORK_LEAST, usual * NETWORK_TIMES))),
        (Reason.DEVICE, _crowded(traces, lambda one: one.device, max(DEVICE_LEAST, usual * DEVICE_TIMES))),
        (Reason.BURST, _bursts(traces, max(BURST_LEAST, usual / BURST_PART))),
        (Reason.CLOSED, _crowded(at_night, lambda one: one.network, max(CLOSED_LEAST, usual * CLOSED_TIMES))),
    )
    found: dict[int, Reason] = {}
    for reason, caught in checks:
        for one in caught:
            found.setdefault(one.response_id, reason)
    return found


def _crowded(traces: Iterable[Trace], key: Callable[[Trace], int | None], most: float) -> Iterator[Trace]:
    """All answers of those who sent more than `most`."""
    for group in _grouped(traces, key):
        if len(group) > most:
            yield from group


def _bursts(traces: Iterable[Trace], least: float) -> Iterator[Trace]:
    """Equal answers of one network, `least` or more of them within BURST."""
    for group in _grouped(traces, lambda one: one.network and (one.network, one.scores)):
        group.sort(key=lambda one: one.at)
        first = 0
        for last, one in enumerate(group):
            while one.at - group[first].at > BURST:
                first += 1
            if last - first + 1 >= least:
                yield from group[first : last + 1]


def _grouped(traces: Iterable[Trace], key: Callable[[Trace], Hashable | None]) -> Iterable[list[Trace]]:
    groups: defaultdict[Hashable, list[Trace]] = defaultdict(list)
    for one in traces:
        known = key(one)
        if known is not None:
            groups[known].append(one)
    return groups.values()
