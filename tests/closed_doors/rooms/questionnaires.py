"""Doors of questionnaires and units' own questions."""

from typing import Any

from surveys.models import Questionnaire
from tests.closed_doors.house import HR, House
from tests.factories.questionnaires import make_own_version

BUILDING = (
    "questionnaires",
    "new_questionnaire",
    "respondent_fields",
    "questionnaire",
    "questionnaire_settings",
    "questionnaire_draft",
    "move_shown_element",
    "questionnaire_version",
    "questionnaire_preview",
    "questionnaire_publish",
    "questionnaire_discard",
    "questionnaire_item",
    "questionnaire_item_move",
    "questionnaire_item_remove",
)
OWN = (
    "own_draft",
    "own_version",
    "own_question_new",
    "own_preview",
    "own_publish",
    "own_discard",
    "own_question",
    "own_move",
    "own_remove",
    "own_texts",
)
RUNNERS = {"hr", "officer", "head", "agency_head"}
DOORS = {**dict.fromkeys(BUILDING, HR), **dict.fromkeys(OWN, RUNNERS), "own_questions": RUNNERS | {"leader"}}


def samples(house: House) -> dict[str, dict[str, Any]]:
    """The draft of a questionnaire that the migrations load, and a unit's draft of own questions."""
    own = make_own_version(house.cast.unit, published=False)
    code, number = Questionnaire.objects.get(code="ipak").code, 1
    unit = {"unit_code": house.cast.unit.code}
    draft = {"code": code, "number": number}
    question = {**unit, "number": own.number, "position": 1}
    return {
        "questionnaire": {"code": code},
        "questionnaire_settings": {"code": code},
        "questionnaire_draft": {"code": code},
        "move_shown_element": {"code": code, "key": "ipak-gifts"},
        **dict.fromkeys(("questionnaire_version", "questionnaire_preview", "questionnaire_publish"), draft),
        "questionnaire_discard": draft,
        **{
            name: {**draft, "position": 1}
            for name in ("questionnaire_item", "questionnaire_item_move", "questionnaire_item_remove")
        },
        "own_questions": unit,
        "own_draft": unit,
        **{
            name: {**unit, "number": own.number}
            for name in ("own_version", "own_question_new", "own_preview", "own_publish", "own_discard")
        },
        **dict.fromkeys(("own_question", "own_move", "own_remove", "own_texts"), question),
    }
