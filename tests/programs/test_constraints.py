"""Each rule of this room's tables, broken once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from pembinaan.base.constraints import message_of, violated_name
from programs.models import BatchChange, EnrollmentChange, EnrollmentState, Need, TrainingType
from programs.transitions import BATCH_TRANSITIONS, TRANSITIONS
from tests.cast import Cast
from tests.factories.programs import (
    OPENS_AT,
    make_agreement,
    make_attendance,
    make_batch,
    make_enrollment,
    make_institution,
    make_need,
    make_program,
    make_session,
)

pytestmark = pytest.mark.django_db


def broken(act: Callable[[], object]) -> str:
    """The name of the constraint that refuses."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return violated_name(caught.value)


BATCH_RULES = [
    ("batch_dates_in_order", {"starts_on": date(2026, 3, 23), "ends_on": date(2026, 3, 22)}),
    ("batch_window_in_order", {"enrollment_closes_at": OPENS_AT}),
    ("batch_seats_in_range", {"seats": 0}),
    ("batch_attendance_share_in_range", {"attendance_share": "1.20"}),
    ("batch_closed_has_time", {"closed_at": OPENS_AT}),
    ("batch_cancelled_has_reason", {"cancel_reason": "Batal"}),
    ("batch_offer_hours_in_range", {"offer_hours": 169}),
    ("batch_late_after_in_range", {"late_after": 241}),
]


@pytest.mark.parametrize(("name", "fields"), BATCH_RULES)
def test_a_batch_that_breaks_a_rule_is_refused(name: str, fields: dict[str, object]) -> None:
    assert broken(lambda: make_batch(**fields)) == name


def test_two_batches_of_a_program_have_different_numbers() -> None:
    batch = make_batch()
    assert broken(lambda: make_batch(batch.program, number=batch.number)) == "batch_number_once"


def test_a_batch_starts_within_its_agreement() -> None:
    partner = make_institution()
    agreement = make_agreement(partner, ends_on=date(2026, 3, 23))
    program = make_program(institution=partner)
    assert broken(lambda: make_batch(program, agreement=agreement)) == "batch_inside_agreement"


def test_a_batch_cannot_use_another_partners_agreement() -> None:
    program = make_program(institution=make_institution())
    agreement = make_agreement(make_institution())
    assert broken(lambda: make_batch(program, agreement=agreement)) == "batch_inside_agreement"


def test_shortening_an_agreement_below_its_batches_is_refused_with_a_sentence() -> None:
    partner = make_institution()
    agreement = make_agreement(partner)
    make_batch(make_program(institution=partner), agreement=agreement)
    agreement.ends_on = date(2026, 3, 23)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        agreement.save()
    assert violated_name(caught.value) == "batch_inside_agreement"
    assert message_of(caught.value) == (
        "Angkatan harus berada di dalam masa berlaku perjanjian dengan mitra program itu. "
        "Ubah tanggal angkatan, atau perpanjang perjanjian."
    )


def test_an_extended_agreement_is_followed_by_its_batches() -> None:
    partner = make_institution()
    agreement = make_agreement(partner)
    batch = make_batch(make_program(institution=partner), agreement=agreement)
    agreement.ends_on = date(2027, 12, 31)
    agreement.save()
    batch.refresh_from_db()
    assert batch.agreement_ends_on == date(2027, 12, 31)
    batch.ends_on = date(2027, 2, 1)
    batch.save()


def test_a_batch_with_a_partner_needs_an_agreement_before_it_opens() -> None:
    program = make_program(institution=make_institution())
    assert broken(lambda: make_batch(program)) == "batch_with_partner_has_agreement"
    assert make_batch(program, state="draft").institution == program.institution


def test_a_batch_with_an_internal_partner_needs_no_agreement() -> None:
    program = make_program(institution=make_institution(kind="internal"))
    assert make_batch(program).agreement_needed is False


def test_a_program_with_batches_keeps_its_partner() -> None:
    program = make_batch().program
    program.institution = make_institution()
    assert broken(program.save) == "program_keeps_its_partner"


def test_a_seat_too_many_is_refused_whoever_writes(cast: Cast) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, cast.employee.employee, state="offered")
    late = make_enrollment(batch, cast.stranger.employee)
    assert broken(lambda: _set_state(late, "confirmed")) == "enrollment_seats_never_exceeded"


def test_a_closed_batchs_finished_people_still_use_up_their_seats(cast: Cast) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, cast.employee.employee, state="finished")
    assert (
        broken(lambda: make_enrollment(batch, cast.stranger.employee, state="confirmed"))
        == "enrollment_seats_never_exceeded"
    )


def test_nobody_jumps_the_queue_by_approval(cast: Cast) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, cast.employee.employee, state="waiting")
    late = make_enrollment(batch, cast.stranger.employee)
    assert broken(lambda: _set_state(late, "confirmed")) == "enrollment_queue_never_jumps"


def test_nobody_jumps_the_queue_by_an_offer(cast: Cast) -> None:
    batch = make_batch(seats=1)
    make_enrollment(batch, cast.employee.employee, state="waiting")
    second = make_enrollment(batch, cast.stranger.employee, state="waiting")
    second.offer_expires_at = datetime(2026, 3, 10, tzinfo=UTC)
    assert broken(lambda: _set_state(second, "offered")) == "enrollment_queue_never_jumps"


def test_seats_are_never_lowered_below_those_taken(cast: Cast) -> None:
    batch = make_batch(seats=2)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, cast.stranger.employee, state="offered")
    batch.seats = 1
    assert broken(batch.save) == "batch_seats_not_below_taken"


def test_a_person_has_one_live_application_to_a_batch(cast: Cast) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee)
    assert broken(lambda: make_enrollment(batch, cast.employee.employee)) == "enrollment_one_live_per_person"


def test_after_a_cancellation_one_may_apply_again(cast: Cast) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="cancelled")
    assert make_enrollment(batch, cast.employee.employee).pk


ENROLLMENT_RULES = [
    ("enrollment_waiting_has_queue_number", {"state": "waiting", "queue_number": None}),
    ("enrollment_waiting_has_queue_number", {"state": "waiting", "queue_number": 0}),
    ("enrollment_offer_has_deadline", {"state": "offered", "offer_expires_at": None}),
    ("enrollment_offer_has_deadline", {"state": "requested", "offer_expires_at": OPENS_AT}),
    ("enrollment_refusal_has_reason", {"state": "declined", "reason": ""}),
]


@pytest.mark.parametrize(("name", "fields"), ENROLLMENT_RULES)
def test_an_enrollment_that_breaks_a_rule_is_refused(cast: Cast, name: str, fields: dict[str, object]) -> None:
    assert broken(lambda: make_enrollment(make_batch(), cast.employee.employee, **fields)) == name


def test_a_queue_number_is_given_once(cast: Cast) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="waiting", queue_number=1)
    assert (
        broken(lambda: make_enrollment(batch, cast.stranger.employee, state="waiting", queue_number=1))
        == "enrollment_queue_number_once"
    )


STEPS = [(before, after) for before in EnrollmentState for after in EnrollmentState if before != after]


@pytest.mark.parametrize(("before", "after"), STEPS)
def test_states_move_only_along_the_table(cast: Cast, before: EnrollmentState, after: EnrollmentState) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee, state=before, reason="Alasan", queue_number=1)
    enrollment.offer_expires_at = OPENS_AT if after == "offered" else None
    if after in TRANSITIONS[before]:
        _set_state(enrollment, after)
        EnrollmentChange.objects.create(enrollment=enrollment, from_state=before, to_state=after, at=OPENS_AT)
    else:
        assert broken(lambda: _set_state(enrollment, after)) == "enrollment_moves_along_its_states"


def test_a_cancelled_batch_does_not_come_back() -> None:
    assert BATCH_TRANSITIONS["cancelled"] == frozenset()
    batch = make_batch(state="cancelled")
    batch.state, batch.cancel_reason = "open", ""
    assert broken(batch.save) == "batch_moves_along_its_states"


def test_a_state_change_without_its_trail_does_not_commit(cast: Cast) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        _set_state(enrollment, "confirmed")
        _check_now()
    assert violated_name(caught.value) == "enrollment_has_trail"


def test_a_batchs_state_change_without_its_trail_does_not_commit() -> None:
    batch = make_batch(state="draft")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        batch.state = "open"
        batch.save()
        _check_now()
    assert violated_name(caught.value) == "batch_has_trail"


def test_the_trails_are_append_only(cast: Cast) -> None:
    make_enrollment(make_batch(), cast.employee.employee)
    assert broken(lambda: EnrollmentChange.objects.update(reason="lain")) == "enrollment_change_append_only"
    assert broken(lambda: EnrollmentChange.objects.all().delete()) == "enrollment_change_append_only"
    assert broken(lambda: BatchChange.objects.update(reason="lain")) == "batch_change_append_only"
    assert broken(lambda: BatchChange.objects.all().delete()) == "batch_change_append_only"


def test_an_enrollment_stays_with_its_person_and_batch(cast: Cast) -> None:
    enrollment = make_enrollment(make_batch(), cast.employee.employee)
    enrollment.employee = cast.stranger.employee
    assert broken(enrollment.save) == "enrollment_stays_with_its_person"
    enrollment.refresh_from_db()
    enrollment.batch = make_batch()
    assert broken(enrollment.save) == "enrollment_stays_with_its_person"


def test_a_batch_stays_in_its_program_and_a_session_in_its_batch() -> None:
    batch = make_batch()
    session = make_session(batch)
    batch.program = make_program()
    assert broken(batch.save) == "batch_stays_in_its_program"
    session.batch = make_batch()
    assert broken(session.save) == "session_stays_in_its_batch"


def test_a_session_ends_after_it_starts() -> None:
    assert broken(lambda: make_session(make_batch(), ends_at=OPENS_AT)) == "session_times_in_order"


def test_an_instructor_is_in_one_place_at_a_time() -> None:
    teacher = make_institution().instructors.create(name="Dr. Laut")
    first = make_session(make_batch(), instructor=teacher)
    assert broken(lambda: make_session(make_batch(), instructor=teacher)) == "session_instructor_in_one_place"
    first.cancelled = True
    first.save()
    assert make_session(make_batch(), instructor=teacher).pk


def test_presence_is_recorded_for_participants_of_the_same_batch_only(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    waiting = make_enrollment(batch, cast.employee.employee, state="waiting")
    elsewhere = make_enrollment(make_batch(), cast.stranger.employee, state="confirmed")
    assert broken(lambda: make_attendance(session, waiting)) == "attendance_of_participants"
    assert broken(lambda: make_attendance(session, elsewhere)) == "attendance_of_participants"


def test_presence_is_never_recorded_before_the_session(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    early = session.starts_at - timedelta(seconds=1)
    assert (
        broken(lambda: session.attendances.create(enrollment=enrollment, present=True, marked_at=early))
        == "attendance_not_before_session"
    )


def test_presence_is_recorded_once(cast: Cast) -> None:
    batch = make_batch()
    session = make_session(batch)
    enrollment = make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_attendance(session, enrollment)
    assert broken(lambda: make_attendance(session, enrollment)) == "attendance_once"


def test_learning_hours_are_positive() -> None:
    assert broken(lambda: make_program(learning_hours=0)) == "program_hours_positive"


def test_a_siasn_code_lies_between_1_and_25() -> None:
    assert (
        broken(lambda: TrainingType.objects.create(code="X", name="X", path="klasikal", siasn_training_type_id=26))
        == "siasn_training_type_in_range"
    )


def test_a_need_is_stated_once_a_year_with_a_gap_of_1_to_3(cast: Cast) -> None:
    def state(gap: int, year: int = 2026) -> Need:
        employee = cast.employee.employee
        return Need.objects.create(
            employee=employee,
            unit=cast.unit,
            year=year,
            kind="teknis",
            competency="Triase",
            gap=gap,
            stated_at=OPENS_AT,
        )

    assert broken(lambda: state(4)) == "need_gap_in_range"
    assert broken(lambda: state(2, year=2101)) == "need_year_in_range"
    state(2)
    assert broken(lambda: state(1)) == "need_stated_once"


def test_a_rank_is_given_once_in_a_unit_and_year_and_starts_from_one(cast: Cast) -> None:
    first = make_need(cast.employee.employee, rank=1)
    assert broken(lambda: make_need(cast.head.employee, rank=1)) == "need_rank_once"
    assert broken(lambda: make_need(cast.head.employee, rank=0)) == "need_rank_from_one"
    make_need(cast.head.employee, rank=1, year=first.year + 1)
    make_need(cast.stranger.employee, rank=1)


def test_every_form_of_learning_has_its_siasn_code() -> None:
    # domain rules sections 2 and 6: all 25 codes, and the two kinds of formal education without one.
    codes = list(TrainingType.objects.values_list("siasn_training_type_id", flat=True))
    assert sorted(code for code in codes if code is not None) == list(range(1, 26))
    assert codes.count(None) == 2


def _set_state(enrollment: object, state: str) -> None:
    enrollment.state = state  # type: ignore[attr-defined]
    enrollment.save()  # type: ignore[attr-defined]


def _check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


ATTENDANCE_RULES: list[tuple[str, dict[str, object]]] = [
    ("attendance_times_of_the_present", {"present": False, "arrived_at": OPENS_AT}),
    ("attendance_times_of_the_present", {"present": False, "left_at": OPENS_AT}),
    ("attendance_leaves_after_arriving", {"arrived_at": OPENS_AT, "left_at": OPENS_AT - timedelta(seconds=1)}),
    ("attendance_excuse_of_the_absent", {"present": True, "excuse": "sick"}),
    ("attendance_excuse_known", {"present": False, "excuse": "bosan"}),
    ("attendance_way_known", {"way": "surat"}),
]


@pytest.mark.parametrize(("name", "fields"), ATTENDANCE_RULES)
def test_presence_that_breaks_a_rule_is_refused(cast: Cast, name: str, fields: dict[str, object]) -> None:
    batch = make_batch()
    row = make_attendance(make_session(batch), make_enrollment(batch, cast.employee.employee, state="confirmed"))
    assert broken(lambda: type(row).objects.filter(pk=row.pk).update(**fields)) == name
