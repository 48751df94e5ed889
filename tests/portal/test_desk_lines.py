"""What waits for HR: a line a matter, and none for what does not wait."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client

from documents.models import Job
from notifications.models import TRIES, Message
from notifications.outbox import enqueue
from pembinaan.base.dates import city_day
from pembinaan.base.models import Event
from portal.desk_lines import Line, lines
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_agreement, make_batch, make_enrollment, make_institution, make_letter


def told(now: datetime) -> dict[str, tuple[int, bool]]:
    """Count and lateness by the first words of each line."""
    return {line.words: (line.count, line.late) for line in lines(now)}


def test_a_quiet_day_has_no_lines(cast: Cast, now: datetime) -> None:
    make_batch()
    assert lines(now) == []


def test_batches_that_ended_wait_to_be_closed(cast: Cast, now: datetime) -> None:
    day = city_day(now)
    for days in (1, 2, 3):
        make_batch(
            starts_on=day - timedelta(days=days),
            ends_on=day - timedelta(days=days),
            enrollment_closes_at=now - timedelta(days=5),
        )
    (line,) = lines(now)
    assert (line.count, line.words, line.late) == (3, "angkatan berakhir dan perlu ditutup", True)
    assert line.link == "/kelola/angkatan/?keadaan=to_close"
    assert line.detail.endswith(", dan 1 lagi")


def test_a_batch_that_begins_soon_wants_its_surat_tugas(cast: Cast, now: datetime) -> None:
    soon = city_day(now) + timedelta(days=7)
    facts: dict[str, Any] = {"ends_on": soon + timedelta(days=2), "enrollment_closes_at": now + timedelta(days=1)}
    batch = make_batch(starts_on=soon, **facts)
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_batch(starts_on=soon, **facts)
    later = make_batch(starts_on=soon + timedelta(days=1), **facts)
    make_enrollment(later, cast.employee.employee, state="confirmed")
    words = "angkatan mulai dalam 7 hari tanpa surat tugas"
    assert lines(now) == [Line(1, words, f"/kelola/angkatan/{batch.pk}/surat/", str(batch))]
    make_letter(batch)
    assert lines(now) == []


def test_a_batch_whose_seats_were_not_given_waits(cast: Cast, now: datetime) -> None:
    batch = make_batch(seat_method="need", enrollment_closes_at=now)
    assert [(line.words, line.link) for line in lines(now)] == [
        ("angkatan menunggu pembagian kursi", f"/kelola/angkatan/{batch.pk}/")
    ]


def test_what_is_late_comes_first(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="withdrawing", reason="Sakit.")
    make_agreement(make_institution(), starts_on=date(2025, 1, 1), ends_on=city_day(now) + timedelta(days=30))
    message = enqueue(to=cast.employee, kind="uji", subject="x", body="x", cause="uji", now=now)
    Message.objects.filter(pk=message.pk).update(channel="email", attempts=TRIES)
    Job.objects.create(
        kind="uji", title="Ekspor", state="failed", failure="Habis", requested_at=now, finished_at=now, started_by=None
    )
    Event.objects.create(kind="uji", subject_id=1, at=now, next_attempt_at=now, attempts=5)
    assert told(now) == {
        "pesan tidak sampai": (1, True),
        "pekerjaan sistem belum berhasil": (1, True),
        "peristiwa belum ditindaklanjuti sistem": (1, True),
        "peserta mohon mundur dari angkatan": (1, False),
        "perjanjian mitra habis dalam 30 hari": (1, False),
    }


def test_an_application_nobody_decided_is_late_and_tells_the_oldest(cast: Cast, now: datetime) -> None:
    make_enrollment(make_batch(), cast.employee.employee, requested_at=now - timedelta(days=9))
    (line,) = lines(now)
    assert line.words.startswith("permohonan menunggu")
    assert (line.late, line.detail) == (True, "tertua 9 hari, UPTD Puskesmas Sei Jang")


def test_the_desk_shows_the_lines_or_says_that_nothing_waits(client: Client, cast: Cast) -> None:
    client.force_login(cast.hr)
    assert "Tidak ada yang menunggu" in client.get("/meja/").content.decode()
    make_enrollment(make_batch(), cast.employee.employee, state="withdrawing", reason="Sakit.")
    assert "peserta mohon mundur dari angkatan" in client.get("/meja/").content.decode()


def test_messages_are_found_by_state_and_words_and_sent_again(client: Client, cast: Cast, now: datetime) -> None:
    failed, sent = (
        enqueue(to=cast.employee, kind="uji", subject=subject, body="x", cause=subject, now=now)
        for subject in ("Jadwal berubah", "Undangan")
    )
    Message.objects.update(channel="email")
    Message.objects.filter(pk=failed.pk).update(attempts=TRIES)
    Message.objects.filter(pk=sent.pk).update(sent_at=now)
    client.force_login(cast.hr)
    address = "/kelola/pesan/"
    assert list(client.get(address).context["page"]) == [sent, failed]
    assert list(client.get(f"{address}?keadaan=gagal").context["page"]) == [failed]
    assert list(client.get(f"{address}?keadaan=terkirim&cari=siti").context["page"]) == [sent]
    assert client.get(f"{address}?unduh=xlsx").status_code == 200
    client.post(f"{address}ulang/")
    assert list(client.get(f"{address}?keadaan=gagal").context["page"]) == []


def test_the_list_of_messages_takes_the_same_queries_with_one_and_three_rows(
    client: Client, cast: Cast, now: datetime, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client.force_login(cast.hr)

    def write(cause: str) -> None:
        enqueue(to=cast.employee, kind="uji", subject="x", body="x", cause=cause, now=now)

    write("a")
    first = count_queries(lambda: client.get("/kelola/pesan/"))
    write("b")
    write("c")
    assert count_queries(lambda: client.get("/kelola/pesan/")) == first


def test_the_page_of_an_employee_tells_training_and_hours_to_hr_and_to_the_person(client: Client, cast: Cast) -> None:
    batch = make_batch()
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    address = f"/pegawai/{cast.employee.employee_id}/"
    for who, reads in ((cast.hr, True), (cast.employee, True), (cast.head, False)):
        client.force_login(who)
        page = client.get(address).content.decode()
        assert (str(batch) in page, "JP dari paling sedikit 20 JP" in page) == (reads, reads)


def test_the_page_of_an_employee_takes_the_same_queries_with_one_and_three_trainings(
    client: Client, cast: Cast, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    client.force_login(cast.hr)
    person = make_employee(unit=cast.unit)
    make_enrollment(make_batch(), person)
    first = count_queries(lambda: client.get(f"/pegawai/{person.pk}/"))
    make_enrollment(make_batch(), person)
    make_enrollment(make_batch(), person)
    assert count_queries(lambda: client.get(f"/pegawai/{person.pk}/")) == first
