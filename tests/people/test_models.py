"""The database says no: each constraint of the people room is broken once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from pembinaan.base.constraints import message_of, violated_name
from people.models import Account, ActivationCode, Assignment, Employee, Grade, Headship, ImportDraft, RankHolding, Role
from tests.cast import Cast
from tests.factories.people import EPOCH, make_account, make_assignment, make_employee, make_head, make_unit

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    pass


@contextmanager
def refused_by(name: str) -> Iterator[None]:
    """The block breaks the named constraint, and the constraint has a sentence for people."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert violated_name(refusal.value) == name
    assert message_of(refusal.value)


@pytest.mark.parametrize(
    ("status", "number"),
    [
        ("pns", None),
        ("pns", "199001012021211001"),
        ("cpns", "19900101201501100"),
        ("cpns", "19900101201501100 "),
        ("pppk", None),
        ("pppk", "199001012021201001"),
        ("pppk_part_time", "199001012021213001"),
        ("non_asn", "199001012015011001"),
        ("honorer", "199001012015011001"),
    ],
)
def test_status_and_number_belong_together(status: str, number: str | None) -> None:
    with refused_by("employee_status_fits_number"):
        Employee.objects.create(name="Siti", status=status, number=number)


@pytest.mark.parametrize(
    ("status", "number"),
    [
        ("pns", "199001012015011001"),
        ("cpns", "199001012015121001"),
        ("pppk", "199001012021211001"),
        ("pppk_part_time", "199001012025011001"),
        ("non_asn", None),
    ],
)
def test_each_status_with_its_own_number_is_taken(status: str, number: str | None) -> None:
    assert Employee.objects.create(name="Siti", status=status, number=number).pk


def test_a_number_belongs_to_one_person() -> None:
    make_employee(number="199001012015011001")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_employee(number="199001012015011001")


def test_a_main_assignment_never_overlaps_another() -> None:
    unit = make_unit()
    employee = make_employee(unit=unit)
    with refused_by("assignment_main_never_overlaps"):
        make_assignment(employee, make_unit(), starts_on=EPOCH + 100 * DAY)


def test_assignments_that_follow_each_other_and_side_posts_are_taken() -> None:
    employee = make_employee()
    make_assignment(employee, make_unit(), ends_on=EPOCH + 9 * DAY)
    make_assignment(employee, make_unit(), starts_on=EPOCH + 10 * DAY)
    make_assignment(employee, make_unit(), main=False)
    assert employee.assignments.count() == 3


def test_nothing_ends_before_it_starts() -> None:
    employee, yesterday = make_employee(), EPOCH - DAY
    account = make_account(employee)
    grade = Grade.objects.get(scheme="pns", code="III/a")
    with refused_by("unit_dates_in_order"):
        make_unit(ends_on=yesterday)
    unit = make_unit()
    with refused_by("assignment_dates_in_order"):
        make_assignment(employee, unit, ends_on=yesterday)
    with refused_by("headship_dates_in_order"):
        Headship.objects.create(unit=unit, employee=employee, starts_on=EPOCH, ends_on=yesterday)
    with refused_by("rank_dates_in_order"):
        RankHolding.objects.create(employee=employee, grade=grade, starts_on=EPOCH, ends_on=yesterday)
    with refused_by("role_dates_in_order"):
        Role.objects.create(account=account, kind="hr", starts_on=EPOCH, ends_on=yesterday)


def test_a_unit_has_one_head_and_one_acting_head_at_a_time() -> None:
    unit = make_unit()
    make_head(unit)
    make_head(unit, acting=True)
    with refused_by("headship_one_at_a_time"):
        make_head(unit, starts_on=EPOCH + DAY)


def test_a_person_holds_one_grade_at_a_time() -> None:
    employee = make_employee()
    for code in ("III/a", "III/b"):
        RankHolding(employee=employee, grade=Grade.objects.get(scheme="pns", code=code), starts_on=EPOCH)
    RankHolding.objects.create(employee=employee, grade=Grade.objects.get(code="III/a"), starts_on=EPOCH)
    with refused_by("rank_never_overlaps"):
        RankHolding.objects.create(employee=employee, grade=Grade.objects.get(code="III/b"), starts_on=EPOCH + DAY)


def test_a_grade_is_listed_once() -> None:
    with pytest.raises(IntegrityError, match="grade_code_once"), transaction.atomic():
        Grade.objects.create(scheme="pns", code="III/a", level=99)


def test_a_unit_is_never_below_itself() -> None:
    top = make_unit()
    middle = make_unit(parent=top)
    bottom = make_unit(parent=middle)
    with refused_by("unit_never_below_itself"):
        type(top).objects.filter(pk=top.pk).update(parent=bottom)
    with refused_by("unit_never_below_itself"):
        type(top).objects.filter(pk=top.pk).update(parent=top)


def test_a_branch_may_be_turned_around() -> None:
    top = make_unit()
    bottom = make_unit(parent=top)
    type(top).objects.filter(pk=bottom.pk).update(parent=None)
    type(top).objects.filter(pk=top.pk).update(parent=bottom)
    top.refresh_from_db()
    assert top.parent_id == bottom.pk


def test_a_merged_unit_has_an_end_and_another_unit_to_go_to() -> None:
    first, second = make_unit(), make_unit(ends_on=date(2025, 12, 31))
    units = type(first).objects
    with refused_by("unit_merged_has_end"):
        units.filter(pk=first.pk).update(merged_into=second)
    units.filter(pk=second.pk).update(merged_into=first)
    with refused_by("unit_never_its_own_successor"):
        units.filter(pk=first.pk).update(ends_on=date(2025, 12, 31), merged_into=second)
    with refused_by("unit_not_merged_into_itself"):
        units.filter(pk=second.pk).update(merged_into=second)


@pytest.mark.parametrize("code", ["", "1 2", "111/A", "ä"])
def test_a_units_code_fits_into_an_address(code: str) -> None:
    with refused_by("unit_code_is_plain"):
        make_unit(code=code)


def test_an_address_belongs_to_one_account_whatever_its_case() -> None:
    make_account(email="siti@contoh.test")
    make_account(email="")
    make_account(email="")
    with refused_by("account_email_once"):
        make_account(email="Siti@Contoh.test")
    with refused_by("account_email_in_small_letters"):
        Account.objects.update(email="Siti@Contoh.test")


def test_only_survey_officers_hold_a_role_for_a_unit(cast: Cast) -> None:
    with refused_by("role_unit_only_for_survey_officer"):
        Role.objects.create(account=cast.employee, kind="hr", unit=cast.unit, starts_on=EPOCH)
    with refused_by("role_unit_only_for_survey_officer"):
        Role.objects.create(account=cast.employee, kind="survey_officer", starts_on=EPOCH)


def test_a_role_is_held_once_at_a_time(cast: Cast) -> None:
    with refused_by("role_held_once"):
        Role.objects.create(account=cast.hr, kind="hr", starts_on=EPOCH)
    with refused_by("role_never_overlaps"):
        Role.objects.create(account=cast.hr, kind="hr", starts_on=EPOCH + DAY)
    Role.objects.create(account=cast.officer, kind="survey_officer", unit=cast.other_unit, starts_on=EPOCH)


def test_a_code_expires_after_its_issue_and_is_used_after_it(cast: Cast, now: datetime) -> None:
    with refused_by("activation_code_expires_later"):
        ActivationCode.objects.create(account=cast.employee, issued_at=now, expires_at=now)
    with refused_by("activation_code_used_after_issue"):
        ActivationCode.objects.create(account=cast.employee, issued_at=now, expires_at=now + DAY, used_at=now - DAY)


def test_an_upload_expires_and_is_emptied_when_applied(cast: Cast, now: datetime) -> None:
    values = {"kind": "units", "owner": cast.hr, "filename": "u.csv", "effective_on": EPOCH, "report": {}}
    with refused_by("import_draft_expires_later"):
        ImportDraft.objects.create(**values, content=b"x", created_at=now, expires_at=now)
    with refused_by("import_draft_emptied_when_applied"):
        ImportDraft.objects.create(**values, content=b"x", created_at=now, expires_at=now + DAY, applied_at=now)


def test_every_constraint_of_the_room_is_broken_by_a_test() -> None:
    source = "".join(file.read_text() for file in Path(__file__).parent.glob("test_*.py"))
    models = [model for model in Account._meta.apps.get_models() if model._meta.app_label == "people"]
    names = {constraint.name for model in models for constraint in model._meta.constraints}
    assert sorted(name for name in names if name not in source) == []


def test_the_chain_of_successors_ends_at_the_unit_that_answers_today() -> None:
    last = make_unit()
    middle = make_unit(ends_on=date(2025, 12, 31), merged_into=last)
    first = make_unit(ends_on=date(2024, 12, 31), merged_into=middle)
    units = type(first).objects
    assert units.final_successor(first) == last
    assert units.final_successor(last) == last
    assert Assignment.objects.count() == 0
