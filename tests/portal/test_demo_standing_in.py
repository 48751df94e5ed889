"""The demo city's deputies, late requests and a withdrawal: what beat and the pages find after the load."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from pembinaan.base.dates import city_day
from people.access import Access
from people.models import Absence, Account, Unit
from portal.demo.build import build
from portal.demo.city import City
from portal.demo.load import load
from programs.approvers import chain_on, waiting_for
from programs.chasing import chase
from programs.models import Enrollment, Nudge
from programs.verify import breaches

TODAY = date(2026, 11, 24)


def test_late_requests_carry_the_nudges_that_beat_would_have_given(db: None) -> None:
    city: City = build(today=TODAY, scale=0.1)
    asked = {row["id"]: city_day(row["requested_at"]) for row in city.rows.of(Enrollment)}
    nudges = [(row["kind"], (TODAY - asked[row["enrollment_id"]]).days) for row in city.rows.of(Nudge)]
    assert nudges
    assert all(age > (3 if kind == "reminder" else 7) for kind, age in nudges)


@pytest.mark.django_db(transaction=True)
def test_the_loaded_city_has_a_deputy_at_work_a_sekda_and_a_withdrawal_to_decide() -> None:
    now: datetime = timezone.now()
    day = city_day(now)
    load(today=day, stream=io.StringIO(), scale=0.1)
    absence = Absence.objects.in_force(day).get(deputy__isnull=False)
    deputy = Account.objects.get(employee=absence.deputy)
    assert waiting_for(Access(account=deputy, day=day)).count() > 0
    chain, agency = chain_on(day), Unit.objects.get(code="112")
    [head] = chain.heads[agency.pk]
    assert chain.deciders(agency.pk, head) == chain.answering[Unit.objects.get(code="101").pk]
    assert Enrollment.objects.filter(state="withdrawing").count() == 1
    assert breaches(now=now) == []
    chase(now=now)
    assert chase(now=now + timedelta(minutes=1)).reminded == 0
