"""Sessions at the same hour."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programs.applications.clashes import clashes_of, clashes_of_enrollments, clashing_people
from programs.models import Batch
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment, make_program, make_session
from tests.programs.test_views import signed_in

HOUR = timedelta(hours=1)


@pytest.fixture
def pair(cast: Cast) -> tuple[Batch, Batch]:
    """Two batches on the same days, open now; the employee has a seat in the second."""
    now = timezone.now()
    first = timezone.localdate() + timedelta(days=14)
    dates = {"starts_on": first, "ends_on": first, "enrollment_closes_at": now + timedelta(days=7)}
    mine, other = make_batch(number=4, **dates), make_batch(make_program(title="Arsip"), number=2, **dates)
    make_session(mine, title="Menyapa")  # 08.00–11.00 WIB
    make_enrollment(other, cast.employee.employee, state="confirmed")
    return mine, other


# Hours after 08.00 WIB at which the other session begins and ends, and whether it clashes with 08.00–11.00.
HOURS = [(3, 4, False), (2, 4, True), (-1, 0, False), (-1, 5, True), (1, 2, True)]


@pytest.mark.parametrize(("begins", "ends", "clash"), HOURS)
def test_only_sessions_at_the_same_hour_clash(
    cast: Cast, pair: tuple[Batch, Batch], begins: int, ends: int, clash: bool
) -> None:
    mine, other = pair
    at = make_session(other).starts_at
    other.sessions.update(title="Memilah", starts_at=at + begins * HOUR, ends_at=at + ends * HOUR)
    found = clashes_of(batch=mine, employee_id=cast.employee.employee.pk)
    expected = [("Menyapa", "Memilah", "Arsip · 2", "confirmed")] if clash else []
    assert [(one.own, one.session, one.batch, one.state) for one in found] == expected


@pytest.mark.parametrize("state", ["declined", "cancelled", "finished"])
def test_what_is_over_clashes_with_nothing(cast: Cast, pair: tuple[Batch, Batch], state: str) -> None:
    mine, other = pair
    make_session(other)
    make_enrollment(other, cast.stranger.employee, state=state, reason="Tugas")
    assert clashes_of(batch=mine, employee_id=cast.stranger.employee.pk) == []


def test_a_cancelled_session_clashes_with_nothing(cast: Cast, pair: tuple[Batch, Batch]) -> None:
    make_session(pair[1], cancelled=True)
    assert clashes_of(batch=pair[0], employee_id=cast.employee.employee.pk) == []


def test_applicant_head_and_hr_read_the_other_session_with_its_time(cast: Cast, pair: tuple[Batch, Batch]) -> None:
    mine, other = pair
    make_session(other, title="Memilah")
    sentence = "Sesi “Menyapa” bersamaan dengan sesi “Memilah” dari <b>Arsip · 2</b>"
    page = signed_in(cast.employee).get(reverse("batch", args=[mine.pk])).content.decode()
    assert sentence in page
    assert "08.00–11.00 WIB" in page
    enrollment = make_enrollment(mine, cast.employee.employee)
    assert sentence in signed_in(cast.head).get("/persetujuan/").content.decode()
    assert sentence in signed_in(cast.employee).get(reverse("enrollment", args=[enrollment.pk])).content.decode()
    hr_page = signed_in(cast.hr).get(reverse("hr_batch", args=[mine.pk])).content.decode()
    assert "1 orang mempunyai sesi lain pada jam yang sama" in hr_page
    assert sentence in hr_page
    assert [one.pk for one, _clashes in clashing_people(mine)] == [enrollment.pk]


def test_many_are_compared_in_two_queries(cast: Cast, pair: tuple[Batch, Batch], now: datetime) -> None:
    mine, other = pair
    make_session(other)
    people = [cast.employee.employee, cast.stranger.employee, cast.officer.employee]
    enrollments = [make_enrollment(mine, person) for person in people]
    with CaptureQueriesContext(connection) as captured:
        found = clashes_of_enrollments(enrollments)
    assert len(captured) == 2
    assert [len(found[one.pk]) for one in enrollments] == [1, 0, 0]
