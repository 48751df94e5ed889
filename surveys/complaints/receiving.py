"""A citizen complains: stored once, sealed, with nothing that leads to an answer in the survey."""

import re
import secrets
from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils.translation import gettext as _

from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from surveys.complaints import telling
from surveys.complaints.promises import promised_day
from surveys.complaints.sealing import seal
from surveys.content import SurveyContent
from surveys.models import Complaint, ComplaintRule, Element, Service

MOST_TEXT: Final = 2_000
MOST_CONTACT: Final = 100
# No letters and digits that are taken for each other on paper or by telephone.
ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
REFERENCE_LENGTH: Final = 10
PHONE: Final = re.compile(r"\+?[0-9]{8,15}")
ONE_MORE = """
    INSERT INTO surveys_complaintsender (day, network, count) VALUES (%s, %s, 1)
    ON CONFLICT (day, network) DO UPDATE SET count = surveys_complaintsender.count + 1
    RETURNING count
"""


class ComplaintError(DomainError):
    """The complaint can't be taken; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the citizen wrote: the text, a telephone number or e-mail when an answer is wished, about what."""

    text: str
    contact: str = ""
    service_code: str = ""
    element_key: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The number to ask by, and whether this is the first time that it came."""

    reference: str
    is_new: bool


def receive(*, content: SurveyContent, letter: Letter, client_id: UUID, network: int | None, now: datetime) -> Received:
    """Take a complaint about a unit; the same `client_id` again returns the first number.

    `network` is the day's hash of where it came from; None says nothing and is not counted. Raises ComplaintError
    for an empty text, a contact that is none, a closed unit, and a network that sent too many today.
    """
    letter, day = _cleaned(letter), city_day(now)
    _check(letter, content, day)
    rule = ComplaintRule.objects.in_force(day)
    with transaction.atomic():
        known = Complaint.objects.filter(client_id=client_id).first()
        if known:
            return Received(known.reference, is_new=False)
        _count(network, day, rule.most_a_day)
        complaint = _complaint(content, letter, client_id, day, rule)
        # Sent twice in one moment: the second one finds the first's row.
        Complaint.objects.bulk_create([complaint], ignore_conflicts=True)
        stored = Complaint.objects.select_related("unit").get(client_id=client_id)
        if stored.reference != complaint.reference:
            return Received(stored.reference, is_new=False)
        telling.received(stored, day=day, now=now)
    return Received(stored.reference, is_new=True)


def _cleaned(letter: Letter) -> Letter:
    """Without what Postgres cannot keep, so that a text of nothing else is empty."""
    return Letter(*(part.replace("\x00", "").strip() for part in astuple(letter)))


def _check(letter: Letter, content: SurveyContent, day: date) -> None:
    if not letter.text:
        raise ComplaintError(_("Tulis dahulu apa yang terjadi."))
    if letter.contact and not is_contact(letter.contact):
        raise ComplaintError(_("Tulis nomor telepon (8 sampai 15 angka) atau alamat surel, misalnya 0812 3456 7890."))
    if not content.is_open(day):
        raise ComplaintError(_("Unit ini sudah tidak melayani."))


def is_contact(text: str) -> bool:
    """Whether a text is a telephone number or an e-mail address."""
    if PHONE.fullmatch(re.sub(r"[\s().-]", "", text)):
        return True
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return True


def _count(network: int | None, day: date, most: int) -> None:
    """Count one more from a network; the row's lock makes two at once wait for each other."""
    if network is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE, [day, network])
        (count,) = cursor.fetchone()
    if count > most:
        raise ComplaintError(
            _(
                "Dari jaringan internet ini hari ini sudah masuk %(n)d pengaduan, batas kami untuk sehari. "
                "Coba lagi besok atau dari jaringan lain, atau sampaikan langsung di loket unit ini."
            )
            % {"n": most}
        )


def _complaint(content: SurveyContent, letter: Letter, client_id: UUID, day: date, rule: ComplaintRule) -> Complaint:
    contact = letter.contact[:MOST_CONTACT]
    return Complaint(
        unit_id=content.unit_id,
        service=Service.objects.on(day).filter(unit=content.unit_id, code=letter.service_code).first(),
        element=Element.objects.filter(key=letter.element_key).first(),
        reference="".join(secrets.choice(ALPHABET) for _place in range(REFERENCE_LENGTH)),
        client_id=client_id,
        wants_answer=bool(contact),
        sealed_text=seal(letter.text[:MOST_TEXT], day=day),
        sealed_contact=seal(contact, day=day),
        received_on=day,
        due_on=promised_day(day, rule.answer_within_days),
    )
