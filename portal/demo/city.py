"""What the makers of the demo city tell each other."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from portal.demo.rows import Rows

if TYPE_CHECKING:
    from portal.demo.enrolling import Finished
    from portal.demo.levels import Level

SEED = 2045
PASSWORD = "belajar-melayani"  # noqa: S105  printed for everyone: the city is invented
SEKDAS_UNIT = "101"
MAIL_DOMAIN = "contoh.test"  # reserved by RFC 2606: no mail can ever arrive


@dataclass(frozen=True)
class UnitPlan:
    """What other makers need to know of a unit."""

    id: int
    code: str
    kind: str
    sector: str
    parent: str
    ends_on: date | None


@dataclass(frozen=True)
class Spell:
    """An employee's time in a unit; open when `ends_on` is None."""

    employee_id: int
    unit: str
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the person serves there on `day`."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


@dataclass(frozen=True)
class Headed:
    """Who answers for a unit from when to when."""

    employee_id: int
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the person answers for it on `day`."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


@dataclass
class City:
    """The city while it is being made."""

    seed: int
    today: date
    scale: float
    rows: Rows
    grades: dict[tuple[str, str], int]
    units: dict[str, UnitPlan] = field(default_factory=dict)
    chiefs: dict[str, int] = field(default_factory=dict)  # unit -> employee whose post is to head it
    spells: dict[str, list[Spell]] = field(default_factory=dict)
    heads: dict[str, list[Headed]] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    accounts: dict[int, int] = field(default_factory=dict)  # by employee
    personas: dict[str, int] = field(default_factory=dict)  # employee or, without one, account
    institutions: dict[str, int] = field(default_factory=dict)
    instructors: dict[str, list[int]] = field(default_factory=dict)  # by institution
    agreements: dict[tuple[str, str], int] = field(default_factory=dict)  # by institution and kind
    programs: dict[str, int] = field(default_factory=dict)
    levels: dict[str, "Level"] = field(default_factory=dict)
    runs: dict[str, int] = field(default_factory=dict)  # program -> number of its last batch
    story_days: set[tuple[str, date]] = field(default_factory=set)  # runs in which the story's people take part
    teaching: set[tuple[int, date]] = field(default_factory=set)  # instructors and the days on which they teach
    busy: set[tuple[int, date]] = field(default_factory=set)  # employees and the days on which they are in a batch
    asked: set[int] = field(default_factory=set)  # employees whose request waits for a decision
    files: dict[str, bytes] = field(default_factory=dict)  # by path; laid down when the rows are copied
    printed: list[tuple[int, "Finished"]] = field(default_factory=list)  # certificates whose PDF the outbox will make
    finished: list["Finished"] = field(default_factory=list)
    trained: dict[str, dict[str, date]] = field(default_factory=dict)  # program -> unit -> last day of its batch

    def dice(self, topic: str) -> random.Random:
        """Chance of its own for each topic, so that a change in one leaves the others as they were."""
        return random.Random(f"{self.seed}:{topic}")  # noqa: S311  invented data, no secret

    def at(self, day: date, hour: int = 8, minute: int = 0) -> datetime:
        """A moment of the city's day, in UTC."""
        local = datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(settings.TIME_ZONE))
        return local.astimezone(UTC)

    def first_day_of_month(self, months_ago: int) -> date:
        """The first day of a month counted back from today's."""
        index = self.today.year * 12 + self.today.month - 1 - months_ago
        return date(index // 12, index % 12 + 1, 1)

    def last_day_of_month(self, months_ago: int) -> date:
        """The last day of a month counted back from today's."""
        return self.first_day_of_month(months_ago - 1) - timedelta(days=1)

    def serving(self, unit: str, day: date) -> list[int]:
        """Employees whose main place on `day` is the unit, in the order of their making."""
        return [spell.employee_id for spell in self.spells.get(unit, []) if spell.holds_on(day)]

    def head_account(self, unit: str, day: date, asking: int | None = None) -> int | None:
        """The account of who decides for a unit on `day`; the parent's head where it has none, or it is who asks."""
        parent = self.units[unit].parent
        # Above the agencies the Sekda answers.
        for head in self.heads.get(unit, []) if parent else self.heads.get(SEKDAS_UNIT, []):
            if head.holds_on(day) and head.employee_id != asking:
                return self.accounts[head.employee_id]
        return self.head_account(parent, day, asking) if parent else None


def weekday_on_or_after(day: date) -> date:
    """The day itself, or the Monday after a Saturday or Sunday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
