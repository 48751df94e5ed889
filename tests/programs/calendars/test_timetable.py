"""The week of rooms and instructors, for whoever plans them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from notifications.models import Message
from partners.models import Instructor
from programs.calendars.timetable import free_hours, instructors_in, rooms_in, week_of
from programs.models import Session
from tests.cast import Cast
from tests.factories.programs import FIRST_DAY, make_batch, make_enrollment, make_room, make_session


def at(hour: int) -> datetime:
    """An hour of the first day in the city, in UTC."""
    return datetime(2026, 3, 23, hour, tzinfo=UTC) - timedelta(hours=7)


def held(*hours: tuple[int, int]) -> list[Session]:
    return [Session(starts_at=at(begins), ends_at=at(ends)) for begins, ends in hours]


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], [(8, 16)]),
        ([(8, 16)], []),
        ([(7, 17)], []),
        ([(9, 10)], [(8, 9), (10, 16)]),
        ([(8, 9), (9, 12), (13, 16)], [(12, 13)]),
        ([(17, 18)], [(8, 16)]),
        ([(6, 7)], [(8, 16)]),
    ],
)
def test_the_free_hours_are_what_sessions_leave_of_the_office_hours(
    taken: list[tuple[int, int]], free: list[tuple[int, int]]
) -> None:
    found = free_hours(FIRST_DAY, held(*taken))
    assert found == [(at(begins), at(ends)) for begins, ends in free]


def test_a_week_begins_on_monday() -> None:
    week = week_of(date(2026, 3, 29))
    assert (week[0], week[-1], len(week)) == (date(2026, 3, 23), date(2026, 3, 29), 7)


def test_a_room_and_an_instructor_show_their_sessions_of_the_week(cast: Cast) -> None:
    room, teacher = make_room(), Instructor.objects.create(name="Budi", employee=cast.stranger.employee)
    session = make_session(make_batch(), room=room, instructor=teacher)
    make_session(make_batch(), room=room, cancelled=True)
    make_session(make_batch(starts_on=FIRST_DAY + timedelta(days=7), ends_on=FIRST_DAY + timedelta(days=8)), room=room)
    week = week_of(FIRST_DAY)
    [of_room], [of_teacher] = rooms_in(week, [room]), instructors_in(week)
    assert [day.sessions for day in of_room.days] == [[session], *[[]] * 6]
    assert [day.sessions for day in of_teacher.days] == [[session], *[[]] * 6]


@pytest.mark.parametrize("address", ["/kelola/jadwal/", "/kelola/jadwal/pengajar/"])
def test_hr_turns_the_weeks(client: Client, cast: Cast, address: str) -> None:
    teacher = Instructor.objects.create(name="Budi", employee=cast.stranger.employee)
    session = make_session(make_batch(), room=make_room(name="Bulang Linggi"), instructor=teacher)
    client.force_login(cast.hr)
    page = client.get(f"{address}?minggu=2026-03-25").content.decode()
    assert "23–29 Maret 2026" in page
    assert f"08.00–11.00 {session.batch}" in page
    assert "11.00–16.00" in page
    assert "?minggu=2026-03-16" in page
    assert "?minggu=2026-03-30" in page
    for nonsense in ("kemarin", "0001-01-01", "9999-12-31"):
        assert client.get(address, {"minggu": nonsense}).status_code == 200


@pytest.mark.parametrize("address", ["/kelola/jadwal/", "/kelola/jadwal/pengajar/"])
def test_a_week_costs_the_same_with_one_row_and_with_three(
    client: Client, cast: Cast, address: str, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    def add(n: int) -> None:
        teacher = Instructor.objects.create(name=f"Pengajar {n}", institution=make_batch().institution or partner())
        make_session(make_batch(), room=make_room(), instructor=teacher)

    def partner() -> Any:
        from tests.factories.programs import make_institution  # noqa: PLC0415

        return make_institution()

    client.force_login(cast.hr)
    add(1)
    ask = f"{address}?minggu=2026-03-23"
    client.get(ask)
    with django_assert_max_num_queries(12) as one:
        client.get(ask)
    add(2)
    add(3)
    with django_assert_num_queries(len(one)):
        client.get(ask)


def test_hr_calls_one_session_off_on_its_page(client: Client, cast: Cast) -> None:
    day = FIRST_DAY.replace(year=2100)
    batch = make_batch(starts_on=day, ends_on=day)
    session = make_session(batch)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    client.force_login(cast.hr)
    address = f"/kelola/sesi/{session.pk}/batal/"
    assert address in client.get(f"/kelola/angkatan/{batch.pk}/").content.decode()
    assert "Ruang dan pengajar bebas" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "Listrik padam."}).status_code == 302
    session.refresh_from_db()
    assert session.cancelled
    assert Message.objects.filter(kind="session.cancelled", to=cast.employee).exists()
    assert "Sesi ini sudah dibatalkan." in client.get(address).content.decode()


def test_the_video_link_is_for_participants_the_instructor_and_hr(client: Client, cast: Cast) -> None:
    batch = make_batch()
    teacher = Instructor.objects.create(name="Budi", employee=cast.officer.employee)
    make_session(batch, video_link="https://rapat.test/rahasia", instructor=teacher)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, cast.head.employee)
    seen = {}
    for role in ("hr", "employee", "officer", "head", "stranger"):
        client.force_login(getattr(cast, role))
        pages = [client.get(f"/angkatan/{batch.pk}/"), client.get(f"/angkatan/{batch.pk}/jadwal.ics")]
        seen[role] = ["rahasia" in page.content.decode().replace("\r\n ", "") for page in pages]
    assert seen == {
        "hr": [True, True],
        "employee": [True, True],
        "officer": [True, True],
        "head": [False, False],
        "stranger": [False, False],
    }
