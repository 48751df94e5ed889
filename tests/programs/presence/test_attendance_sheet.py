"""The sheet to sign."""

from io import BytesIO

from pypdf import PdfReader

from programs.presence.attendance_sheet import render_sheet
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment, make_session


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_participants_are_numbered_and_the_waiting_stand_apart(cast: Cast) -> None:
    batch = make_batch(seats=2)
    make_session(batch)
    make_enrollment(batch, cast.stranger.employee, state="confirmed")
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, cast.officer.employee, state="waiting")
    make_enrollment(batch, cast.head.employee, state="declined")
    [page] = pages_of(render_sheet(batch, with_numbers=True))
    assert page.index("Orang Lain") < page.index("Siti Nurhaliza") < page.index("Daftar tunggu: bukan peserta")
    assert page.index("Daftar tunggu: bukan peserta") < page.index("Petugas Survei")
    assert "Kepala Puskesmas" not in page
    assert "23 Maret 2026" in page


def test_all_sessions_are_on_it_five_a_page_and_cancelled_ones_are_not(cast: Cast) -> None:
    batch = make_batch(seats=30)
    for day in range(6):
        make_session(batch, day=day)
    make_session(batch, day=9, title="Batal", cancelled=True)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    first, second = pages_of(render_sheet(batch, with_numbers=True))
    assert [f"Sesi {n}" in first for n in range(1, 7)] == [True] * 5 + [False]
    assert "Sesi 6" in second
    assert "Batal" not in first + second


def test_a_batch_without_people_or_sessions_still_prints(cast: Cast) -> None:
    [page] = pages_of(render_sheet(make_batch(), with_numbers=True))
    assert "Belum ada peserta yang terdaftar." in page


def test_a_full_room_takes_several_pages_with_the_head_on_each(cast: Cast) -> None:
    batch = make_batch(seats=60)
    make_session(batch)
    for n in range(40):
        make_enrollment(batch, make_employee(f"Peserta {n:02}", unit=cast.unit), state="confirmed")
    pages = pages_of(render_sheet(batch, with_numbers=True))
    assert len(pages) >= 2
    assert all("Nama dan NIP" in page for page in pages[:2])
