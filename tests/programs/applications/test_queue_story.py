"""Why a place in the queue is what it is, told by numbers."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from programs.applications.approval import approve
from programs.applications.enrollment import cancel
from programs.applications.queue_story import story_of
from programs.applications.waiting_list import accept_offer, lapse_offers, offer_free_seats
from programs.models import Enrollment, EnrollmentChange
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_batch, make_enrollment
from tests.programs.test_views import signed_in

HOUR = timedelta(hours=1)


@pytest.fixture
def queue(cast: Cast, now: datetime) -> list[Enrollment]:
    """One seat that somebody holds, and three people behind: the employee is number 2."""
    batch = make_batch(seats=1)
    people = [make_employee("Pertama", unit=cast.unit), make_employee("Kedua", unit=cast.unit)]
    people += [cast.employee.employee, make_employee("Terakhir", unit=cast.unit)]
    return [
        approve(enrollment=make_enrollment(batch, person), by=None, now=now + n * HOUR)
        for n, person in enumerate(people)
    ]


def told(enrollment: Enrollment) -> list[str]:
    return [happening.text for happening in story_of(Enrollment.objects.get(pk=enrollment.pk))]


def test_whoever_waits_reads_what_became_of_those_before(queue: list[Enrollment], now: datetime) -> None:
    holder, first, mine, last = queue
    assert told(mine) == []
    cancel(enrollment=holder, by=None, reason="Sakit", now=now + 5 * HOUR)
    offer_free_seats(batch=holder.batch, now=now + 5 * HOUR)
    lapse_offers(now=now + 30 * HOUR)
    assert told(mine) == [
        "Nomor 1 tidak menjawab tawarannya, jadi kursi diteruskan.",
        "Kursi ditawarkan kepada nomor 1, yang antre sebelum nomor 2.",
    ]
    offer_free_seats(batch=holder.batch, now=now + 31 * HOUR)
    mine.refresh_from_db()
    accept_offer(enrollment=mine, by=None, now=now + 32 * HOUR)
    assert told(mine)[:2] == ["Anda menerima kursi.", "Kursi ditawarkan kepada Anda."]
    assert told(last)[:2] == ["Nomor 2 menerima kursi.", "Kursi ditawarkan kepada nomor 2, yang antre sebelum nomor 3."]
    assert told(first)[:3] == [
        "Nomor 2 menerima kursi.",
        "Kursi ditawarkan kepada nomor 2: nomor 1 waktu itu tidak lagi menunggu.",
        "Tawaran untuk Anda diteruskan. Alasan: Tawaran tidak dijawab sampai batas waktunya.",
    ]
    assert story_of(holder) == []


def test_who_leaves_the_queue_before_me_is_told_and_who_leaves_behind_me_is_not(
    queue: list[Enrollment], now: datetime
) -> None:
    _holder, first, mine, last = queue
    cancel(enrollment=last, by=None, reason="Tugas", now=now + 5 * HOUR)
    cancel(enrollment=first, by=None, reason="Tugas", now=now + 6 * HOUR)
    assert told(mine) == ["Nomor 1 keluar dari antrean."]


def test_a_seat_without_the_queue_is_told_with_the_reason_of_its_trail(
    cast: Cast, queue: list[Enrollment], now: datetime
) -> None:
    passing = make_enrollment(queue[0].batch, make_employee("Melompat", unit=cast.unit))
    for before, after in (("requested", "confirmed"), ("confirmed", "requested")):
        EnrollmentChange.objects.create(
            enrollment=passing, from_state=before, to_state=after, at=now + 5 * HOUR, reason="Perintah"
        )
    assert told(queue[2]) == ["Seseorang mendapat kursi tanpa antre. Alasan: Perintah"]


def test_the_page_shows_number_place_and_story_without_names(
    cast: Cast, queue: list[Enrollment], now: datetime
) -> None:
    cancel(enrollment=queue[1], by=None, reason="Tugas", now=now + 5 * HOUR)
    page = signed_in(cast.employee).get(reverse("enrollment", args=[queue[2].pk])).content.decode()
    assert "Nomor antrean 2." in page
    assert "Kursi kosong berikutnya ditawarkan kepada nomor ini." in page
    assert "Nomor 1 keluar dari antrean." in page
    assert "Pertama" not in page
