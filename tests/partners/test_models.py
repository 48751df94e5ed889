"""Each rule of the partners' tables, broken once; and what the agreements page shows."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.models import Agreement, Instructor, PartnerStaff
from pembinaan.base.constraints import violated_name
from tests.cast import Cast
from tests.factories.people import make_account
from tests.factories.programs import make_agreement, make_batch, make_institution, make_partner_staff, make_program

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


def client_of_hr(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.hr, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_page_tells_which_agreements_end_soon_or_have_ended(cast: Cast) -> None:
    partner, day = make_institution(), timezone.localdate()
    for number, left in (("PKS/habis", -1), ("PKS/segera", 30), ("PKS/lama", 400)):
        make_agreement(partner, number=number, starts_on=date(2020, 1, 1), ends_on=day + timedelta(days=left))
    page = client_of_hr(cast).get("/kelola/perjanjian/").content.decode()
    assert page.index("PKS/lama") < page.index("Berlaku</span>") < page.index("PKS/segera")
    assert page.index("30 hari lagi") < page.index("PKS/habis") < page.index("Habis")


def test_shortening_an_agreement_in_the_admin_is_refused_in_words(cast: Cast) -> None:
    partner = make_institution()
    agreement = make_agreement(partner)
    make_batch(make_program(institution=partner), agreement=agreement)
    form = {"institution": partner.pk, "kind": "pks", "number": agreement.number, "scope": ""}
    form |= {"starts_on": "2026-01-01", "ends_on": "2026-03-01"}
    address = reverse("admin:partners_agreement_change", args=[agreement.pk])
    answer = client_of_hr(cast).post(address, form, follow=True)
    assert "Angkatan harus berada di dalam masa berlaku perjanjian" in answer.content.decode()
    assert Agreement.objects.get().ends_on == date(2026, 12, 31)
