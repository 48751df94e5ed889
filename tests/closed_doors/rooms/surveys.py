"""Doors of the surveys room; its public pages are on the written list."""

from datetime import UTC, datetime
from typing import Any

from surveys.judging import judge
from tests.closed_doors.house import HR, House
from tests.factories.surveys import DAY
from tests.surveys.test_judging import make_traced

DOORS = {"set_aside": HR, "release_answers": HR, "publications": HR, "publish_ready": HR, "publication": HR}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A group of answers that were set aside."""
    make_traced(house.cast.unit, 9)
    judge(now=datetime(2026, 2, 10, 9, tzinfo=UTC))
    code = house.cast.unit.code
    return {
        "release_answers": {"unit_code": code, "day": DAY, "reason": "network"},
        "publication": {"kind": "unit", "code": code, "period": "2026Q1"},
    }
