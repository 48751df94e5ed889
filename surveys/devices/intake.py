"""Taking in what a device sends: each answer by itself, exactly once, however late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from surveys.answers import AnswerError, Sender, read_answers, submit
from surveys.devices.clock import corrected
from surveys.devices.contents import content_asked
from surveys.devices.registry import DeviceError
from surveys.devices.sending import Piece, PieceError, Sending, id_of, read_piece
from surveys.models import Channel, Device, RefusedAnswer, Revocation


class Fate(StrEnum):
    """What became of one answer. Only a stored or known one may leave the device."""

    STORED = "stored"
    KNOWN = "known"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer's fate, and for a refused one the reason in words."""

    client_id: str
    fate: Fate
    reason: str = ""


def take_in(*, device: Device, sending: Sending, now: datetime) -> list[Outcome]:
    """Store a device's answers one by one and say of each what became of it, in the order in which they came.

    A bad answer is refused alone; one that the database could not take just now is to be sent again. Remembers when
    the device was seen, how many answers it still holds, and what was refused. Raises DeviceError for a lost device.
    """
    if device.revocation == Revocation.LOST:
        raise DeviceError(_("Perangkat ini dicabut karena hilang. Jawaban di dalamnya tidak diterima."))
    registered = dict(Device.objects.filter(unit=device.unit_id).values_list("pk", "registered_at"))
    outcomes = [_one(device, answer, sending, registered, now) for answer in sending.answers]
    _remember(device, outcomes, sending, now)
    return outcomes


def _one(
    device: Device, answer: object, sending: Sending, registered: Mapping[int, datetime], now: datetime
) -> Outcome:
    try:
        piece = read_piece(answer)
        with refusing_with(DeviceError):
            is_new = _store(device, piece, sending.sent_at, registered, now)
    except (PieceError, DeviceError, AnswerError) as refusal:
        return Outcome(id_of(answer), Fate.REFUSED, refusal.message)
    except (IntegrityError, DataError):
        return Outcome(id_of(answer), Fate.REFUSED, _("Jawaban ini tidak cocok dengan kuesionernya."))
    except DatabaseError:
        # Busy, restarted, or a fault of ours: the device keeps the answer and sends it again.
        return Outcome(id_of(answer), Fate.LATER)
    return Outcome(id_of(answer), Fate.STORED if is_new else Fate.KNOWN)


def _store(device: Device, piece: Piece, sent_at: datetime, registered: Mapping[int, datetime], now: datetime) -> bool:
    # Answers taken before a tablet was paired anew belong to the registration under which they were given.
    not_before = registered.get(piece.device_id, device.registered_at)
    given_at = corrected(piece.given_at, sent_at=sent_at, now=now, not_before=not_before)
    if piece.unit_code != device.unit.code:
        raise DeviceError(_("Jawaban ini untuk unit lain. Pasangkan perangkat pada unit itu untuk mengirimnya."))
    if device.revoked_at is not None and given_at > device.revoked_at:
        raise DeviceError(_("Jawaban ini diberikan setelah perangkat dicabut."))
    content = content_asked(piece.unit_code, piece.service_code, piece.version)
    if content is None:
        raise DeviceError(_("Kuesioner atau layanan jawaban ini tidak dikenal."))
    return submit(
        content=content,
        answers=read_answers(content, piece.fields),
        client_id=piece.client_id,
        channel=Channel(device.kind),
        now=now,
        answered_at=given_at,
        device=Sender(device.pk, piece.given_at),
    )


def _remember(device: Device, outcomes: Sequence[Outcome], sending: Sending, now: datetime) -> None:
    done = [one.client_id for one in outcomes if one.fate in {Fate.STORED, Fate.KNOWN}]
    refused = [one for one in outcomes if one.fate is Fate.REFUSED and one.client_id]
    with transaction.atomic():
        left = max(sending.waiting - len(done), 0)
        Device.objects.filter(pk=device.pk).update(last_seen_at=now, waiting_count=left)
        if done:
            RefusedAnswer.objects.filter(device__unit=device.unit_id, client_id__in=done).delete()
        RefusedAnswer.objects.bulk_create(
            [
                RefusedAnswer(device=device, client_id=one.client_id, reason=one.reason[:200], refused_at=now)
                for one in {one.client_id: one for one in refused}.values()
            ],
            update_conflicts=True,
            unique_fields=["device", "client_id"],
            update_fields=["reason", "refused_at"],
        )
