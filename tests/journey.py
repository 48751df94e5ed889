"""What both journeys through the loop share: the city, the people, time that passes, and the worker's hands."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from documents.tasks import run_jobs
from notifications.delivery import send_due
from notifications.models import Message
from notifications.tasks import send_messages
from pembinaan.base.tasks import sweep_events
from people.models import Account, Unit
from programs.applications.enrollment import request
from programs.models import Batch, Session
from surveys.tasks import fold_answers
from tests.cast import Cast
from tests.factories.people import make_account, make_employee, make_unit
from tests.factories.surveys import make_responses

SEATS = 30
# So long ago that the comparison after the training may count today's answers.
LATER = timedelta(days=70)


@dataclass
class Town:
    """The cast, an employee who comes too late for a seat, and a unit in the same sector that trains nobody."""

    cast: Cast
    late: Account
    untrained: Unit


def settle_town(cast: Cast) -> Town:
    """Siti reads e-mail, the others the page of messages."""
    Account.objects.filter(pk=cast.employee.pk).update(email="siti@contoh.test")
    cast.employee.refresh_from_db()
    late = make_account(make_employee("Rudi Terlambat", unit=cast.unit))
    return Town(cast=cast, late=late, untrained=make_unit("Puskesmas Tanpa Pelatihan", code="154"))


def tomorrow() -> date:
    """The city's tomorrow: a batch that begins then is reminded of today."""
    return timezone.localdate() + timedelta(days=1)


def worker_works() -> None:
    """One round of what beat asks of the worker: consequences, answers, long jobs, mail."""
    sweep_events()
    fold_answers()
    run_jobs()
    send_messages()


def mail_of_the_morning_goes_out() -> None:
    """What is due by 08.00 of today, also when the clock of the test stands before it: the morning comes now."""
    now = timezone.now()
    Message.objects.filter(not_before__range=(now, now + timedelta(hours=8))).update(not_before=now)
    send_due(now=now + timedelta(hours=8))


def others_apply(batch: Batch, unit: Unit, count: int) -> list[Account]:
    """Colleagues of the unit apply, each with an account."""
    accounts = [make_account(make_employee(f"Rekan {number:02d}", unit=unit)) for number in range(1, count + 1)]
    for account in accounts:
        assert account.employee is not None
        request(batch=batch, employee=account.employee, by=account, now=timezone.now())
    return accounts


def weeks_go_by(batch: Batch) -> Batch:
    """The batch took place: everything that has a date lies ten weeks back."""
    Batch.objects.filter(pk=batch.pk).update(
        starts_on=F("starts_on") - LATER,
        ends_on=F("ends_on") - LATER,
        enrollment_opens_at=F("enrollment_opens_at") - LATER,
        enrollment_closes_at=F("enrollment_closes_at") - LATER,
    )
    Session.objects.filter(batch=batch).update(starts_at=F("starts_at") - LATER, ends_at=F("ends_at") - LATER)
    batch.refresh_from_db()
    return batch


def citizens_judged_before(batch: Batch, town: Town) -> None:
    """In the month before the training: the later trained unit weaker than the other one."""
    day = batch.starts_on - timedelta(days=20)
    make_responses(town.cast.unit, 12, [2] * 9, day=day)
    make_responses(town.untrained, 12, [3] * 9, day=day)
