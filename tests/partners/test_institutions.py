"""Partners are found and kept; contacts and instructors leave a history."""

from datetime import date, datetime

import pytest

from partners.errors import PartnerError
from partners.institutions import drop_contact, found, keep_contact, keep_institution, keep_instructor
from partners.models import Contact, Institution, Instructor
from tests.factories.programs import make_agreement, make_institution

TODAY = date(2026, 3, 9)
pytestmark = pytest.mark.django_db


def test_the_list_finds_by_name_code_kind_and_contact_and_says_how_long_it_holds() -> None:
    sea = make_institution(name="Universitas Laut", code="ulaut")
    ministry = make_institution(name="Kementerian Kota", kind="ministry")
    Contact.objects.create(institution=ministry, name="Rina")
    make_agreement(sea, ends_on=date(2026, 6, 1))
    make_agreement(sea, ends_on=date(2027, 6, 1))
    make_agreement(ministry, starts_on=date(2025, 1, 1), ends_on=date(2026, 3, 8))
    Instructor.objects.create(institution=sea, name="Dosen")
    Instructor.objects.create(institution=sea, name="Pensiun", ends_on=date(2026, 3, 8))
    rows = {row.name: (row.people, row.holds_until) for row in found(day=TODAY)}
    assert rows == {"Kementerian Kota": (0, None), "Universitas Laut": (1, date(2027, 6, 1))}
    for asked, name in (({"text": "laut"}, sea), ({"text": "ULAUT"}, sea), ({"text": "rin"}, ministry)):
        assert list(found(day=TODAY, **asked)) == [name]
    assert list(found(kind="ministry", day=TODAY)) == [ministry]


def test_a_new_partner_gets_a_code_of_its_own(now: datetime) -> None:
    codes = []
    for name in ("Universitas Laut", "Universitas Laut!", "!!!"):
        kept = keep_institution(institution=Institution(), name=name, kind="university", by=None, now=now)
        codes.append(kept.code)
    assert codes == ["universitas-laut", "universitas-laut-2", "mitra"]


def test_what_a_rule_refuses_comes_back_as_its_sentence(now: datetime) -> None:
    contact = Contact(institution=make_institution())
    with pytest.raises(PartnerError, match="Tulis telepon dengan angka"):
        keep_contact(contact=contact, name="Rina", role="", email="", phone="nanti", by=None, now=now)


def test_contacts_and_instructors_keep_their_history(now: datetime) -> None:
    partner = make_institution()
    contact = keep_contact(
        contact=Contact(institution=partner),
        name="Rina",
        role="Keuangan",
        email="",
        phone="0771 12345",
        by=None,
        now=now,
    )
    drop_contact(contact=contact, by=None, now=now)
    assert not Contact.objects.exists()
    assert Contact.pgh_event_model.objects.filter(name="Rina").exists()  # type: ignore[attr-defined]
    teacher = keep_instructor(
        instructor=Instructor(institution=partner), name="Dosen", expertise="Arus", by=None, now=now
    )
    keep_instructor(instructor=teacher, name="Dosen", expertise="Logistik", by=None, now=now)
    assert teacher.events.count() == 2  # type: ignore[attr-defined]
