"""What a survey page asks: read once, kept for some seconds in this process, so that an answer costs one statement."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from people.models import Unit
from surveys.kept import KeptForSeconds
from surveys.models import Item, QuestionnaireVersion, RespondentField, RespondentOption, Service

QUESTIONNAIRE: Final = "skm"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its element, wording, and the four answers with their values, lowest first."""

    name: str
    element: str
    text: str
    answers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class RespondentQuestion:
    """One optional question about the respondent."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Successor:
    """Into which unit another one was merged."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SurveyContent:
    """Everything that one survey address shows and stores."""

    unit_id: int
    unit_code: str
    unit_name: str
    starts_on: date
    ends_on: date | None
    successor: Successor | None
    service_id: int | None
    service_code: str
    service_name: str
    version_id: int
    questions: tuple[Question, ...]
    respondent: tuple[RespondentQuestion, ...]

    def is_open(self, day: date) -> bool:
        """Whether the unit (and service) exists on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


kept_content: KeptForSeconds["SurveyContent | None"] = KeptForSeconds()


def survey_content(unit_code: str, service_code: str, language: str) -> SurveyContent | None:
    """What the survey of a unit (and service) shows in a language; None for an unknown address."""
    key = (unit_code, service_code, language)
    return kept_content.get(key, lambda: _read(unit_code, service_code, language))


def _read(unit_code: str, service_code: str, language: str) -> SurveyContent | None:
    unit = Unit.objects.without_tree_fields().select_related("merged_into").filter(code=unit_code).first()
    if unit is None:
        return None
    service = Service.objects.filter(unit=unit, code=service_code).first() if service_code else None
    version = QuestionnaireVersion.objects.current(QUESTIONNAIRE).first()
    if version is None or (service_code and service is None):
        return None
    ends = [day for day in (unit.ends_on, service.ends_on if service else None) if day]
    return SurveyContent(
        unit_id=unit.pk,
        unit_code=unit.code,
        unit_name=unit.name,
        starts_on=max(unit.starts_on, service.starts_on) if service else unit.starts_on,
        ends_on=min(ends, default=None),
        successor=_successor(unit),
        service_id=service.pk if service else None,
        service_code=service.code if service else "",
        service_name=service.name if service else "",
        version_id=version.pk,
        questions=_questions(version, language),
        respondent=_respondent(language),
    )


def _successor(unit: Unit) -> Successor | None:
    heir = last_successor(unit)
    return Successor(heir.code, heir.name) if heir else None


def last_successor(unit: Unit) -> Unit | None:
    """The unit that answers for a merged one today, through several mergers; None when it wasn't merged."""
    seen = {unit.pk}
    heir = unit.merged_into
    while heir and heir.merged_into_id and heir.merged_into_id not in seen:
        seen.add(heir.pk)
        heir = heir.merged_into
    return heir


def _questions(version: QuestionnaireVersion, language: str) -> tuple[Question, ...]:
    items = Item.objects.filter(version=version, wordings__language__in=[language, "id"]).order_by("position")
    rows = items.values_list("position", "element__key", "wordings__language", "wordings__question", "wordings__labels")
    chosen: dict[int, Question] = {}
    for position, key, worded_in, text, labels in rows:
        if position not in chosen or worded_in == language:
            chosen[position] = Question(f"u{position}", key, text, tuple(enumerate(labels, start=1)))
    return tuple(chosen[position] for position in sorted(chosen))


def _respondent(language: str) -> tuple[RespondentQuestion, ...]:
    label = "label_en" if language == "en" else "label"
    rows = RespondentOption.objects.filter(is_offered=True).order_by("position").values_list("field", "code", label)
    listed = list(rows)
    questions = (
        RespondentQuestion(field, str(name), tuple((code, text) for owner, code, text in listed if owner == field))
        for field, name in RespondentField.choices
    )
    return tuple(question for question in questions if question.options)


def open_services(unit_id: int, day: date) -> list[Service]:
    """A unit's services of a day, by name."""
    return list(Service.objects.on(day).filter(Q(unit_id=unit_id)).order_by("name"))
