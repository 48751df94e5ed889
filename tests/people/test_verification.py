"""The command that proves what constraints cannot: silent on a sound city, one sentence for each breach."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from people import activation
from people.access import Access
from people.accounts import close_accounts_of_leavers
from people.models import Account, Assignment, Employee, Unit
from people.verification import breaches
from tests.cast import Cast
from tests.factories.people import EPOCH, make_account, make_assignment, make_employee, make_unit


@pytest.fixture
def sound(cast: Cast) -> Cast:
    """The cast, with accounts named as they must be."""
    for account in Account.objects.filter(employee__number__isnull=False).select_related("employee"):
        Account.objects.filter(pk=account.pk).update(username=account.employee.number)
    return cast


def without_triggers(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_a_sound_city_is_silent(sound: Cast, now: datetime) -> None:
    assert list(breaches(now=now)) == []
    out = StringIO()
    call_command("people", "--verify", stdout=out)
    assert out.getvalue() == "people: all is well\n"


def test_a_circle_in_the_tree_is_found(sound: Cast, now: datetime) -> None:
    without_triggers(f"UPDATE people_unit SET parent_id = {sound.unit.pk} WHERE id = {sound.agency.pk}")
    circle = sorted([sound.agency.pk, sound.unit.pk])
    assert list(breaches(now=now)) == [f"unit {pk}: above itself" for pk in circle]


def test_a_chain_of_mergers_without_an_end_is_found(sound: Cast, now: datetime) -> None:
    old = make_unit(ends_on=date(2025, 12, 31), merged_into=sound.unit)
    without_triggers(
        f"UPDATE people_unit SET merged_into_id = {old.pk}, ends_on = '2030-12-31' WHERE id = {sound.other_unit.pk}"
    )
    without_triggers(f"UPDATE people_unit SET merged_into_id = {sound.other_unit.pk} WHERE id = {old.pk}")
    found = [sentence for sentence in breaches(now=now) if "chain of successors" in sentence]
    assert [sentence.split(":")[0] for sentence in found] == [
        f"unit {pk}" for pk in sorted([old.pk, sound.other_unit.pk])
    ]


def test_a_number_with_an_impossible_birthday_is_found(sound: Cast, now: datetime) -> None:
    Employee.objects.filter(pk=sound.employee.employee_id).update(number="199013012015011001")
    assert any("bukan tanggal lahir" in sentence for sentence in breaches(now=now))


def test_an_assignment_outside_its_units_dates_is_found(sound: Cast, now: datetime) -> None:
    Unit.objects.filter(pk=sound.unit.pk).update(ends_on=date(2026, 12, 31))
    outside = Assignment.objects.filter(unit=sound.unit).order_by("pk")
    assert list(breaches(now=now)) == [f"assignment {row.pk}: outside the dates of its unit" for row in outside]


def test_an_open_account_of_a_leaver_is_found_until_the_daily_task_closes_it(sound: Cast, now: datetime) -> None:
    Assignment.objects.filter(employee=sound.employee.employee).update(ends_on=date(2026, 3, 8))
    assert list(breaches(now=now)) == [f"account {sound.employee.pk}: open though its person has left"]
    close_accounts_of_leavers(now=now)
    assert list(breaches(now=now)) == []


def test_a_head_who_serves_nowhere_is_found(sound: Cast, now: datetime) -> None:
    Assignment.objects.filter(employee=sound.head.employee).update(starts_on=date(2026, 5, 1))
    assert [sentence for sentence in breaches(now=now) if sentence.startswith("headship")]


def test_an_account_that_enters_the_records_without_being_hr_is_found(sound: Cast, now: datetime) -> None:
    Account.objects.filter(pk=sound.stranger.pk).update(is_staff=True)
    assert list(breaches(now=now)) == [f"account {sound.stranger.pk}: enters the records without being HR"]


def test_an_account_under_another_name_is_found_and_the_command_fails(sound: Cast, now: datetime) -> None:
    person = make_employee("Ani")
    make_assignment(person, sound.unit, starts_on=EPOCH)
    account = make_account(person, username="ani")
    assert list(breaches(now=now)) == [f"account {account.pk}: not named after its person's number"]
    with pytest.raises(CommandError, match="1 not as they must be"):
        call_command("people", "--verify", stdout=StringIO())


def test_an_empty_city_lets_its_first_hr_in(db: None, now: datetime) -> None:
    out = StringIO()
    call_command("people", "--first-hr", "bkpsdm", "--name", "Hanafi", stdout=out)
    code = out.getvalue().split()[1]
    account = Account.objects.get(username="bkpsdm")
    assert account.is_staff
    assert Access(account, account.roles.get().starts_on).is_hr
    activation.activate(username="bkpsdm", code=code, password="angin-laut-tenang", now=timezone.now())
    with pytest.raises(activation.ActivationError):
        call_command("people", "--first-hr", "bkpsdm", stdout=StringIO())
