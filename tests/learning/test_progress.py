"""Working through lessons: only with a seat, in their time, and never backwards."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from learning.models import Lesson, LessonCompletion, LessonOpening
from learning.progress import (
    ProgressError,
    complete_lesson,
    incomplete_enrollment_ids,
    is_complete,
    open_lesson,
)
from pembinaan.base.constraints import violated_name
from pembinaan.base.models import Event
from programs.models import Enrollment
from tests.cast import Cast
from tests.factories.credentials import AFTERWARDS
from tests.factories.learning import make_lesson
from tests.factories.programs import make_batch, make_enrollment, make_program

NOW = AFTERWARDS


@pytest.fixture
def seat(cast: Cast) -> Enrollment:
    """Siti's seat in a batch of a program."""
    assert cast.employee.employee is not None
    return make_enrollment(make_batch(make_program(), seats=9), cast.employee.employee, state="confirmed")


def test_the_last_lesson_tells_the_rooms_above_once(seat: Enrollment) -> None:
    first, last = make_lesson(seat.batch.program), make_lesson(seat.batch.program)
    complete_lesson(enrollment=seat, lesson=first, now=NOW)
    assert not is_complete(enrollment=seat)
    assert not Event.objects.filter(kind="learning.completed").exists()
    complete_lesson(enrollment=seat, lesson=last, now=NOW)
    complete_lesson(enrollment=seat, lesson=last, now=NOW + timedelta(days=1))
    assert is_complete(enrollment=seat)
    assert Event.objects.get(kind="learning.completed").subject_id == seat.pk
    assert LessonCompletion.objects.get(lesson=last).completed_at == NOW


def test_a_second_visit_never_takes_a_completion_back(seat: Enrollment) -> None:
    lesson = make_lesson(seat.batch.program)
    complete_lesson(enrollment=seat, lesson=lesson, now=NOW)
    open_lesson(enrollment=seat, lesson=lesson, now=NOW + timedelta(days=1))
    assert is_complete(enrollment=seat)


def test_the_minimum_time_counts_from_the_first_opening(seat: Enrollment) -> None:
    lesson = make_lesson(seat.batch.program, minimum_minutes=5)
    with pytest.raises(ProgressError, match="Buka dahulu materinya"):
        complete_lesson(enrollment=seat, lesson=lesson, now=NOW)
    open_lesson(enrollment=seat, lesson=lesson, now=NOW)
    open_lesson(enrollment=seat, lesson=lesson, now=NOW + timedelta(minutes=4))
    with pytest.raises(ProgressError, match=r"paling sedikit 5 menit. Tandai selesai mulai pukul 10\.05 WIB"):
        complete_lesson(enrollment=seat, lesson=lesson, now=NOW + timedelta(minutes=4, seconds=59))
    complete_lesson(enrollment=seat, lesson=lesson, now=NOW + timedelta(minutes=5))
    assert LessonOpening.objects.get().opened_at == NOW


@pytest.mark.parametrize("state", ["requested", "waiting", "cancelled", "not_finished"])
def test_without_a_seat_nothing_is_learned(cast: Cast, state: str) -> None:
    assert cast.employee.employee is not None
    applied = make_enrollment(make_batch(make_program()), cast.employee.employee, state=state)
    lesson = make_lesson(applied.batch.program)
    with pytest.raises(ProgressError, match="peserta yang terdaftar"):
        complete_lesson(enrollment=applied, lesson=lesson, now=NOW)


def test_a_lesson_of_another_program_is_refused(seat: Enrollment) -> None:
    with pytest.raises(ProgressError, match="bukan bagian dari program Anda"):
        complete_lesson(enrollment=seat, lesson=make_lesson(make_program()), now=NOW)


def test_those_with_lessons_left_are_found_in_one_query(cast: Cast, seat: Enrollment) -> None:
    lesson = make_lesson(seat.batch.program)
    make_lesson(seat.batch.program, published=False)
    assert cast.stranger.employee is not None
    other = make_enrollment(seat.batch, cast.stranger.employee, state="confirmed")
    complete_lesson(enrollment=seat, lesson=lesson, now=NOW)
    with CaptureQueriesContext(connection) as queries:
        assert incomplete_enrollment_ids(batch=seat.batch) == {other.pk}
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"body": ""}, "lesson_kind_fits_content"),
        ({"kind": "video"}, "lesson_kind_fits_content"),
        ({"kind": "video", "video": "https://lain.example/a.mp4"}, "lesson_kind_fits_content"),
        ({"kind": "video", "video": "//lain.example/a.mp4"}, "lesson_kind_fits_content"),
        ({"minimum_minutes": 481}, "lesson_minimum_in_range"),
    ],
)
def test_a_lesson_refuses(db: None, fields: dict[str, object], name: str) -> None:
    program = make_program()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make_lesson(program, **fields)
    assert violated_name(caught.value) == name


def test_two_lessons_never_share_a_place(seat: Enrollment) -> None:
    make_lesson(seat.batch.program, position=1)
    with pytest.raises(IntegrityError, match="lesson_position_once"), transaction.atomic():
        make_lesson(seat.batch.program, position=1)


def test_a_completion_is_written_once_and_stays(seat: Enrollment) -> None:
    lesson = make_lesson(seat.batch.program)
    complete_lesson(enrollment=seat, lesson=lesson, now=NOW)
    with pytest.raises(IntegrityError, match="lesson_completed_once"), transaction.atomic():
        LessonCompletion.objects.create(enrollment=seat, lesson=lesson, completed_at=NOW)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        LessonCompletion.objects.all().delete()


def client_of(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.employee)
    return client


def test_a_participant_learns_in_the_browser_without_javascript(cast: Cast, seat: Enrollment) -> None:
    first = make_lesson(seat.batch.program, title="Satu", body="## Pokok\n\n- <b>satu</b>\n- **dua**")
    last = make_lesson(seat.batch.program, title="Dua", kind="video", video="/media/dua.mp4", body="")
    client, base = client_of(cast), f"/belajar/{seat.pk}/"
    assert "0 dari 2 materi selesai" in client.get("/belajar/").content.decode()
    page = client.get(f"{base}{first.pk}/").content.decode()
    assert "<li>&lt;b&gt;satu&lt;/b&gt;</li><li><strong>dua</strong></li>" in page
    assert client.post(f"{base}{first.pk}/").headers["Location"] == f"{base}{last.pk}/"
    assert client.post(f"{base}{last.pk}/").headers["Location"] == base
    assert "Semua materi selesai. Sertifikat terbit setelah BKPSDM menutup" in client.get(base).content.decode()
    listed = client.get("/belajar/").content.decode()
    assert ">Materi selesai<" in listed
    assert "23–24 Maret 2026" in listed
    assert "Anda menyelesaikan materi ini" in client.get(f"{base}{last.pk}/").content.decode()


def test_an_early_mark_is_answered_in_words(cast: Cast, seat: Enrollment) -> None:
    lesson = make_lesson(seat.batch.program, minimum_minutes=5)
    client, address = client_of(cast), f"/belajar/{seat.pk}/{lesson.pk}/"
    client.get(address)
    assert "paling sedikit 5 menit" in client.post(address, follow=True).content.decode()


def test_nobody_else_sees_the_course(cast: Cast, seat: Enrollment) -> None:
    lesson = make_lesson(seat.batch.program)
    for account in (cast.stranger, cast.hr, cast.head):
        client = Client()
        client.force_login(account)
        for address in (f"/belajar/{seat.pk}/", f"/belajar/{seat.pk}/{lesson.pk}/"):
            assert client.get(address).status_code == 404


def test_the_list_costs_the_same_with_one_course_and_with_three(cast: Cast, seat: Enrollment) -> None:
    counts = []
    for size in (1, 3):
        while Lesson.objects.values("program").distinct().count() < size:
            assert cast.employee.employee is not None
            batch = make_batch(make_program())
            make_enrollment(batch, cast.employee.employee, state="confirmed")
            make_lesson(batch.program)
        with CaptureQueriesContext(connection) as queries:
            client_of(cast).get("/belajar/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
