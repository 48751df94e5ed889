"""The nightly look at the data finds each kind of breach."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pembinaan.base.models import Event
from programs.models import Batch, Enrollment, Nudge
from programs.verify import breaches
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment, make_roster, make_target_rules


def rules(now: datetime) -> set[str]:
    return {breach.rule for breach in breaches(now=now)}


@pytest.fixture
def careless(db: None) -> None:
    """Triggers off, as a careless restore would have them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")


def test_clean_data_has_no_breach(cast: Cast, now: datetime) -> None:
    make_enrollment(make_batch(), cast.employee.employee, state="confirmed")
    assert breaches(now=now) == []


def test_an_oversold_batch_is_found(careless: None, cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    for name in ("Satu", "Dua"):
        make_enrollment(batch, make_employee(name, unit=cast.unit), state="confirmed")
    assert rules(now) == {"kursi terisi dan ditawarkan tidak melebihi kursi"}


def test_a_jumped_queue_is_found(careless: None, cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, cast.employee.employee, state="waiting")
    make_enrollment(batch, cast.stranger.employee, state="offered", offer_expires_at=now + timedelta(hours=1))
    assert rules(now) == {"daftar tunggu tidak pernah dilompati"}


def test_a_state_without_its_trail_and_a_step_outside_the_table_are_found(
    careless: None, cast: Cast, now: datetime
) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee, state="declined")
    Enrollment.objects.filter(pk=enrollment.pk).update(state="requested")
    enrollment.changes.create(from_state="declined", to_state="confirmed", at=now)
    assert rules(now) == {"keadaan sesuai dengan catatan perubahannya", "setiap langkah ada dalam tabel langkah"}


def test_an_overdue_offer_is_found_after_a_quarter_of_an_hour(cast: Cast, now: datetime) -> None:
    make_enrollment(make_batch(), cast.employee.employee, state="offered", offer_expires_at=now)
    assert rules(now + timedelta(minutes=15)) == set()
    assert rules(now + timedelta(minutes=16)) == {"tawaran yang lewat diteruskan"}


def test_a_free_seat_that_nobody_was_offered_is_found(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, cast.employee.employee, state="waiting")
    Event.objects.create(kind="seat.freed", subject_id=batch.pk, at=now, next_attempt_at=now)
    assert rules(now) == set()
    assert rules(now + timedelta(minutes=16)) == {"kursi kosong ditawarkan kepada yang menunggu"}
    assert rules(now + timedelta(days=30)) == set()  # the batch has begun: nothing may be offered any more


def test_live_applications_in_a_batch_that_is_over_are_found(cast: Cast, now: datetime) -> None:
    make_enrollment(make_batch(state="cancelled"), cast.employee.employee)
    make_enrollment(make_batch(state="closed"), cast.employee.employee)
    assert rules(now) == {
        "angkatan yang dibatalkan tidak mempunyai peserta",
        "angkatan yang selesai tidak mempunyai pendaftaran terbuka",
    }


def test_a_program_that_asks_for_itself_is_found(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_target_rules(batch, prerequisites=[batch.program])
    assert rules(now) == {"sebuah program bukan syarat bagi dirinya sendiri"}


def test_the_command_names_the_breaches_and_exits_non_zero(careless: None, cast: Cast) -> None:
    batch = make_batch(seats=1)
    for name in ("Satu", "Dua"):
        make_enrollment(batch, make_employee(name, unit=cast.unit), state="confirmed")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("enrollments", "--verify", stdout=out)
    assert out.getvalue() == f"kursi terisi dan ditawarkan tidak melebihi kursi: angkatan {batch.pk}: 2\n"
    Batch.objects.update(seats=2)
    call_command("enrollments", "--verify", stdout=out)
    assert "every invariant holds" in out.getvalue()


def test_an_escalation_without_a_reminder_is_found(cast: Cast, now: datetime) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee)
    Nudge.objects.create(enrollment=enrollment, kind="escalation", at=now)
    assert rules(now) == {"permohonan diingatkan dahulu, lalu diteruskan"}
    Nudge.objects.create(enrollment=enrollment, kind="reminder", at=now)
    assert rules(now) == set()


def test_an_applied_list_whose_people_are_not_enrolled_is_found(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    row = [2, "seat", "", "Siti", "", cast.employee.employee_id, cast.unit.pk, 0, "", ""]
    make_roster(batch, cast.hr, outcomes=[row], applied_at=now, applied_by=cast.hr)
    assert rules(now) == {"setiap baris baik dari daftar yang diterapkan terdaftar"}
