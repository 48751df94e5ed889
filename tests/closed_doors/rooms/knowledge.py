"""Doors of tests before and after a training."""

from typing import Any

from tests.closed_doors.house import EMPLOYEES, HR, PARTNERS, House
from tests.factories.knowledge import make_test, make_tested

OF_TEST = (
    "knowledge_open", "knowledge_test", "knowledge_question_new", "knowledge_sheet", "knowledge_preview",
    "knowledge_publish", "knowledge_new_version", "knowledge_discard", "knowledge_asked",
)  # fmt: skip
OF_QUESTION = ("knowledge_question", "knowledge_move", "knowledge_remove")
OWN = ("knowledge_own", "knowledge_before", "knowledge_after")
DOORS = {
    **dict.fromkeys(("knowledge_tests", "knowledge_template", *OF_TEST, *OF_QUESTION), HR),
    **{name: {"stranger"} for name in OWN},
    "knowledge_mine": EMPLOYEES,
    "knowledge_results": {*EMPLOYEES, *PARTNERS},
    "knowledge_result": {"hr", "leader"},
    "knowledge_program": {"hr", "leader"},
}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """The test of a batch without a partner, with one participant; and a draft of another program."""
    batch = make_tested(house.cast.other_unit, employee=house.cast.stranger.employee)
    test, of_batch = {"code": make_test(published=False).program.code}, {"batch": batch.pk}
    question = {**test, "position": 1}
    return {
        **dict.fromkeys((*OWN, "knowledge_result"), of_batch),
        **dict.fromkeys(OF_TEST, test),
        **dict.fromkeys(OF_QUESTION, question),
        "knowledge_program": {"code": batch.program.code},
    }
