"""The screen, the phone's page and the list, as those who use them see them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from partners.models import Instructor
from people.models import Account
from programs.models import Attendance, Batch, Enrollment, Session
from programs.presence import presence_code
from tests.cast import Cast
from tests.factories.people import make_employee
from tests.factories.programs import make_attendance, make_batch, make_enrollment, make_session

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def session(cast: Cast) -> Session:
    """A session that began five minutes ago, taught by the stranger."""
    now = timezone.now()
    batch = make_batch(seats=5, starts_on=now.date() - timedelta(days=1), ends_on=now.date() + timedelta(days=2))
    teacher = Instructor.objects.create(name="Pengajar", employee=cast.stranger.employee)
    begun = now - timedelta(minutes=5)
    return make_session(batch, starts_at=begun, ends_at=begun + timedelta(hours=3), instructor=teacher)


@pytest.fixture
def seat(cast: Cast, session: Session) -> Enrollment:
    return make_enrollment(session.batch, cast.employee.employee, state="confirmed")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let the server's clock stand later from here on."""
    real = timezone.now

    def shift(by: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + by)

    return shift


def door(session: Session, at: datetime | None = None) -> str:
    return reverse("arrival", args=[presence_code.token(session.pk, at or timezone.now())])


def test_looking_records_nothing_and_the_button_records_once(cast: Cast, session: Session, seat: Enrollment) -> None:
    client, address = signed_in(cast.employee), door(session)
    assert "Saya hadir" in client.get(address).content.decode()
    assert not Attendance.objects.exists()
    for _ in range(2):
        assert "Anda tercatat hadir" in client.post(address).content.decode()
    assert Attendance.objects.get().enrollment == seat
    assert "Anda tercatat hadir" in client.get(address).content.decode()


def test_the_first_look_survives_signing_in(
    cast: Cast, session: Session, seat: Enrollment, later: Callable[[timedelta], None]
) -> None:
    client, address, scanned = Client(), door(session), timezone.now()
    page = client.get(address).content.decode()
    assert "Masuk, lalu tekan “Saya hadir”" in page
    assert f"{reverse('account_login')}?next={address}" in page
    later(timedelta(minutes=5))
    client.force_login(cast.employee, backend=BACKEND)
    assert "Saya hadir" in client.get(address).content.decode()
    client.post(address)
    kept = Attendance.objects.get()
    assert kept.arrived_at is not None
    assert abs(kept.arrived_at - scanned) < timedelta(seconds=5)
    assert kept.marked_at - kept.arrived_at > timedelta(minutes=4)


def test_after_a_quarter_of_an_hour_one_scans_again(
    cast: Cast, session: Session, seat: Enrollment, later: Callable[[timedelta], None]
) -> None:
    client, address = signed_in(cast.employee), door(session)
    client.get(address)
    later(timedelta(minutes=16))
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 410
        assert "Kode ini sudah berganti" in response.content.decode()
    assert not Attendance.objects.exists()


def test_an_address_sent_to_somebody_else_is_stale_within_a_minute(
    cast: Cast, session: Session, seat: Enrollment, later: Callable[[timedelta], None]
) -> None:
    address = door(session)
    signed_in(cast.hr).get(address)
    later(timedelta(seconds=61))
    absent = signed_in(cast.employee)
    assert absent.post(address).status_code == 410
    assert not Attendance.objects.exists()


def test_who_comes_early_waits_and_is_let_in_without_scanning_again(
    cast: Cast, session: Session, seat: Enrollment, later: Callable[[timedelta], None]
) -> None:
    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(starts_at=now + timedelta(minutes=2))
    client, address = signed_in(cast.employee), door(session)
    early = client.get(address)
    assert "Anda datang lebih awal" in early.content.decode()
    assert early["Refresh"] == "20"
    assert "Kehadiran belum tercatat" in client.post(address).content.decode()
    later(timedelta(minutes=3))
    ready = client.get(address)
    assert "Saya hadir" in ready.content.decode()
    assert "Refresh" not in ready
    client.post(address)
    kept = Attendance.objects.get()
    assert kept.arrived_at is not None
    assert abs(kept.arrived_at - now) < timedelta(seconds=5)


def test_a_code_of_one_session_opens_no_other(cast: Cast, session: Session, seat: Enrollment) -> None:
    other = make_session(session.batch, starts_at=session.ends_at, ends_at=session.ends_at + timedelta(hours=1))
    client = signed_in(cast.employee)
    client.get(door(session))
    client.post(door(session))
    assert list(Attendance.objects.values_list("session", flat=True)) == [session.pk]
    # What this phone saw at one session is nothing at another.
    stale = door(other, timezone.now() - timedelta(minutes=5))
    assert client.post(stale).status_code == 410


def test_before_half_an_hour_and_after_the_end_even_a_fresh_code_is_none(cast: Cast, session: Session) -> None:
    client = signed_in(cast.employee)
    for starts_in in (timedelta(minutes=31), -timedelta(hours=4)):
        begins = timezone.now() + starts_in
        Session.objects.filter(pk=session.pk).update(starts_at=begins, ends_at=begins + timedelta(hours=3))
        assert client.get(door(session)).status_code == 410


def test_what_is_no_code_is_told_so(client: Client, db: None) -> None:
    response = client.get(reverse("arrival", args=["apa-saja"]))
    assert response.status_code == 404
    assert "Pindai lagi QR" in response.content.decode()


def test_who_is_no_participant_reads_what_to_do(cast: Cast, session: Session) -> None:
    make_enrollment(session.batch, cast.employee.employee, state="waiting")
    client = signed_in(cast.employee)
    assert "masih di daftar tunggu" in client.get(door(session)).content.decode()
    assert client.post(door(session)).status_code == 409
    assert "bukan akun pegawai" in signed_in(Account.objects.create_user("mitra")).get(door(session)).content.decode()


def test_the_late_read_whether_it_counts(cast: Cast, session: Session, seat: Enrollment) -> None:
    Batch.objects.update(late_after=2, late_counts=False)
    page = signed_in(cast.employee).post(door(session)).content.decode()
    assert "menit lewat batas. Kehadiran ini tidak dihitung" in page


def test_one_phone_with_several_people_is_named_on_the_list(cast: Cast, session: Session, seat: Enrollment) -> None:
    make_enrollment(session.batch, cast.officer.employee, state="confirmed")
    phone, address = Client(), door(session)
    for account in (cast.employee, cast.officer):
        phone.force_login(account, backend=BACKEND)
        phone.get(address)
        phone.post(address)
    page = signed_in(cast.stranger).get(reverse("attendance", args=[session.pk])).content.decode()
    assert "Satu ponsel mencatat 2 orang: Petugas Survei, Siti Nurhaliza." in page
    closing = signed_in(cast.hr).get(reverse("hr_batch_step", args=[session.batch_id, "tutup"])).content.decode()
    assert "satu ponsel mencatat Petugas Survei, Siti Nurhaliza" in closing


def test_an_arrival_costs_few_queries(cast: Cast, session: Session, seat: Enrollment) -> None:
    client, address = signed_in(cast.employee), door(session)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.post(address)
    # Who asks (2), session, known before?, savepoints (2 by 2), lock, seat, INSERT, what stands, its row, state, trail.
    assert len(asked) <= 15, "\n".join(query["sql"][:150] for query in asked)


def test_the_screen_shows_a_code_from_half_an_hour_before_until_the_end(cast: Cast, session: Session) -> None:
    client, address = signed_in(cast.stranger), reverse("screen", args=[session.pk])
    page = client.get(address).content.decode()
    assert "<svg" in page
    assert "Pindai dengan kamera ponsel." in page
    part = client.get(reverse("screen_code", args=[session.pk]))
    assert (part.status_code, "<svg" in part.content.decode()) == (200, True)
    begins = timezone.now() + timedelta(minutes=31)
    Session.objects.filter(pk=session.pk).update(starts_at=begins, ends_at=begins + timedelta(hours=1))
    assert "Kode tampil mulai" in client.get(address).content.decode()
    ended = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=session.pk).update(starts_at=ended - timedelta(hours=1), ends_at=ended)
    over = client.get(reverse("screen_code", args=[session.pk]))
    assert (over.status_code, "<svg" in over.content.decode()) == (286, False)


def test_the_screen_counts_heads(cast: Cast, session: Session, seat: Enrollment) -> None:
    make_enrollment(session.batch, cast.officer.employee, state="confirmed")
    make_attendance(session, seat)
    page = signed_in(cast.hr).get(reverse("screen_code", args=[session.pk])).content.decode()
    assert '<span class="figure">1</span> dari 2 peserta hadir' in page


def test_saving_an_old_page_leaves_alone_who_came_meanwhile(cast: Cast, session: Session, seat: Enrollment) -> None:
    ticked = make_enrollment(session.batch, cast.officer.employee, state="confirmed")
    teacher, address = signed_in(cast.stranger), reverse("attendance", args=[session.pk])
    # The page was loaded before Siti arrived: it shows nobody as present.
    signed_in(cast.employee).post(door(session))
    shown = {"shown": [seat.pk, ticked.pk], "present": [ticked.pk]}
    page = teacher.post(address, shown, follow=True).content.decode()
    assert "Kehadiran disimpan: 2 dari 2 hadir." in page
    assert Attendance.objects.get(enrollment=seat).way == "phone"


def test_while_the_session_runs_the_unticked_may_still_come_afterwards_they_are_absent(
    cast: Cast, session: Session, seat: Enrollment, later: Callable[[timedelta], None]
) -> None:
    teacher, address = signed_in(cast.stranger), reverse("attendance", args=[session.pk])
    teacher.post(address, {"shown": [seat.pk]})
    assert not Attendance.objects.exists()
    later(timedelta(hours=3))
    teacher.post(address, {"shown": [seat.pk]})
    assert not Attendance.objects.get().present


def test_unticking_somebody_known_corrects_it(cast: Cast, session: Session, seat: Enrollment) -> None:
    make_attendance(session, seat)
    teacher, address = signed_in(cast.stranger), reverse("attendance", args=[session.pk])
    teacher.post(address, {"shown": [seat.pk], "known": [seat.pk]})
    assert not Attendance.objects.get().present


def test_the_list_finds_by_name_keeps_the_waiting_apart_and_can_tick_all(
    cast: Cast, session: Session, seat: Enrollment
) -> None:
    make_enrollment(session.batch, cast.officer.employee, state="confirmed")
    make_enrollment(session.batch, cast.head.employee, state="waiting")
    teacher, address = signed_in(cast.stranger), reverse("attendance", args=[session.pk])
    page = teacher.get(address).content.decode()
    assert page.index("Daftar tunggu</h2>") < page.index("Kepala Puskesmas")
    assert page.count('name="present"') == 2
    found = teacher.get(address, {"cari": "nurhaliza"}).content.decode()
    assert found.count('name="present"') == 1
    assert "Tidak ada peserta dengan nama" in teacher.get(address, {"cari": "zzz"}).content.decode()
    assert teacher.get(address, {"semua": "1"}).content.decode().count(" checked") == 2
    assert not Attendance.objects.exists()


def test_details_record_leaving_early_and_an_excuse_and_show_what_stood_there(
    cast: Cast, session: Session, seat: Enrollment
) -> None:
    begun = timezone.make_aware(datetime(2026, 3, 9, 8), timezone.get_default_timezone())
    Session.objects.filter(pk=session.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=4))
    teacher = signed_in(cast.stranger)
    address = reverse("attendance_details", args=[session.pk, seat.pk])
    assert "Siti Nurhaliza" in teacher.get(address).content.decode()
    teacher.post(address, {"present": "hadir", "arrived": "08:10", "left": "10:30", "excuse": "", "note": "rapat"})
    row = Attendance.objects.get()
    assert (row.arrived_at, row.left_at) == (begun + timedelta(minutes=10), begun + timedelta(hours=2.5))
    wrong = teacher.post(address, {"present": "tidak", "arrived": "08:10", "excuse": "", "note": ""}).content.decode()
    assert "Jam hanya untuk yang hadir." in wrong
    wrong = teacher.post(address, {"present": "hadir", "left": "12:00", "excuse": "sick", "note": ""}).content.decode()
    assert "Jam ini tidak sebelum sesi selesai." in wrong
    assert "hanya untuk yang tidak hadir" in wrong
    teacher.post(address, {"present": "tidak", "arrived": "", "left": "", "excuse": "sick", "note": "demam"})
    row.refresh_from_db()
    assert (row.present, row.excuse, row.note, row.arrived_at) == (False, "sick", "demam", None)
    page = teacher.get(address).content.decode()
    assert "Sebelum dikoreksi" in page
    assert "pulang 10.30 WIB" in page
    back = teacher.get(reverse("attendance", args=[session.pk])).content.decode()
    assert "Sakit · demam" in back


def test_the_participant_reads_the_rule_and_each_session(cast: Cast, session: Session, seat: Enrollment) -> None:
    Batch.objects.update(late_after=2, late_counts=False, early_leave_counts=False)
    signed_in(cast.employee).post(door(session))
    page = signed_in(cast.employee).get(reverse("enrollment", args=[seat.pk])).content.decode()
    assert (
        "Selesai bila hadir paling sedikit 80 % dari sesi. Datang lebih dari 2 menit sesudah sesi dimulai tercatat "
        "terlambat dan tidak dihitung. Pulang sebelum sesi selesai tidak dihitung."
    ) in page
    assert "lewat QR" in page
    assert "Terlambat" in page
    batch = signed_in(cast.employee).get(reverse("batch", args=[session.batch_id])).content.decode()
    assert "paling sedikit 80 % dari sesi" in batch


@pytest.mark.parametrize("name", ["attendance", "attendance_roll", "screen_code"])
def test_lists_cost_the_same_with_one_person_and_with_three(cast: Cast, session: Session, name: str) -> None:
    teacher, address = signed_in(cast.stranger), reverse(name, args=[session.pk])

    def queries(people: list[str]) -> int:
        for person in people:
            enrollment = make_enrollment(session.batch, make_employee(person, unit=cast.unit), state="confirmed")
            make_attendance(session, enrollment)
        teacher.get(address)
        with CaptureQueriesContext(connection) as asked:
            teacher.get(address)
        return len(asked)

    assert queries(["Satu"]) == queries(["Dua", "Tiga"])


def test_a_closing_page_costs_the_same_with_one_session_and_with_ten(cast: Cast, session: Session) -> None:
    client, address = signed_in(cast.hr), reverse("hr_batch_step", args=[session.batch_id, "tutup"])

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    one = queries()
    for day in range(9):
        make_session(session.batch, day=day - 20)
    assert queries() == one


def table(
    rows: list[list[str]], header: tuple[str, ...] = ("nip", "nama", "kehadiran", "datang", "keterangan")
) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ([*header], *rows):
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def send(client: Client, session: Session, content: bytes, name: str = "hadir.xlsx") -> str:
    address = reverse("attendance_file", args=[session.pk])
    return client.post(address, {"file": SimpleUploadedFile(name, content)}).content.decode()


def sealed_in(page: str) -> str:
    return page.split('name="sealed" value="')[1].split('"', maxsplit=1)[0]


def test_a_file_is_checked_first_and_then_recorded_as_shown(cast: Cast, session: Session, seat: Enrollment) -> None:
    ill = make_enrollment(session.batch, cast.officer.employee, state="confirmed")
    teacher = signed_in(cast.stranger)
    rows = [[f"'{seat.employee.number}", "", "Hadir", "08.05", ""], ["", "petugas  survei", "sakit", "", "demam"]]
    page = send(teacher, session, table(rows))
    assert "2 baris cocok dengan peserta; 1 hadir." in page
    assert not Attendance.objects.exists()
    apply = reverse("attendance_file_apply", args=[session.pk])
    told = teacher.post(apply, {"sealed": sealed_in(page)}, follow=True).content.decode()
    assert "Kehadiran diimpor: 2 catatan berubah." in told
    assert list(Attendance.objects.order_by("enrollment").values_list("enrollment", "present", "way", "excuse")) == [
        (seat.pk, True, "file", ""),
        (ill.pk, False, "file", "sick"),
    ]
    again = teacher.post(apply, {"sealed": sealed_in(page)}, follow=True).content.decode()
    assert "0 catatan berubah" in again


WRONG = [
    (["", "Siapa Dia", "hadir", "", ""], "Tidak ada peserta angkatan ini"),
    (["", "", "hadir", "", ""], "Isi nomor atau nama."),
    (["", "Siti Nurhaliza", "mungkin", "", ""], "Isi hadir, tidak, sakit, izin, atau tugas dinas."),
    (["", "Siti Nurhaliza", "hadir", "jam delapan", ""], "bukan jam"),
    (["", "Siti Nurhaliza", "tidak", "08.05", ""], "Yang tidak hadir tidak mempunyai jam"),
    (["", "Kepala Puskesmas", "hadir", "", ""], "masih di daftar tunggu"),
    (["", "Petugas Survei", "hadir", "", ""], "sudah ada di baris 2"),
]


@pytest.mark.parametrize(("row", "told"), WRONG)
def test_one_wrong_row_changes_nothing_and_is_told(
    cast: Cast, session: Session, seat: Enrollment, row: list[str], told: str
) -> None:
    make_enrollment(session.batch, cast.officer.employee, state="confirmed")
    make_enrollment(session.batch, cast.head.employee, state="waiting")
    page = send(signed_in(cast.hr), session, table([["", "Petugas Survei", "hadir", "", ""], row]))
    assert told in page
    assert "sealed" not in page
    assert "tidak ada yang disimpan" in page


def test_a_file_without_its_column_or_that_is_no_table_is_told(cast: Cast, session: Session, seat: Enrollment) -> None:
    client = signed_in(cast.hr)
    assert "Kolom ini tidak ada." in send(client, session, table([["", "Siti Nurhaliza"]], ("nip", "nama")))
    assert "kosong" in send(client, session, b" ", "kosong.csv")
    csv = b"nama;kehadiran\nSiti Nurhaliza;ya\n"
    assert "1 baris cocok dengan peserta; 1 hadir." in send(client, session, csv, "hadir.csv")


def test_what_was_sealed_for_one_session_is_not_taken_at_another(
    cast: Cast, session: Session, seat: Enrollment
) -> None:
    client = signed_in(cast.hr)
    text = sealed_in(send(client, session, table([["", "Siti Nurhaliza", "hadir", "", ""]])))
    other = make_session(session.batch, day=-5)
    for wrong, told in ((text, "untuk sesi lain"), ("apa-saja", "sudah terlalu lama")):
        page = client.post(reverse("attendance_file_apply", args=[other.pk]), {"sealed": wrong}, follow=True)
        assert told in page.content.decode()
    assert not Attendance.objects.exists()


def test_the_table_to_fill_names_the_participants(cast: Cast, session: Session, seat: Enrollment) -> None:
    answer = signed_in(cast.hr).get(reverse("attendance_template", args=[session.pk]))
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("nip", "nama", "kehadiran", "datang", "pulang", "keterangan")
    assert rows[1][:2] == (seat.employee.number, "Siti Nurhaliza")
