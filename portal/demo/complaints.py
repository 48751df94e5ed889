"""Complaints of the demo city: open, late and done ones. Sealed like real ones, so never the same bytes twice."""

import random
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from people.models import Account, Role, RoleKind, Unit
from surveys.complaints.promises import promised_day
from surveys.complaints.receiving import ALPHABET, REFERENCE_LENGTH
from surveys.complaints.sealing import seal
from surveys.models import Complaint, ComplaintDeed, ComplaintState, ComplaintStep, Element, Service

SEED = 7_202
WORKING_DAYS = 5
UNITS = ("153", "110", "119", "109", "106")
TEXTS = (
    ("time", "Nomor antrean saya dilewati dua kali, dan baru dilayani setelah tiga jam."),
    ("conduct", "Petugas di loket 2 berbicara kasar kepada orang tua saya."),
    ("requirements", "Syarat di papan berbeda dengan yang diminta petugas; saya bolak-balik dua hari."),
    ("facilities", "Kursi tunggu rusak dan tidak ada tempat untuk kursi roda."),
    ("cost", "Saya diminta membayar fotokopi di tempat tertentu."),
    ("complaints", "Kotak saran tidak pernah dibuka, sudah saya tanya tiga kali."),
    ("procedure", "Tidak ada yang menjelaskan urutan loketnya."),
)
CONTACTS = ("0812 0000 1111", "", "warga@contoh.test", "", "0813 0000 2222")
NOTE = "Sudah dihubungi; penjelasan diberikan dan antrean diatur ulang."
OPEN_AGES = (1, 2, 4, 6, 9, 13)
CLOSED_AGES = range(15, 330, 9)


def make_complaints(today: date) -> None:
    """Write complaints of some units: open ones of the last two weeks, older ones that are done."""
    dice = random.Random(SEED)  # noqa: S311  invented complaints
    units = Unit.objects.without_tree_fields().filter(code__in=UNITS).order_by("code")
    elements = dict(Element.objects.values_list("key", "pk"))
    officers = Role.objects.filter(kind=RoleKind.SURVEY_OFFICER).order_by("pk")
    by = Account.objects.filter(pk__in=officers.values("account")).order_by("pk").first()
    for unit in units:
        services = list(Service.objects.filter(unit=unit).order_by("pk"))
        ages = [*OPEN_AGES, *CLOSED_AGES] if unit.code == UNITS[0] else [dice.choice(OPEN_AGES), *CLOSED_AGES[::4]]
        made = [_complaint(unit, services, elements, today, age, dice) for age in ages]
        stored = Complaint.objects.bulk_create(made)
        if by:
            ComplaintStep.objects.bulk_create(step for one in stored for step in _steps(one, by))


def _complaint(
    unit: Unit, services: list[Service], elements: dict[str, int], today: date, age: int, dice: random.Random
) -> Complaint:
    element, text = dice.choice(TEXTS)
    received = today - timedelta(days=age)
    contact = dice.choice(CONTACTS)
    due = promised_day(received, WORKING_DAYS)
    one = Complaint(
        unit=unit,
        service=dice.choice(services) if services else None,
        element_id=elements[element],
        reference="".join(dice.choice(ALPHABET) for _place in range(REFERENCE_LENGTH)),
        client_id=UUID(int=dice.getrandbits(128), version=4),
        wants_answer=bool(contact),
        received_on=received,
        due_on=due,
    )
    if age in CLOSED_AGES:
        one.state = ComplaintState.DONE
        one.answered_on = min(received + timedelta(days=dice.choice((1, 2, 3, 5, 6, 10))), today)
        one.closed_on = min(one.answered_on + timedelta(days=dice.choice((0, 1, 4))), today)
        return one
    one.sealed_text, one.sealed_contact = seal(text, day=received), seal(contact, day=received)
    if age % 3 == 0:
        one.state, one.answered_on = ComplaintState.ANSWERED, min(received + timedelta(days=3), today)
        one.sealed_note = seal(NOTE, day=received)
    return one


def _steps(one: Complaint, by: Account) -> list[ComplaintStep]:
    deeds = []
    if one.answered_on:
        deeds += [(ComplaintDeed.READ, one.answered_on, 9), (ComplaintDeed.ANSWERED, one.answered_on, 10)]
    if one.closed_on:
        deeds.append((ComplaintDeed.DONE, one.closed_on, 11))
    zone = timezone.get_default_timezone()
    return [
        ComplaintStep(complaint=one, deed=deed, by=by, at=datetime.combine(day, time(hour), zone))
        for deed, day, hour in deeds
    ]
