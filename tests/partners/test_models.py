"""Each rule of the partners' tables, broken once."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from partners.models import Contact, Instructor, PartnerStaff
from pembinaan.base.constraints import violated_name
from tests.factories.people import make_account
from tests.factories.programs import make_agreement, make_institution, make_partner_staff

pytestmark = pytest.mark.django_db


def broken(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return violated_name(caught.value)


def test_an_agreement_ends_and_not_before_it_starts() -> None:
    partner = make_institution()
    assert broken(lambda: make_agreement(partner, ends_on=None)) == "agreement_has_end"
    assert broken(lambda: make_agreement(partner, ends_on=date(2025, 12, 31))) == "agreement_dates_in_order"


def test_an_instructor_is_ours_or_a_partners() -> None:
    assert broken(lambda: Instructor.objects.create(name="Entah")) == "instructor_is_ours_or_a_partners"


def test_an_account_works_for_one_partner_at_a_time() -> None:
    account = make_account()
    make_partner_staff(make_institution(), account)
    assert broken(lambda: make_partner_staff(make_institution(), account)) == "partner_staff_one_institution"
    PartnerStaff.objects.update(ends_on=date(2020, 6, 30))
    make_institution().staff.create(account=account, starts_on=date(2020, 7, 1))


def test_partner_staff_dates_are_in_order() -> None:
    partner, account = make_institution(), make_account()
    days = {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 31)}
    assert broken(lambda: partner.staff.create(account=account, **days)) == "partner_staff_dates_in_order"


def test_a_contact_stands_once_with_a_telephone_that_can_be_called() -> None:
    partner = make_institution()
    Contact.objects.create(institution=partner, name="Rina", phone="+62 812-3456-7890")
    assert broken(lambda: Contact.objects.create(institution=partner, name="Rina")) == "contact_once"
    wrong = "contact_phone_is_a_number"
    assert broken(lambda: Contact.objects.create(institution=partner, name="Budi", phone="hubungi Rina")) == wrong


def test_two_partners_never_share_a_name_and_two_agreements_never_a_number() -> None:
    partner, other = make_institution(name="Universitas Sama"), make_institution()
    assert broken(lambda: make_institution(name="Universitas Sama")) == "institution_name_once"
    make_agreement(partner, number="PKS/1")
    assert broken(lambda: make_agreement(other, number="PKS/1")) == "agreement_number_once"
