"""What happens when a citizen sends answers: one INSERT, exactly once however often it is sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from surveys.content import SurveyContent
from surveys.models import Channel, QuestionKind
from surveys.models.own_questions import MOST_TEXT
from surveys.origins import Origin

INSERT = """
    INSERT INTO surveys_response (unit_id, service_id, version_id, item_count, scores, channel, submitted_at, day,
        client_id, sex, age_group, education, occupation, comment, device_id, device_clock_at, received_at,
        own_version_id, extras)
    VALUES (%s, %s, %s, %s, %s::smallint[], %s, %s, %s, %s::uuid, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
    ON CONFLICT (client_id) DO NOTHING
"""
# The answer and how it came, still one statement: a trace belongs to a stored answer or is not written.
INSERT_TRACED = f"""
    WITH stored AS ({INSERT} RETURNING id)
    INSERT INTO surveys_trace (response_id, unit_id, day, network, device, seconds)
    SELECT id, %s, %s, %s, %s, %s FROM stored
"""  # noqa: S608  built from constants of this file
MOST_COMMENT = 1_000
DEVICE_CHANNELS = {Channel.KIOSK, Channel.OFFLINE}
RESPONDENT_COLUMNS = ("sex", "age_group", "education", "occupation")


@dataclass(frozen=True, slots=True)
class Sender:
    """The registered device that sends an answer, and when it was given by the device's own clock."""

    device_id: int
    clock_at: datetime


class AnswerError(DomainError):
    """Answers that can't be taken; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was filled in: scores by question name, what is missing, and the optional parts."""

    scores: Mapping[str, int]
    missing: tuple[str, ...]
    respondent: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    extras: Mapping[str, int | str] = field(default_factory=dict)
    """Answers to the unit's own questions, by name: an answer's number, or a text."""


def read_answers(content: SurveyContent, data: Mapping[str, str]) -> Answers:
    """Read a sent form. A value that the page doesn't offer counts as not answered, never as something else."""
    scores: dict[str, int] = {}
    for question in content.questions:
        value = data.get(question.name, "")
        if value in {"1", "2", "3", "4"}:
            scores[question.name] = int(value)
    missing = tuple(question.name for question in content.questions if question.name not in scores)
    respondent = {
        question.name: value
        for question in content.respondent
        if (value := data.get(question.name, "")) and value in dict(question.options)
    }
    comment = _cleaned(data.get("comment", ""))[:MOST_COMMENT]
    return Answers(scores, missing, respondent, comment, _read_extras(content, data))


def _read_extras(content: SurveyContent, data: Mapping[str, str]) -> dict[str, int | str]:
    found: dict[str, int | str] = {}
    for extra in content.extras:
        value = data.get(extra.name, "")
        if extra.kind == QuestionKind.TEXT:
            text = _cleaned(value)[:MOST_TEXT]
            found |= {extra.name: text} if text else {}
        elif value in {str(number) for number, _label in extra.answers}:
            found[extra.name] = int(value)
    return found


def _cleaned(text: str) -> str:
    """A text that Postgres can keep: no NUL, no half of a character."""
    return text.replace("\x00", "").encode(errors="ignore").decode().strip()


def submit(
    *,
    content: SurveyContent,
    answers: Answers,
    client_id: UUID,
    channel: Channel,
    now: datetime,
    origin: Origin | None = None,
    answered_at: datetime | None = None,
    device: Sender | None = None,
) -> bool:
    """Store one citizen's answers; False when this `client_id` was stored before (sent twice: thanked once).

    One statement in its own transaction: the trigger queues it for the roll-ups. `answered_at` when they were given
    earlier than now (paper, offline); an open answer brings its `origin`, by which it is judged later, one of a kiosk
    or tablet its `device`. Raises AnswerError when a question is unanswered, the unit doesn't exist on the day of the
    answer, or a kiosk's way in is claimed without a device.
    """
    given_at = answered_at or now
    day = city_day(given_at)
    _refuse_what_cannot_count(content, answers, day)
    if (device is None) is (channel in DEVICE_CHANNELS):
        raise AnswerError(_("Jawaban layar atau tablet hanya diterima dari perangkat yang terdaftar."))
    scores = [answers.scores[question.name] for question in content.questions]
    respondent = [answers.respondent.get(field, "") for field in RESPONDENT_COLUMNS]
    place = [content.unit_id, content.service_id, content.version_id, len(scores)]
    known_by = [device.device_id, device.clock_at] if device else [None, None]
    row = [*place, scores, channel.value, given_at, day, str(client_id), *respondent, answers.comment, *known_by, now]
    row += [content.own_version_id, _by_position(content, answers)]
    if origin is None:
        return _insert(INSERT, row)
    return _insert(INSERT_TRACED, [*row, content.unit_id, day, origin.network, origin.device, origin.seconds])


def _refuse_what_cannot_count(content: SurveyContent, answers: Answers, day: date) -> None:
    if answers.missing:
        raise AnswerError(_("Masih ada pertanyaan yang belum dijawab."))
    if not content.is_open(day):
        raise AnswerError(_("Survei untuk unit ini sudah ditutup."))


def _by_position(content: SurveyContent, answers: Answers) -> str:
    given = {
        str(extra.position): answers.extras[extra.name] for extra in content.extras if extra.name in answers.extras
    }
    return json.dumps(given) if given else "{}"


def _insert(statement: str, row: Sequence[Any]) -> bool:
    """Store a row; False when its id was stored before."""
    try:
        return _execute(statement, row)
    except (OperationalError, InterfaceError):
        # The database was restarted under a connection that this process kept. Asking first whether it still lives
        # would cost every citizen a second round trip; asking again costs nothing, for an id is stored once.
        connections[DEFAULT_DB_ALIAS].close()
        return _execute(statement, row)


def _execute(statement: str, row: Sequence[Any]) -> bool:
    connection = connections[DEFAULT_DB_ALIAS]
    connection.health_check_done = True  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(statement, row)
        return bool(cursor.rowcount)
