"""What a survey page asks: read once, kept for some seconds in this process, so that an answer costs one statement."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from people.models import Unit
from surveys.kept import KeptForSeconds
from surveys.models import (
    SATISFACTION,
    Item,
    OwnQuestion,
    OwnVersion,
    Questionnaire,
    QuestionnaireVersion,
    RespondentField,
    RespondentOption,
    Service,
)
from surveys.models.questionnaires import RESERVED


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
class Extra:
    """One of the unit's own questions: its kind (choice, scale, text), wording, and numbered answers."""

    name: str
    position: int
    kind: str
    text: str
    answers: tuple[tuple[int, str], ...]


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
    questionnaire: str = SATISFACTION
    title: str = ""
    own_version_id: int | None = None
    extras: tuple[Extra, ...] = ()

    @property
    def version(self) -> str:
        """What exactly is asked here: give it back to `survey_content` to read an answer under what was shown."""
        return f"{self.version_id}-{self.own_version_id}" if self.own_version_id else str(self.version_id)

    def is_open(self, day: date) -> bool:
        """Whether the unit (and service) exists on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


kept_content: KeptForSeconds["SurveyContent | None"] = KeptForSeconds()


def survey_content(
    unit_code: str, service_code: str, language: str, *, questionnaire: str = SATISFACTION, version: str = ""
) -> SurveyContent | None:
    """What the survey of a unit (and service) shows in a language; None for an unknown address.

    Without `version` it is what is asked today; with one (`SurveyContent.version` of a page shown before) it is what
    that page asked, however old, or None when this unit never published it.
    """
    key = (unit_code, service_code, language, questionnaire, version)
    return kept_content.get(key, lambda: _read(*key))


def _read(
    unit_code: str, service_code: str, language: str, questionnaire_code: str, version_name: str
) -> SurveyContent | None:
    unit = Unit.objects.without_tree_fields().select_related("merged_into").filter(code=unit_code).first()
    # A page may name a version that is no longer asked, never one that citizens were not meant to see.
    if unit is None or questionnaire_code.startswith(RESERVED):
        return None
    service = Service.objects.filter(unit=unit, code=service_code).first() if service_code else None
    version = _version(questionnaire_code, version_name)
    if version is None or (service_code and service is None):
        return None
    questionnaire = version.questionnaire
    if not version_name and not Questionnaire.objects.asked_at(unit.pk).filter(pk=questionnaire.pk).exists():
        return None
    own = _own_version(unit, version_name) if questionnaire.code == SATISFACTION else None
    return content_of(unit=unit, service=service, version=version, own=own, language=language)


def _version(questionnaire: str, name: str) -> QuestionnaireVersion | None:
    """The version that a page names, or the current one when it names none."""
    versions = QuestionnaireVersion.objects.select_related("questionnaire")
    if not name:
        return versions.current(questionnaire).first()
    number = name.partition("-")[0]
    published = versions.filter(questionnaire__code=questionnaire, published_at__isnull=False)
    return published.filter(pk=number).first() if number.isdecimal() else None


def _own_version(unit: Unit, name: str) -> OwnVersion | None:
    """The unit's own questions that a page names, or today's when it names nothing."""
    published = OwnVersion.objects.filter(unit=unit, published_at__isnull=False)
    if not name:
        newest = published.order_by("-number").first()
        return newest if newest and newest.questions.exists() else None
    number = name.partition("-")[2]
    return published.filter(pk=number).first() if number.isdecimal() else None


def content_of(
    *, unit: Unit, service: Service | None, version: QuestionnaireVersion, own: OwnVersion | None, language: str
) -> SurveyContent:
    """What a version, published or draft, asks at a unit."""
    questionnaire = version.questionnaire
    dated = [unit, questionnaire, *([service] if service else [])]
    return SurveyContent(
        unit_id=unit.pk,
        unit_code=unit.code,
        unit_name=unit.name,
        starts_on=max(one.starts_on for one in dated),
        ends_on=min((one.ends_on for one in dated if one.ends_on), default=None),
        successor=_successor(unit),
        service_id=service.pk if service else None,
        service_code=service.code if service else "",
        service_name=service.name if service else "",
        version_id=version.pk,
        questions=questions_of(version, language),
        respondent=_respondent(language),
        questionnaire=questionnaire.code,
        title=questionnaire.named_in(language),
        own_version_id=own.pk if own else None,
        extras=_extras(own, language) if own else (),
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


def questions_of(version: QuestionnaireVersion, language: str) -> tuple[Question, ...]:
    """A version's questions in the answers' order, each in a language or, where that is missing, in Indonesian."""
    items = Item.objects.filter(version=version, wordings__language__in=[language, "id"]).order_by("position")
    rows = items.values_list("position", "element__key", "wordings__language", "wordings__question", "wordings__labels")
    chosen: dict[int, Question] = {}
    for position, key, worded_in, text, labels in rows:
        if position not in chosen or worded_in == language:
            chosen[position] = Question(f"u{position}", key, text, tuple(enumerate(labels, start=1)))
    return tuple(chosen[position] for position in sorted(chosen))


def _extras(version: OwnVersion, language: str) -> tuple[Extra, ...]:
    questions = OwnQuestion.objects.filter(version=version, wordings__language__in=[language, "id"])
    columns = ("position", "kind", "wordings__language", "wordings__text", "wordings__options")
    chosen: dict[int, Extra] = {}
    for position, kind, worded_in, text, options in questions.order_by("position").values_list(*columns):
        if position not in chosen or worded_in == language:
            answers = tuple(enumerate(options, start=1))
            chosen[position] = Extra(f"e{position}", position, kind, text, answers)
    return tuple(chosen[position] for position in sorted(chosen))


def _respondent(language: str) -> tuple[RespondentQuestion, ...]:
    offered = RespondentOption.objects.filter(is_offered=True).order_by("position")
    listed = [(row.field, row.code, row.label_in(language)) for row in offered]
    questions = (
        RespondentQuestion(field, str(name), tuple((code, text) for owner, code, text in listed if owner == field))
        for field, name in RespondentField.choices
    )
    return tuple(question for question in questions if question.options)


def open_services(unit_id: int, day: date) -> list[Service]:
    """A unit's services of a day, by name."""
    return list(Service.objects.on(day).filter(Q(unit_id=unit_id)).order_by("name"))
