"""What a device sends, checked piece by piece: a piece that can't be read never spoils its neighbours."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from pembinaan.base.errors import DomainError
from surveys.devices.clock import moment_of

MOST_BYTES: Final = 256 * 1024
MOST_ANSWERS: Final = 50
MOST_FIELDS: Final = 100
MOST_TEXT: Final = 2_000
MOST_WAITING: Final = 1_000_000
ID_LENGTH: Final = 36


class SendingError(DomainError):
    """A sending that can't be read at all; nothing of it was taken."""


class PieceError(DomainError):
    """One answer that can't be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What came in one request: the device's clock, how many answers wait there, and the answers as they came."""

    sent_at: datetime
    waiting: int
    answers: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer as the device kept it; `given_at` by the device's clock."""

    client_id: UUID
    device_id: int
    unit_code: str
    service_code: str
    version: str
    given_at: datetime
    fields: Mapping[str, str]


def read_sending(body: bytes) -> Sending:
    """Read a request's JSON. Raises SendingError when it isn't one, or holds too much."""
    try:
        data = json.loads(body)
        sent_at = moment_of(_number(data["sent_at"]))
        waiting, answers = _number(data["waiting"]), data["answers"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise SendingError(_("Kiriman perangkat tidak dapat dibaca.")) from error
    if not isinstance(answers, list) or len(answers) > MOST_ANSWERS or not 0 <= waiting <= MOST_WAITING:
        raise SendingError(_("Kiriman perangkat tidak dapat dibaca."))
    return Sending(sent_at, waiting, tuple(answers))


def id_of(answer: object) -> str:
    """The id by which a device knows an answer, as far as it can be read."""
    value = answer.get("id") if isinstance(answer, dict) else None
    return value[:ID_LENGTH].replace("\x00", "") if isinstance(value, str) else ""


def read_piece(answer: object) -> Piece:
    """Read one answer of a sending. Raises PieceError when anything in it isn't what it should be."""
    try:
        if not isinstance(answer, dict):
            raise TypeError
        return Piece(
            client_id=UUID(_text(answer["id"])),
            device_id=_number(answer["device"]),
            unit_code=_text(answer["unit"]),
            service_code=_text(answer["service"]),
            version=_text(answer["version"]),
            given_at=moment_of(_number(answer["given_at"])),
            fields=_fields(answer["fields"]),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise PieceError(_("Isi jawaban ini rusak atau tidak lengkap.")) from error


def _fields(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > MOST_FIELDS:
        raise TypeError
    return {_text(name): _text(text) for name, text in value.items()}


def _text(value: object) -> str:
    """A text that Postgres can keep: no NUL, no half of a character."""
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise TypeError
    return value.replace("\x00", "").encode(errors="ignore").decode()


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value
