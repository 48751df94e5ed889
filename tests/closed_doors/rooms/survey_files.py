"""Doors of files: whoever runs the unit's survey takes answers in and out."""

from datetime import UTC, datetime
from typing import Any

from surveys.files.drafts import keep
from surveys.periods import span_of
from tests.closed_doors.house import House
from tests.closed_doors.rooms.survey_office import RUNS

DOORS = {
    "answer_files": RUNS,
    "answers_out": RUNS,
    "answer_draft": RUNS,
    "answer_apply": RUNS,
    "answer_discard": RUNS,
}
TABLE = b"No;U1;U2;U3;U4;U5;U6;U7;U8;U9\n1;3;3;3;3;3;3;3;2;1\n"


def samples(house: House) -> dict[str, dict[str, Any]]:
    """An upload of the officer's unit."""
    unit = house.cast.unit
    draft = keep(
        unit=unit,
        file_name="a.csv",
        content=TABLE,
        span=span_of("2025Q4"),
        owner=house.cast.officer,
        now=datetime.now(UTC),
    )
    here, one = {"unit_code": unit.code}, {"unit_code": unit.code, "draft_id": draft.pk}
    return {
        "answer_files": here,
        "answers_out": here,
        "answer_draft": one,
        "answer_apply": one,
        "answer_discard": one,
    }
