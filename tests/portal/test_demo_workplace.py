"""The review that the demo city shows: one begun with a file of evidence, one untouched, and programs' schedules."""

import pytest

from evaluations.models import BehaviourReview, BehaviourSchedule
from people.models import Employee
from portal.demo.accounts import SIGN_INS
from portal.demo.workplace import make_workplace
from tests.cast import Cast
from tests.factories.credentials import make_settled
from tests.factories.evaluations import REVIEWED_AT
from tests.factories.people import make_account, make_employee
from tests.factories.programs import make_program

pytestmark = pytest.mark.django_db


def test_one_review_waits_for_the_heads_verdict_and_another_for_everyone(cast: Cast):
    shown = cast.employee.employee
    Employee.objects.filter(pk=shown.pk).update(email=SIGN_INS["employee"][0])
    for n in range(4):
        make_account(make_employee(f"Rekan {n}", unit=cast.unit))
    leadership = make_program(code="pkp")
    for _each in range(2):
        make_settled([shown])
    make_workplace(REVIEWED_AT.date())
    begun, untouched = BehaviourReview.objects.order_by("opened_at")
    assert (bool(begun.action), begun.verdict, begun.evidence_files.count()) == (True, "", 1)
    assert not untouched.raters.filter(answered_at__isnull=False).exists()
    assert BehaviourSchedule.objects.get(program=leadership).months == 6


def test_without_the_employee_only_schedules_are_made(cast: Cast):
    make_workplace(REVIEWED_AT.date())
    assert not BehaviourReview.objects.exists()
