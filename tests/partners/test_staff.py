"""A partner's staff get accounts with dates; when the last day is over they are shut out."""

from datetime import date, datetime, timedelta

import pytest

from partners.access import partner_institution_id
from partners.errors import StaffError
from partners.models import Institution, PartnerStaff
from partners.staff import Invitation, close_accounts_of_former_staff, end, invite
from partners.tasks import close_partner_accounts
from people.access import Access
from people.activation import activate
from people.models import Account
from tests.cast import Cast
from tests.factories.people import give_role, make_account
from tests.factories.programs import make_institution

TODAY = date(2026, 3, 9)


@pytest.fixture
def partner(db: None) -> Institution:
    return make_institution()


def invited(partner: Institution, now: datetime, **fields: object) -> Invitation:
    values = {"name": "Rina Marlina", "email": "Rina@Umrah.test", "starts_on": TODAY, "ends_on": None, **fields}
    return invite(institution=partner, by=None, now=now, **values)  # type: ignore[arg-type]


def test_the_invited_activates_the_account_with_the_code_and_works_for_that_partner(
    partner: Institution, now: datetime
) -> None:
    invitation = invited(partner, now)
    account = invitation.post.account
    assert (account.username, account.email, account.has_usable_password()) == (
        "rina@umrah.test",
        "rina@umrah.test",
        False,
    )
    activate(username="rina@umrah.test", code=invitation.code, password="pelabuhan-tua-7", now=now)
    assert partner_institution_id(Access(account=account, day=TODAY)) == partner.pk
    assert partner_institution_id(Access(account=account, day=TODAY - timedelta(days=1))) is None


def test_an_address_of_an_employee_or_of_a_role_is_refused(partner: Institution, cast: Cast, now: datetime) -> None:
    cast.employee.email = "siti@contoh.test"
    cast.employee.save()
    with pytest.raises(StaffError, match="sudah dipakai akun lain"):
        invited(partner, now, email="siti@contoh.test")
    reader = make_account(email="wali@contoh.test")
    give_role(reader, "leadership")
    with pytest.raises(StaffError, match="sudah dipakai akun lain"):
        invited(partner, now, email="wali@contoh.test")
    assert not PartnerStaff.objects.exists()


def test_nobody_works_for_two_partners_at_once(partner: Institution, now: datetime) -> None:
    invited(partner, now)
    with pytest.raises(StaffError, match="sudah menjadi staf sebuah mitra"):
        invited(make_institution(), now)
    assert PartnerStaff.objects.count() == 1


def test_who_ended_yesterday_is_shut_out_at_once_and_who_ends_today_tomorrow(
    partner: Institution, now: datetime
) -> None:
    post = invited(partner, now, starts_on=date(2026, 1, 1)).post
    end(post=post, on=TODAY, by=None, now=now)
    post.account.refresh_from_db()
    assert post.account.is_active
    assert close_accounts_of_former_staff(now=now + timedelta(days=1)) == 1
    other = invited(partner, now, email="lain@umrah.test", starts_on=date(2026, 1, 1)).post
    end(post=other, on=TODAY - timedelta(days=1), by=None, now=now)
    assert list(Account.objects.filter(username__contains="umrah").values_list("is_active", flat=True)) == [
        False,
        False,
    ]


def test_a_last_day_before_the_first_is_refused(partner: Institution, now: datetime) -> None:
    post = invited(partner, now).post
    with pytest.raises(StaffError, match="tidak boleh sebelum tanggal mulai"):
        end(post=post, on=TODAY - timedelta(days=1), by=None, now=now)


def test_who_comes_back_gets_the_old_account_with_a_new_code(partner: Institution, now: datetime) -> None:
    first = invited(partner, now, starts_on=date(2026, 1, 1))
    activate(username="rina@umrah.test", code=first.code, password="pelabuhan-tua-7", now=now)
    end(post=first.post, on=TODAY - timedelta(days=1), by=None, now=now)
    again = invited(partner, now)
    assert again.post.account == first.post.account
    assert again.code
    account = Account.objects.get(pk=first.post.account_id)
    assert account.is_active
    # The password of then opens nothing any more.
    assert not account.has_usable_password()


def test_accounts_of_employees_and_of_those_with_a_role_stay_open(cast: Cast, partner: Institution) -> None:
    adviser = make_account()
    give_role(adviser, "leadership")
    for account in (adviser, cast.employee):
        PartnerStaff.objects.create(
            account=account, institution=partner, starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1)
        )
    close_partner_accounts()
    assert Account.objects.filter(pk__in=[adviser.pk, cast.employee.pk], is_active=True).count() == 2
