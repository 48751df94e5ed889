"""The pages: what each role does, step by step, and how many queries lists cost."""

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from partners.models import Instructor
from people.models import Account
from programs.models import Batch, Enrollment, Need, Program, TrainingType
from tests.cast import Cast
from tests.factories.people import make_account, make_employee
from tests.factories.programs import (
    make_agreement,
    make_attendance,
    make_batch,
    make_enrollment,
    make_institution,
    make_partner_staff,
    make_program,
    make_room,
    make_session,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


@pytest.fixture
def running(db: None) -> Batch:
    """A batch with one seat, open now, that starts in two weeks."""
    now = timezone.now()
    first = (now + timedelta(days=14)).date()
    return make_batch(
        make_program(title="Pelayanan prima", code="pelayanan-prima"),
        seats=1,
        number=4,
        starts_on=first,
        ends_on=first + timedelta(days=1),
        enrollment_opens_at=now - timedelta(days=1),
        enrollment_closes_at=now + timedelta(days=7),
    )


def test_the_catalogue_finds_filters_and_says_how_many_seats_are_left(cast: Cast, running: Batch) -> None:
    make_program(title="Manajemen arsip", competency="manajerial")
    make_program(title="Rahasia", published=False)
    client = signed_in(cast.employee)
    page = client.get("/katalog/").content.decode()
    assert page.index("Pelayanan prima") < page.index("Manajemen arsip")
    assert "1 kursi tersisa" in page
    assert "Rahasia" not in page
    assert "Manajemen arsip" not in client.get("/katalog/?cari=PRIMA").content.decode()
    assert "Pelayanan prima" not in client.get("/katalog/?kompetensi=manajerial").content.decode()
    assert "Manajemen arsip" not in client.get("/katalog/?buka=on").content.decode()
    assert "Tidak ada pelatihan yang cocok" in client.get("/katalog/?cari=tidak-ada&jalur=salah").content.decode()


def test_applying_says_before_and_after_what_it_leads_to(cast: Cast, running: Batch) -> None:
    client = signed_in(cast.employee)
    page = client.get(reverse("batch", args=[running.pk])).content.decode()
    assert "Masih ada 1 kursi. Setelah atasan menyetujui, Anda langsung terdaftar." in page
    answer = client.post(reverse("apply", args=[running.pk]), follow=True).content.decode()
    assert "Menunggu keputusan." in answer
    assert "Kepala Puskesmas" in answer
    assert "Lihat pendaftaran saya" in client.get(reverse("batch", args=[running.pk])).content.decode()


def test_a_full_batch_tells_the_place_in_the_queue(cast: Cast, running: Batch) -> None:
    make_enrollment(running, cast.stranger.employee, state="confirmed")
    make_enrollment(running, cast.hr.employee, state="waiting")
    page = signed_in(cast.employee).get(reverse("batch", args=[running.pk])).content.decode()
    assert "Kursi penuh. Anda akan menjadi urutan ke-2 setelah atasan menyetujui." in page


@pytest.mark.parametrize("page", ["enrollment", "my_enrollments", "employee_home"])
def test_whoever_applied_to_a_full_batch_reads_the_place_to_expect(cast: Cast, running: Batch, page: str) -> None:
    make_enrollment(running, cast.stranger.employee, state="confirmed")
    make_enrollment(running, cast.hr.employee, state="waiting")
    mine = make_enrollment(running, cast.employee.employee)
    address = reverse(page, args=[mine.pk] if page == "enrollment" else [])
    assert "menjadi urutan ke-2 (perkiraan)" in signed_in(cast.employee).get(address).content.decode()


def test_past_batches_stand_below_the_description_and_folded(cast: Cast, running: Batch) -> None:
    make_batch(running.program, state="cancelled", cancel_reason="Sepi")
    Program.objects.update(summary="Melayani dengan ramah.")
    page = signed_in(cast.employee).get(reverse("program", args=[running.program.code])).content.decode()
    parts = ("Melayani dengan ramah.", "Angkatan 4", "<details", "1 angkatan yang sudah lewat")
    places = [page.index(part, page.index("<h1>")) for part in parts]
    assert places == sorted(places)


def test_a_refused_application_is_told_in_words(cast: Cast, running: Batch) -> None:
    Batch.objects.update(enrollment_closes_at=timezone.now())
    answer = signed_in(cast.employee).post(reverse("apply", args=[running.pk]), follow=True).content.decode()
    assert "Pendaftaran angkatan ini sudah ditutup." in answer


def values_of(name: str, page: str) -> list[str]:
    """What a browser would send for the ticked boxes or hidden fields of that name."""
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def test_the_head_approves_many_at_once_and_declines_with_a_reason(cast: Cast, running: Batch) -> None:
    first = make_enrollment(running, cast.employee.employee)
    second = make_enrollment(running, cast.officer.employee)
    third = make_enrollment(running, make_employee("Ketiga", unit=cast.unit))
    elsewhere = make_enrollment(running, cast.stranger.employee)
    client = signed_in(cast.head)
    page = client.get("/persetujuan/").content.decode()
    assert "1 kursi tersisa" in page
    assert "Orang Lain" not in page
    ticked = {"enrollment": [first.pk, second.pk, elsewhere.pk]}
    answer = client.post(reverse("approve_enrollments"), ticked, follow=True).content.decode()
    assert "Disetujui: 1 pegawai terdaftar, 1 masuk daftar tunggu." in answer
    client.post(reverse("decline_enrollment", args=[third.pk]), {"reason": "Jadwal jaga"})
    states = [Enrollment.objects.get(pk=one.pk).state for one in (first, second, third, elsewhere)]
    assert states == ["confirmed", "waiting", "declined", "requested"]


def test_the_head_approves_all_that_the_page_shows(cast: Cast, running: Batch) -> None:
    shown = [make_enrollment(running, make_employee(f"Orang {n}", unit=cast.unit)) for n in range(2)]
    client = signed_in(cast.head)
    offered = values_of("shown", client.get("/persetujuan/").content.decode())
    assert sorted(offered) == sorted(str(enrollment.pk) for enrollment in shown)
    form = {"shown": offered, "all": "on"}
    answer = client.post(reverse("approve_enrollments"), form, follow=True).content.decode()
    assert "Disetujui: 1 pegawai terdaftar, 1 masuk daftar tunggu." in answer


def test_approving_nothing_says_so(cast: Cast) -> None:
    answer = signed_in(cast.head).post(reverse("approve_enrollments"), {"enrollment": ["x"]}, follow=True)
    assert "Belum ada permohonan yang dipilih." in answer.content.decode()


def test_an_offer_is_accepted_on_my_page(cast: Cast, running: Batch) -> None:
    until = timezone.now() + timedelta(hours=3)
    offered = make_enrollment(running, cast.employee.employee, state="offered", offer_expires_at=until)
    client = signed_in(cast.employee)
    assert "Terima kursi" in client.get("/pendaftaran/").content.decode()
    answer = client.post(reverse("accept_offer", args=[offered.pk]), follow=True).content.decode()
    assert "Kursi menjadi milik Anda." in answer
    late = client.post(reverse("cancel_enrollment", args=[offered.pk]), {"reason": ""}).content.decode()
    assert "Batalkan pendaftaran?" in late


def test_stepping_back_asks_for_a_reason_and_shows_the_trail(cast: Cast, running: Batch) -> None:
    enrollment = make_enrollment(running, cast.employee.employee, state="confirmed")
    client = signed_in(cast.employee)
    assert (
        "Kursi ini hilang bagi Anda" in client.get(reverse("cancel_enrollment", args=[enrollment.pk])).content.decode()
    )
    answer = client.post(reverse("cancel_enrollment", args=[enrollment.pk]), {"reason": "Dinas luar"}, follow=True)
    assert "Dinas luar" in answer.content.decode()
    assert "ditawarkan kepada urutan berikutnya" not in answer.content.decode()
    assert Enrollment.objects.get().state == "cancelled"


@pytest.mark.parametrize(("state", "passed_on"), [("confirmed", True), ("requested", False)])
def test_a_seat_is_passed_on_only_when_there_was_one(cast: Cast, running: Batch, state: str, passed_on: bool) -> None:
    enrollment = make_enrollment(running, cast.employee.employee, state=state)
    make_enrollment(running, cast.hr.employee, state="waiting")
    address = reverse("cancel_enrollment", args=[enrollment.pk])
    client = signed_in(cast.employee)
    assert ("urutan berikutnya" in client.get(address).content.decode()) is passed_on
    answer = client.post(address, {"reason": "Dinas luar"}, follow=True).content.decode()
    assert ("Kursi ditawarkan kepada urutan berikutnya" in answer) is passed_on


def test_a_cancellation_sent_twice_leads_to_its_result(cast: Cast, running: Batch) -> None:
    enrollment = make_enrollment(running, cast.employee.employee, state="confirmed")
    client, address = signed_in(cast.employee), reverse("cancel_enrollment", args=[enrollment.pk])
    for _press in range(2):
        answer = client.post(address, {"reason": "Dinas luar"})
        assert (answer.status_code, answer["Location"]) == (302, reverse("enrollment", args=[enrollment.pk]))
    assert enrollment.changes.filter(to_state="cancelled").count() == 1


def test_an_approval_sent_twice_says_that_it_was_decided(cast: Cast, running: Batch) -> None:
    enrollment = make_enrollment(running, cast.employee.employee)
    client = signed_in(cast.head)
    for sentence in ("Disetujui: 1 pegawai terdaftar.", "Permohonan yang dipilih sudah diputuskan."):
        answer = client.post(reverse("approve_enrollments"), {"enrollment": enrollment.pk}, follow=True)
        assert sentence in answer.content.decode()


def test_after_the_start_only_hr_cancels(cast: Cast, running: Batch) -> None:
    enrollment = make_enrollment(running, cast.employee.employee, state="confirmed")
    Batch.objects.update(starts_on=timezone.localdate(), enrollment_closes_at=timezone.now())
    address = reverse("cancel_enrollment", args=[enrollment.pk])
    assert signed_in(cast.employee).get(address).status_code == 403
    assert signed_in(cast.hr).get(address).status_code == 200


def test_hr_makes_a_program_and_a_batch_with_sessions_and_opens_it(cast: Cast) -> None:
    partner = make_institution(name="UMRAH")
    client = signed_in(cast.hr)
    program = {
        "title": "Manajemen Pelabuhan dan Logistik",
        "code": "pelabuhan",
        "training_type": TrainingType.objects.get(code="TEK").pk,
        "competency": "teknis",
        "learning_hours": "20.0",
        "institution": partner.pk,
        "target_elements": ["time", "conduct"],
        "published": "on",
    }
    client.post("/kelola/program/baru/", program)
    made = Program.objects.get()
    assert made.target_elements == ["time", "conduct"]
    day = timezone.localdate() + timedelta(days=30)
    agreement = make_agreement(partner, starts_on=date(2020, 1, 1), ends_on=day)
    form = batch_form(day, agreement.pk, sessions=2)
    address = reverse("hr_new_batch", args=[made.pk])
    refused = client.post(address, form).content.decode()
    assert f"Perjanjian {agreement.number} hanya berlaku sampai" in refused
    agreement.ends_on = day + timedelta(days=300)
    agreement.save()
    page = client.post(address, form, follow=True).content.decode()
    batch = Batch.objects.get()
    assert "Angkatan disimpan." in page
    assert [session.title for session in batch.sessions.order_by("starts_at")] == ["Sesi 1", "Sesi 2"]
    step = reverse("hr_batch_step", args=[batch.pk, "buka"])
    assert "30 kursi" in client.get(step).content.decode()
    assert "Pendaftaran dibuka." in client.post(step, follow=True).content.decode()


def batch_form(day: date, agreement: int | str, *, sessions: int) -> dict[str, object]:
    form: dict[str, object] = {
        "agreement": agreement,
        "starts_on": day.isoformat(),
        "ends_on": (day + timedelta(days=1)).isoformat(),
        "enrollment_opens_at": "2020-01-01T08:00",
        "enrollment_closes_at": f"{day.isoformat()}T08:00",
        "seats": "30",
        "offer_hours": "24",
        "attendance_share": "0.80",
        "needs_approval": "on",
        "seat_method": "first",
        "lot_by": "person",
        "strata_by": "none",
        "sesi-TOTAL_FORMS": "2",
        "sesi-INITIAL_FORMS": "0",
    }
    for number in range(2):
        filled = number < sessions
        form |= {
            f"sesi-{number}-title": f"Sesi {number + 1}" if filled else "",
            f"sesi-{number}-day": (day + timedelta(days=number)).isoformat() if filled else "",
            f"sesi-{number}-begins": "08:00" if filled else "",
            f"sesi-{number}-ends": "15:30" if filled else "",
            f"sesi-{number}-place": "Aula" if filled else "",
        }
    return form


def test_a_half_filled_session_is_never_silently_ignored(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=30)
    form = batch_form(day, "", sessions=1) | {"sesi-1-place": "Aula"}
    answer = signed_in(cast.hr).post(reverse("hr_new_batch", args=[make_program().pk]), form)
    assert answer.status_code == 200
    assert not Batch.objects.exists()


def test_a_session_ends_after_it_begins_in_the_form_too(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=30)
    form = batch_form(day, "", sessions=1) | {"sesi-0-ends": "07:00"}
    answer = signed_in(cast.hr).post(reverse("hr_new_batch", args=[make_program().pk]), form).content.decode()
    assert "Sesi harus selesai setelah mulai." in answer


def test_sessions_of_one_batch_never_overlap(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=30)
    form = batch_form(day, "", sessions=2) | {"sesi-1-day": day.isoformat(), "sesi-1-begins": "15:00"}
    address = reverse("hr_new_batch", args=[make_program().pk])
    answer = signed_in(cast.hr).post(address, form).content.decode()
    assert "Sesi “Sesi 2” dimulai sebelum sesi “Sesi 1” selesai." in answer
    assert (
        signed_in(cast.hr).post(address, form | {"sesi-1-begins": "15:30", "sesi-1-ends": "16:00"}).status_code == 302
    )


def test_a_batch_with_a_partner_names_the_agreement_at_saving(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=30)
    address = reverse("hr_new_batch", args=[make_program(institution=make_institution()).pk])
    answer = signed_in(cast.hr).post(address, batch_form(day, "", sessions=1)).content.decode()
    assert "Program ini bermitra: pilih perjanjiannya." in answer
    assert not Batch.objects.exists()


def test_a_program_without_code_gets_one_from_its_title(cast: Cast) -> None:
    client = signed_in(cast.hr)
    form = {
        "title": "Pelayanan Prima di Loket",
        "training_type": TrainingType.objects.get(code="TEK").pk,
        "competency": "teknis",
        "learning_hours": "20.0",
    }
    for _again in range(2):
        client.post("/kelola/program/baru/", form)
    codes = Program.objects.order_by("pk").values_list("code", flat=True)
    assert list(codes) == ["pelayanan-prima-di-loket", "pelayanan-prima-di-loket-2"]
    refused = client.post("/kelola/program/baru/", form | {"code": "dua kata"}).content.decode()
    assert "Kode hanya berisi huruf, angka dan tanda hubung" in refused
    assert "slug" not in refused.lower()
    assert "Tidak ada program yang cocok" in client.get("/kelola/program/", {"cari": "tidak-ada"}).content.decode()


def test_batches_that_are_over_are_found_and_named_as_on_the_desk(cast: Cast, running: Batch) -> None:
    over = past(make_batch(make_program(title="Sudah lewat")))
    client = signed_in(cast.hr)
    page = client.get("/kelola/angkatan/", {"keadaan": "to_close"}).content.decode()
    assert "Sudah lewat" in page
    assert "Pelayanan prima" not in page
    assert '<span class="tag bad">Perlu ditutup</span>' in page
    assert (
        '<span class="tag bad">Perlu ditutup</span>' in client.get(reverse("hr_batch", args=[over.pk])).content.decode()
    )
    assert '<span class="tag bad">Perlu ditutup</span>' in client.get("/meja/").content.decode()


def test_editing_keeps_drops_and_adds_sessions(cast: Cast, running: Batch) -> None:
    kept, dropped = make_session(running), make_session(running, day=1)
    client, address = signed_in(cast.hr), reverse("hr_edit_batch", args=[running.pk])
    assert f'value="{running.starts_on.isoformat()}"' in client.get(address).content.decode()
    form = batch_form(running.starts_on, "", sessions=2)
    form |= {"sesi-INITIAL_FORMS": "2", "sesi-TOTAL_FORMS": "3", "seats": "5"}
    form |= {"sesi-0-id": kept.pk, "sesi-1-id": dropped.pk, "sesi-1-DELETE": "on"}
    form |= {"sesi-2-title": "Baru", "sesi-2-day": running.starts_on.isoformat()}
    form |= {"sesi-2-begins": "16:00", "sesi-2-ends": "17:00", "sesi-2-place": "Aula"}
    form |= {"enrollment_closes_at": f"{running.starts_on.isoformat()}T07:00"}
    assert client.post(address, form).status_code == 302
    running.refresh_from_db()
    assert running.seats == 5
    assert [session.title for session in running.sessions.filter(cancelled=False).order_by("starts_at")] == [
        "Sesi 1",
        "Baru",
    ]


def past(batch: Batch) -> Batch:
    """The same batch, three days ago and over."""
    day = timezone.localdate() - timedelta(days=3)
    batch.starts_on, batch.ends_on = day, day + timedelta(days=1)
    batch.save(update_fields=["starts_on", "ends_on"])
    return batch


def test_hr_marks_presence_closes_and_reopens(cast: Cast, running: Batch) -> None:
    Batch.objects.update(seats=2)
    running.refresh_from_db()
    session = make_session(past(running))
    there = make_enrollment(running, cast.employee.employee, state="confirmed")
    absent = make_enrollment(running, cast.stranger.employee, state="confirmed")
    client = signed_in(cast.hr)
    close = reverse("hr_batch_step", args=[running.pk, "tutup"])
    assert "kehadiran belum dicatat pada sesi “Sesi 1”" in client.get(close).content.decode()
    address = reverse("attendance", args=[session.pk])
    offered = values_of("present", client.get(address).content.decode())
    assert sorted(offered) == sorted([str(there.pk), str(absent.pk)])
    answer = client.post(address, {"present": [there.pk]}, follow=True).content.decode()
    assert "Kehadiran disimpan: 1 dari 2 hadir." in answer
    assert "Tercatat: 1 dari 2 hadir." in answer
    confirm = client.get(close).content.decode()
    assert "1 peserta memenuhi syarat kehadiran dan mendapat sertifikat dan JP." in confirm
    assert "1 peserta tidak pernah hadir; alasannya ikut tercatat." in confirm
    page = client.post(close, follow=True).content.decode()
    assert "1 peserta memenuhi syarat kehadiran" in page
    assert "1 tidak pernah hadir" in page
    again = client.post(close, follow=True).content.decode()
    assert "sudah ditutup sebelumnya" in again
    assert "sedang dibuat" not in again
    people = client.get(reverse("participants", args=[running.pk])).content.decode()
    assert f"{reverse('certificate_search')}?q={there.employee.number}" in people
    assert [Enrollment.objects.get(pk=one.pk).state for one in (there, absent)] == ["finished", "absent"]
    assert "Buka kembali angkatan" in client.post(address, {"present": []}, follow=True).content.decode()
    client.post(reverse("hr_batch_step", args=[running.pk, "buka-kembali"]), {"reason": "Salah centang"})
    assert Enrollment.objects.get(pk=absent.pk).state == "confirmed"


def test_hr_calls_a_batch_off_with_a_reason(cast: Cast, running: Batch) -> None:
    make_enrollment(running, cast.employee.employee, state="confirmed")
    address = reverse("hr_batch_step", args=[running.pk, "batal"])
    client = signed_in(cast.hr)
    assert "1 pendaftaran dibatalkan" in client.get(address).content.decode()
    client.post(address, {"reason": "Pengajar sakit"})
    page = signed_in(cast.employee).get(reverse("batch", args=[running.pk])).content.decode()
    assert "Alasan: Pengajar sakit" in page


def test_an_instructor_marks_the_own_session_only(cast: Cast, running: Batch) -> None:
    teacher = Instructor.objects.create(name="Pengajar", employee=cast.stranger.employee)
    own, other = make_session(running, instructor=teacher), make_session(running, day=1)
    client = signed_in(cast.stranger)
    assert "Sesi 1" in client.get("/mengajar/").content.decode()
    assert "Sesi ini belum dimulai" in client.get(reverse("attendance", args=[own.pk])).content.decode()
    assert client.get(reverse("attendance", args=[other.pk])).status_code == 403


def test_the_participants_list_tells_waiting_from_enrolled_on_the_page_and_in_the_file(
    cast: Cast, running: Batch
) -> None:
    confirmed = make_enrollment(running, cast.employee.employee, state="confirmed")
    make_enrollment(running, cast.stranger.employee, state="waiting")
    make_attendance(make_session(past(running)), confirmed)
    client = signed_in(cast.hr)
    page = client.get(reverse("participants", args=[running.pk])).content.decode()
    assert page.index("Siti Nurhaliza") < page.index("Orang Lain")
    assert "Daftar tunggu · urutan ke-1" in page
    only = client.get(reverse("participants", args=[running.pk]), {"keadaan": "waiting"}).content.decode()
    assert "Siti Nurhaliza" not in only
    file = b"".join(client.get(reverse("participants_file", args=[running.pk])).streaming_content)
    sheet = load_workbook(BytesIO(file)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert sheet.column_dimensions["C"].width == len("UPTD Puskesmas Sei Jang") + 2
    assert rows[1][:1] + rows[1][3:6] == ("Siti Nurhaliza", "Terdaftar", None, "1 dari 1")
    assert rows[2][:1] + rows[2][3:6] == ("Orang Lain", "Daftar tunggu", 1, "0 dari 1")


def test_partner_staff_see_names_and_units_of_their_own_batches_only(cast: Cast) -> None:
    ours, others = make_institution(), make_institution()
    batch = make_batch(make_program(institution=ours), agreement=make_agreement(ours))
    foreign = make_batch(make_program(institution=others), agreement=make_agreement(others))
    make_enrollment(batch, cast.employee.employee, state="confirmed")
    make_enrollment(batch, cast.stranger.employee, state="waiting")
    staff = make_account()
    make_partner_staff(ours, staff)
    client = signed_in(staff)
    listed = client.get("/mitra/angkatan/").content.decode()
    assert batch.program.title in listed
    assert foreign.program.title not in listed
    page = client.get(reverse("partner_batch", args=[batch.pk])).content.decode()
    assert "Siti Nurhaliza" in page
    assert cast.employee.employee.number not in page
    assert "Orang Lain" not in page
    for name in ("partner_batch", "batch", "batch_calendar"):
        assert client.get(reverse(name, args=[foreign.pk])).status_code == 404


def test_a_draft_is_seen_by_hr_alone(cast: Cast) -> None:
    draft = make_batch(state="draft")
    assert signed_in(cast.employee).get(reverse("batch", args=[draft.pk])).status_code == 404
    assert signed_in(cast.hr).get(reverse("batch", args=[draft.pk])).status_code == 200


def test_a_need_is_stated_listed_by_unit_and_withdrawn(cast: Cast) -> None:
    client = signed_in(cast.employee)
    form = {"competency": "Triase gawat darurat", "kind": "teknis", "gap": "3", "year": "2027"}
    assert "tercatat" in client.post("/kebutuhan/", form, follow=True).content.decode()
    assert "sudah dinyatakan" in client.post("/kebutuhan/", form).content.decode()
    assert "kesenjangan besar" in client.get("/kebutuhan/").content.decode()
    assert "Kebutuhan Anda tercatat" not in client.post("/kebutuhan/", form | {"year": "2031"}).content.decode()
    by_unit = signed_in(cast.hr).get("/kelola/kebutuhan/", {"tahun": "2027"}).content.decode()
    assert "Triase gawat darurat" in by_unit
    assert "UPTD Puskesmas Sei Jang" in by_unit
    client.post(reverse("withdraw_need", args=[Need.objects.get().pk]))
    assert not Need.objects.exists()


def test_the_calendar_file_has_the_sessions(cast: Cast, running: Batch) -> None:
    make_session(running)
    response = signed_in(cast.employee).get(reverse("batch_calendar", args=[running.pk]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Pelayanan prima: Sesi 1\r\n" in response.content.decode()


LISTS = [
    ("catalog", "employee"),
    ("my_enrollments", "employee"),
    ("approvals", "head"),
    ("approvals", "hr"),
    ("withdrawals", "hr"),
    ("hr_programs", "hr"),
    ("hr_batches", "hr"),
    ("needs_by_unit", "hr"),
    ("my_needs", "employee"),
    ("teaching", "stranger"),
]


def one_of_each(cast: Cast) -> Enrollment:
    """One more program, batch, session, own application, application to decide, and need."""
    now = timezone.now()
    batch = make_batch(enrollment_opens_at=now - timedelta(days=1), enrollment_closes_at=now + timedelta(days=1))
    teacher, _ = Instructor.objects.get_or_create(employee=cast.stranger.employee, defaults={"name": "Pengajar"})
    day = datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=batch.pk)
    make_session(batch, instructor=teacher, starts_at=day, ends_at=day + timedelta(hours=1))
    Need.objects.create(
        employee=cast.employee.employee,
        unit=cast.unit,
        year=2027,
        kind="teknis",
        competency=f"Kemampuan {batch.pk}",
        gap=2,
        stated_at=now,
    )
    make_enrollment(batch, make_employee("Pemohon", unit=cast.unit))
    make_enrollment(batch, make_employee("Berhalangan", unit=cast.unit), state="withdrawing", reason="Sakit")
    return make_enrollment(batch, cast.employee.employee, state="waiting")


@pytest.mark.parametrize(("name", "role"), LISTS)
def test_a_list_costs_the_same_queries_with_one_and_with_three_rows(cast: Cast, name: str, role: str) -> None:
    client, address = signed_in(getattr(cast, role)), reverse(name)
    one_of_each(cast)
    first = queries_of(client, address)
    one_of_each(cast)
    one_of_each(cast)
    assert queries_of(client, address) == first


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what a process keeps for some seconds, such as the city's name, is read here
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["hr_batch", "participants", "partner_batch", "attendance", "batch"])
def test_a_batchs_pages_cost_the_same_queries_with_one_and_with_three_people(
    cast: Cast, running: Batch, name: str
) -> None:
    partner = make_institution()
    batch = make_batch(make_program(institution=partner), agreement=make_agreement(partner), seats=9)
    session = make_session(batch)
    make_partner_staff(partner, cast.hr)
    client = signed_in(cast.hr)
    address = reverse(name, args=[session.pk if name == "attendance" else batch.pk])
    make_enrollment(batch, make_employee("Satu", unit=cast.unit), state="confirmed")
    first = queries_of(client, address)
    for number, person in enumerate(("Dua", "Tiga"), 1):
        make_enrollment(batch, make_employee(person, unit=cast.other_unit), state="confirmed")
        make_session(batch, day=number, title=person, room=make_room())
    assert queries_of(client, address) == first
