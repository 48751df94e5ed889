"""Who has stopped teaching teaches no session afterwards."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from partners.models import Instructor
from pembinaan.base.constraints import violated_name
from programs.errors import TeachingError
from programs.forms import SessionForm
from programs.models import Batch, Session
from programs.partnering import instructors
from tests.cast import Cast
from tests.factories.programs import make_agreement, make_batch, make_institution, make_program, make_session


@pytest.fixture
def batch(db: None) -> Batch:
    partner = make_institution()
    return make_batch(make_program(institution=partner, title="Pelabuhan"), agreement=make_agreement(partner), number=1)


@pytest.fixture
def teacher(batch: Batch) -> Instructor:
    return Instructor.objects.create(name="Dosen", institution=batch.institution)


def test_sessions_planned_for_later_stand_in_the_way_by_name(batch: Batch, teacher: Instructor, now: datetime) -> None:
    make_session(batch, instructor=teacher)
    with pytest.raises(TeachingError, match=r"Pelabuhan · 1, 23 Maret 2026\. Ganti dahulu pengajarnya"):
        instructors.end(instructor=teacher, on=date(2026, 3, 22), by=None, now=now)
    instructors.end(instructor=teacher, on=date(2026, 3, 23), by=None, now=now)
    teacher.refresh_from_db()
    assert teacher.ends_on == date(2026, 3, 23)


def test_a_session_that_was_called_off_does_not(batch: Batch, teacher: Instructor, now: datetime) -> None:
    make_session(batch, instructor=teacher, cancelled=True)
    instructors.end(instructor=teacher, on=date(2026, 3, 1), by=None, now=now)


def test_the_database_refuses_a_session_after_the_last_day_of_the_city(batch: Batch, teacher: Instructor) -> None:
    Instructor.objects.update(ends_on=date(2026, 3, 23))
    # 23 March, 17.00 UTC is 24 March in the city.
    late = datetime(2026, 3, 23, 17, tzinfo=UTC)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make_session(batch, instructor=teacher, starts_at=late, ends_at=datetime(2026, 3, 23, 18, tzinfo=UTC))
    assert violated_name(caught.value) == "session_instructor_still_teaches"
    make_session(batch, instructor=teacher)


def test_the_form_of_a_session_offers_only_who_still_teaches(batch: Batch, teacher: Instructor) -> None:
    kept = make_session(batch, instructor=teacher)
    Instructor.objects.filter(pk=teacher.pk).update(ends_on=date(2026, 3, 23))
    other = Instructor.objects.create(name="Baru", institution=batch.institution)
    assert list(SessionForm().fields["instructor"].queryset) == [other]  # type: ignore[attr-defined]
    assert list(SessionForm(instance=kept).fields["instructor"].queryset) == [other, teacher]  # type: ignore[attr-defined]


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_a_session_planned_at_the_same_moment_waits_for_the_last_day_and_is_refused(cast: Cast) -> None:
    partner = make_institution()
    batch = make_batch(make_program(institution=partner), agreement=make_agreement(partner))
    teacher = Instructor.objects.create(name="Dosen", institution=partner)
    said: list[str] = []

    def plan() -> None:
        try:
            make_session(batch, instructor=teacher)
            said.append("kept")
        except IntegrityError as refusal:
            said.append(violated_name(refusal))
        finally:
            connection.close()

    with transaction.atomic():
        held = Instructor.objects.select_for_update().get(pk=teacher.pk)
        rival = threading.Thread(target=plan)
        rival.start()
        _until_somebody_waits()
        assert not Session.objects.exists()
        held.ends_on = date(2026, 3, 1)
        held.save(update_fields=["ends_on"])
    rival.join()
    assert said == ["session_instructor_still_teaches"]


def _until_somebody_waits() -> None:
    """Ask until another connection waits for a lock; the test's own timeout ends it otherwise."""
    with connection.cursor() as cursor:
        for _ in range(20_000):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError
