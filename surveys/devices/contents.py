"""What a device keeps so that it can ask without a line: the questionnaire in every language, and its own words."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.utils import translation

from pembinaan.base.dates import city_day
from surveys.content import SurveyContent, _questions, survey_content
from surveys.devices.clock import milliseconds_of
from surveys.devices.words import words
from surveys.models import Device, QuestionnaireVersion, SurveyLanguage

READING_LANGUAGE: Final = "id"
"""Answers are numbers: any language reads them, and every question is worded in this one."""


def version_of(content: SurveyContent) -> str:
    """What exactly is asked, as a device names it when it sends an answer."""
    return str(content.version_id)


def content_asked(unit_code: str, service_code: str, version: str) -> SurveyContent | None:
    """What a device asked when it showed `version`, however old; None when that was never asked."""
    content = survey_content(unit_code, service_code, READING_LANGUAGE)
    if content is None or version == version_of(content):
        return content
    published = QuestionnaireVersion.objects.filter(published_at__isnull=False)
    old = published.filter(pk=version).first() if version.isdecimal() else None
    return replace(content, version_id=old.pk, questions=_questions(old, READING_LANGUAGE)) if old else None


def kept_by(device: Device, *, now: datetime) -> dict[str, Any]:
    """Everything that a device shows, ready for JSON; without "languages" while its unit or service is closed."""
    service = device.service
    shown: dict[str, Any] = {
        "now": milliseconds_of(now),
        "device": {"id": device.pk, "name": device.name, "kind": device.kind},
        "unit": {"code": device.unit.code, "name": device.unit.name},
        "service": {"code": service.code if service else "", "name": service.name if service else ""},
        "version": "",
        "languages": [],
    }
    for language, name in SurveyLanguage.choices:
        content = survey_content(device.unit.code, service.code if service else "", language)
        if content is None or not content.is_open(city_day(now)):
            continue
        shown["version"] = version_of(content)
        shown["languages"].append(_in_language(content, language, str(name)))
    return shown


def _in_language(content: SurveyContent, language: str, name: str) -> dict[str, Any]:
    with translation.override(language):
        own_name = SPOKEN.get(language, name)
        return {
            "code": language,
            "name": own_name,
            "words": words(),
            "questions": [
                {"name": question.name, "text": question.text, "answers": question.answers}
                for question in content.questions
            ],
            "respondent": [
                {"name": question.name, "label": question.label, "options": question.options}
                for question in content.respondent
            ],
        }


SPOKEN: Final = {"id": "Bahasa Indonesia", "ms": "Bahasa Melayu", "en": "English"}
"""How each language names itself, for those who don't read the others."""
