"""What a device keeps so that it can ask without a line: the questionnaire in every language, and its own words."""

from datetime import datetime
from typing import Any, Final

from django.utils import translation

from pembinaan.base.dates import city_day
from surveys.content import SurveyContent, survey_content
from surveys.devices.clock import milliseconds_of
from surveys.devices.words import words
from surveys.models import Device, QuestionKind, SurveyLanguage

READING_LANGUAGE: Final = "id"
"""Answers are numbers: any language reads them, and every question is worded in this one."""


def content_asked(unit_code: str, service_code: str, version: str) -> SurveyContent | None:
    """What a device asked when it showed `version`, however old; None when that was never asked."""
    return survey_content(unit_code, service_code, READING_LANGUAGE, version=version) if version else None


def kept_by(device: Device, *, now: datetime) -> dict[str, Any]:
    """Everything that a device shows, ready for JSON; not "open" while its unit or service is closed."""
    service = device.service
    shown: dict[str, Any] = {
        "now": milliseconds_of(now),
        "device": {"id": device.pk, "name": device.name, "kind": device.kind},
        "unit": {"code": device.unit.code, "name": device.unit.name},
        "service": {"code": service.code if service else "", "name": service.name if service else ""},
        "version": "",
        "open": False,
        "languages": [],
    }
    for language, name in SurveyLanguage.choices:
        content = survey_content(device.unit.code, service.code if service else "", language)
        if content is not None:
            shown |= {"version": content.version, "open": content.is_open(city_day(now))}
            shown["languages"].append(_in_language(content, language, str(name)))
    return shown


def _in_language(content: SurveyContent, language: str, name: str) -> dict[str, Any]:
    with translation.override(language):
        own_name = SPOKEN.get(language, name)
        return {
            "code": language,
            "name": own_name,
            "words": words(),
            "questions": [*_asked(content), *_asked_besides(content)],
            "texts": [
                {"name": extra.name, "text": extra.text} for extra in content.extras if extra.kind == QuestionKind.TEXT
            ],
            "respondent": [
                {"name": question.name, "label": question.label, "options": question.options}
                for question in content.respondent
            ],
        }


def _asked(content: SurveyContent) -> list[dict[str, Any]]:
    return [{"name": one.name, "text": one.text, "answers": one.answers} for one in content.questions]


def _asked_besides(content: SurveyContent) -> list[dict[str, Any]]:
    """The unit's own questions with answers to choose: one screen each, which may be skipped."""
    return [
        {"name": one.name, "text": one.text, "answers": one.answers, "optional": True}
        for one in content.extras
        if one.kind != QuestionKind.TEXT
    ]


SPOKEN: Final = {"id": "Bahasa Indonesia", "ms": "Bahasa Melayu", "en": "English"}
"""How each language names itself, for those who don't read the others."""
