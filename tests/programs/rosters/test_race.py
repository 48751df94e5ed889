"""One list pressed by many at once, and people who apply while it is applied: real connections, and a control."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import pytest
from django.db import connection
from django.db.models import QuerySet

from programs.applications.enrollment import request
from programs.errors import EnrollmentError
from programs.models import Enrollment, EnrollmentChange, Roster
from programs.rosters import drafts
from programs.verify import breaches
from tests.cast import assemble
from tests.factories.people import make_employee
from tests.factories.programs import make_batch
from tests.parallel import run_in_parallel
from tests.programs.rosters.sheets import workbook

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PEOPLE, PARALLEL = 20, 6


def prepared(now: datetime) -> tuple[Roster, list[object]]:
    cast = assemble()
    batch = make_batch(seats=5)
    people = [make_employee(f"Pegawai {n}", unit=cast.unit) for n in range(PEOPLE)]
    content = workbook(["NIP"], *[[one.number] for one in people])
    return drafts.keep(batch=batch, content=content, filename="a.xlsx", owner=cast.hr, now=now), list(people)


def test_one_list_applied_by_six_at_once_enrolls_once(now: datetime) -> None:
    roster, _people = prepared(now)
    assert run_in_parallel(PARALLEL, lambda _n: drafts.apply(roster=roster, by=roster.owner, now=now)) == []
    assert Enrollment.objects.count() == PEOPLE
    assert Enrollment.objects.filter(state="confirmed").count() == 5
    assert EnrollmentChange.objects.count() == 2 * PEOPLE
    assert breaches(now=now) == []


def test_people_who_apply_while_the_list_is_applied_are_in_once(now: datetime) -> None:
    roster, people = prepared(now)

    def work(n: int) -> None:
        if n == 0:
            drafts.apply(roster=roster, by=roster.owner, now=now)
            return
        for person in people[n::PARALLEL]:
            with suppress(EnrollmentError):
                request(batch=roster.batch, employee=person, by=None, now=now)  # type: ignore[arg-type]

    raised = run_in_parallel(PARALLEL, work)
    # Somebody may apply again and again in the very moment; then the list is refused as a whole and pressed again.
    if raised:
        assert [str(one) for one in raised]
        drafts.apply(roster=roster, by=roster.owner, now=now)
    assert Enrollment.objects.count() == PEOPLE
    assert Enrollment.objects.filter(state="requested").count() == 0
    assert breaches(now=now) == []


@pytest.fixture
def without_the_lists_lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The list's row is only looked at, and everyone has looked before anyone goes on; the unique key is off."""
    all_have_looked = threading.Barrier(2, timeout=60)

    def look_only(queryset: "QuerySet[Roster]", **_: object) -> "QuerySet[Roster]":
        return queryset._chain()  # type: ignore[attr-defined,no-any-return]

    lines_of = drafts.lines_of

    def look_together(roster: Roster) -> object:
        lines = lines_of(roster)
        all_have_looked.wait()
        return lines

    monkeypatch.setattr(drafts.Roster.objects.all().__class__, "select_for_update", look_only)
    monkeypatch.setattr(drafts, "lines_of", look_together)
    monkeypatch.setattr("programs.rosters.seating.live_of", lambda *_: {})
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX enrollment_one_live_per_person")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE programs_enrollment CASCADE")
        cursor.execute(
            "CREATE UNIQUE INDEX enrollment_one_live_per_person ON programs_enrollment (batch_id, employee_id) "
            "WHERE NOT (state IN ('declined', 'not_drawn', 'lapsed', 'cancelled'))"
        )


def test_negative_control_without_the_lists_lock_two_presses_enroll_twice(
    without_the_lists_lock: None, now: datetime
) -> None:
    roster, _people = prepared(now)
    run_in_parallel(2, lambda _n: drafts.apply(roster=roster, by=roster.owner, now=now))
    assert Enrollment.objects.count() > PEOPLE
    assert "satu pendaftaran untuk satu orang" in " ".join(breach.rule for breach in breaches(now=now))
