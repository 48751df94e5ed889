"""Accounts open with the first assignment and close with the last one."""

from datetime import date, datetime, timedelta

from people import assignments
from people.accounts import close_accounts_of_leavers, open_accounts
from people.models import Account, Assignment, Position, Role
from tests.cast import Cast
from tests.factories.people import EPOCH, give_role, make_account, make_assignment, make_employee


def active(account: Account) -> bool:
    return Account.objects.get(pk=account.pk).is_active


def leave(account: Account, last_day: date) -> None:
    Assignment.objects.filter(employee=account.employee).update(ends_on=last_day)


def test_an_account_waits_for_its_code_under_the_persons_number(db: None, now: datetime) -> None:
    siti = make_employee("Siti", number="199001012015011001", email="siti@contoh.test")
    assert open_accounts(employees=[siti], now=now) == 1
    account = Account.objects.get(employee=siti)
    assert (account.username, account.name, account.email) == ("199001012015011001", "Siti", "siti@contoh.test")
    assert not account.has_usable_password()


def test_who_has_no_number_gets_an_own_id(db: None, now: datetime) -> None:
    budi = make_employee("Budi", status="non_asn", number=None)
    open_accounts(employees=[budi], now=now)
    assert Account.objects.get(employee=budi).username == f"N{budi.pk:06d}"


def test_a_new_number_is_carried_over_and_an_own_address_kept(db: None, now: datetime) -> None:
    siti = make_employee("Siti", number="199001012015011001")
    account = make_account(siti, email="milik.siti@contoh.test")
    siti.number, siti.email = "199001012024011001", "dinas@contoh.test"
    assert open_accounts(employees=[siti], now=now) == 0
    account.refresh_from_db()
    assert (account.username, account.email) == ("199001012024011001", "milik.siti@contoh.test")
    assert account.check_password("kata-sandi-uji")


def test_an_account_closes_the_day_after_the_last_assignment(cast: Cast, now: datetime) -> None:
    leave(cast.employee, date(2026, 3, 9))
    assert close_accounts_of_leavers(now=now) == 0
    assert close_accounts_of_leavers(now=now + timedelta(days=1)) == 1
    assert not active(cast.employee)
    assert active(cast.head)


def test_the_day_is_the_citys(cast: Cast) -> None:
    leave(cast.employee, date(2026, 3, 9))
    assert close_accounts_of_leavers(now=datetime.fromisoformat("2026-03-09T16:59:00+00:00")) == 0
    assert close_accounts_of_leavers(now=datetime.fromisoformat("2026-03-09T17:01:00+00:00")) == 1


def test_a_side_post_or_a_later_assignment_keeps_the_account_open(cast: Cast, now: datetime) -> None:
    leave(cast.employee, date(2026, 1, 31))
    make_assignment(cast.employee.employee, cast.other_unit, starts_on=date(2026, 5, 1), main=False)
    assert close_accounts_of_leavers(now=now) == 0


def test_accounts_without_an_employee_are_nobodys_leavers(cast: Cast, now: datetime) -> None:
    partner = make_account()
    close_accounts_of_leavers(now=now)
    assert active(partner)


def test_roles_end_with_the_account(cast: Cast, now: datetime) -> None:
    give_role(cast.head, "hr")
    leave(cast.officer, date(2026, 1, 31))
    leave(cast.hr, date(2026, 1, 31))
    close_accounts_of_leavers(now=now)
    assert set(Role.objects.values_list("account__name", "ends_on")) == {
        ("Kepala Puskesmas", None),
        ("Wali Kota", None),
        ("Petugas Survei", date(2026, 3, 8)),
        ("Hanafi (BKPSDM)", date(2026, 3, 8)),
    }
    assert not Account.objects.get(pk=cast.hr.pk).is_staff


def test_whoever_comes_back_finds_the_account_open(cast: Cast, now: datetime) -> None:
    leave(cast.employee, date(2026, 1, 31))
    close_accounts_of_leavers(now=now)
    assignments.transfer(
        employee=cast.employee.employee,
        unit=cast.other_unit,
        position=Position.objects.get(name="Analis"),
        on=date(2026, 4, 1),
        by=cast.hr,
        now=now,
    )
    assert active(cast.employee)
    assert Assignment.objects.filter(employee=cast.employee.employee, starts_on=EPOCH).get().ends_on == date(
        2026, 1, 31
    )
