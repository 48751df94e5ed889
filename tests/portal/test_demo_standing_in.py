"""The demo city's deputies, late requests and a withdrawal: what beat and the pages find after the load."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from pembinaan.base.dates import city_day
from people.models import Absence, Headship, Unit
from portal.demo.build import build
from portal.demo.city import City
from portal.demo.load import load
from programs.applications.approvers import chain_on
from programs.applications.chasing import chase
from programs.models import Enrollment, Nudge
from programs.verify_waiting import nudges, rosters

TODAY = date(2026, 11, 24)


@pytest.fixture
def city(db: None) -> City:
    return build(today=TODAY)


def test_late_requests_carry_the_nudges_that_beat_would_have_given(city: City) -> None:
    asked = {row["id"]: city_day(row["requested_at"]) for row in city.rows.of(Enrollment)}
    nudges = [(row["kind"], (TODAY - asked[row["enrollment_id"]]).days) for row in city.rows.of(Nudge)]
    assert {kind for kind, _age in nudges} == {"reminder", "escalation"}
    assert all(age > (3 if kind == "reminder" else 7) for kind, age in nudges)


def test_requests_wait_in_the_unit_whose_head_travels(city: City) -> None:
    deputised = next(row for row in city.rows.of(Absence) if row["deputy_id"] and row["starts_on"] <= TODAY)
    [unit] = {row["unit_id"] for row in city.rows.of(Headship) if row["employee_id"] == deputised["employee_id"]}
    waiting = [row for row in city.rows.of(Enrollment) if row["state"] == "requested" and row["unit_id"] == unit]
    assert len(waiting) == 7
    assert [row["state"] for row in city.rows.of(Enrollment)].count("withdrawing") == 1


@pytest.mark.django_db(transaction=True)
def test_in_the_loaded_city_the_sekda_answers_for_heads_of_agencies_and_nudges_are_in_order() -> None:
    now: datetime = timezone.now()
    load(today=city_day(now), stream=io.StringIO(), scale=0.02)
    chain, agency = chain_on(city_day(now)), Unit.objects.get(code="112")
    [head] = chain.heads[agency.pk]
    assert chain.deciders(agency.pk, head) == chain.answering[Unit.objects.get(code="101").pk]
    assert [*nudges(now), *rosters(now)] == []
    chase(now=now)
    assert chase(now=now + timedelta(minutes=1)).reminded == 0
