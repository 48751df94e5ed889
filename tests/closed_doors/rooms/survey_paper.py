"""Doors of paper: whoever runs the unit's survey types in, leadership reads the list."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from surveys.content import survey_content
from surveys.paper.entry import Filled, enter, open_stack, read_sheet
from tests.closed_doors.house import House
from tests.closed_doors.rooms.survey_office import READS, RUNS

DOORS = {
    "paper_entry": RUNS,
    "paper_new_stack": RUNS,
    "paper_undo": RUNS,
    "paper_blank": READS,
    "paper_list": READS,
    "paper_correct": RUNS,
    "paper_withdraw": RUNS,
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """A stack of the officer's unit with one sheet."""
    unit, by, now = house.cast.unit, house.cast.officer, datetime(2026, 3, 9, 3, tzinfo=UTC)
    content = survey_content(unit.code, "", "id")
    assert content is not None
    answers = read_sheet(content, {f"u{place}": "3" for place in range(1, 10)})
    stack = open_stack(unit=unit, by=by, now=now)
    filled = Filled(content, answers, date(2026, 3, 1), UUID(int=7))
    sheet = enter(stack=stack, number=1, filled=filled, by=by, now=now).sheet
    here, one = {"unit_code": unit.code}, {"unit_code": unit.code, "sheet_id": sheet.pk}
    return {
        "paper_entry": here,
        "paper_new_stack": here,
        "paper_undo": {**here, "number": 1},
        "paper_blank": here,
        "paper_list": here,
        "paper_correct": one,
        "paper_withdraw": one,
    }
