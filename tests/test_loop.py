"""The whole loop through the addresses that people use, without a browser: quick, and one story."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from credentials.models import Certificate
from notifications.models import SentMail
from partners.models import Agreement
from people.models import Account
from programs.models import Batch, Enrollment, Program, TrainingType
from surveys.models import Response
from tests.cast import Cast
from tests.factories.learning import make_lesson
from tests.factories.programs import make_agreement, make_institution
from tests.factories.surveys import make_responses
from tests.journey import (
    Town,
    citizens_judged_before,
    mail_of_the_morning_goes_out,
    settle_town,
    tomorrow,
    weeks_go_by,
    worker_works,
)


@pytest.fixture
def town(cast: Cast, settings: Any, tmp_path: Path) -> Town:
    settings.EMAIL_BACKEND = "notifications.mail.KeptMailBackend"
    settings.MEDIA_ROOT = tmp_path
    return settle_town(cast)


def as_(account: Account | None) -> Client:
    client = Client()
    if account is not None:
        client.force_login(account)
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def sent(client: Client, address: str, data: dict[str, Any] | None = None) -> str:
    answer = client.post(address, data or {}, follow=True)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def state_of(account: Account) -> str:
    return Enrollment.objects.filter(employee=account.employee).latest("pk").state


def test_the_whole_loop(town: Town) -> None:
    hr, siti, rudi, citizen = as_(town.cast.hr), as_(town.cast.employee), as_(town.late), as_(None)
    batch = hr_opens_a_batch_of_one_seat(hr)
    people_apply_and_the_seat_moves_on(town, batch)
    the_eve_brings_a_reminder(town)

    weeks_go_by(batch)
    citizens_judged_before(batch, town)
    presence(hr, batch, there=True)
    sent(rudi, f"/belajar/{enrollment(batch, town.late).pk}/{batch.program.lessons.get().pk}/")
    close(hr, batch)
    certificate = Certificate.objects.get()
    assert certificate.employee == town.late.employee
    assert "Sertifikat ini asli dan tercatat." in text_of(citizen, f"/v/{certificate.code}/")
    assert rudi.get(f"/sertifikat/{certificate.pk}/berkas/").getvalue().startswith(b"%PDF")
    assert "+16 JP" in text_of(rudi, f"/jam-pelajaran/?tahun={batch.ends_on.year}")
    assert "160 poin" in text_of(rudi, "/beranda/")
    assert "160 poin" not in text_of(siti, "/beranda/")

    correct(hr, batch, there=False)
    assert "Dicabut." in text_of(citizen, f"/v/{certificate.code}/")
    assert "0 poin" in text_of(rudi, "/beranda/")
    correct(hr, batch, there=True)
    assert "Revisi 2." in text_of(citizen, f"/v/{certificate.code}/")
    assert "160 poin" in text_of(rudi, "/beranda/")

    citizens_answer(town, citizen)
    the_results_are_on_every_page(hr, citizen)
    a_merged_unit_names_its_successor(town, hr, citizen)


def hr_opens_a_batch_of_one_seat(hr: Client) -> Batch:
    partner = make_institution(name="UMRAH")
    day = tomorrow()
    agreement: Agreement = make_agreement(partner, starts_on=day - timedelta(300), ends_on=day + timedelta(300))
    program = {
        "title": "Manajemen Pelabuhan dan Logistik",
        "code": "pelabuhan",
        "training_type": TrainingType.objects.get(code="TEK").pk,
        "competency": "teknis",
        "learning_hours": "16",
        "institution": partner.pk,
        "published": "on",
    }
    assert "Program disimpan." in sent(hr, "/kelola/program/baru/", program)
    made = Program.objects.get()
    make_lesson(made, title="Alur kapal")
    sessions = {
        f"sesi-{row}-{name}": value
        for row in (0, 1)
        for name, value in {
            "title": f"Hari {row + 1}",
            "day": str(day + timedelta(row)),
            "begins": "08:00",
            "ends": "12:00",
            "place": "Aula",
        }.items()
    }
    batch = {
        "agreement": agreement.pk,
        "starts_on": str(day),
        "ends_on": str(day + timedelta(1)),
        "enrollment_opens_at": f"{day - timedelta(2)}T08:00",
        "enrollment_closes_at": f"{day}T07:00",
        "seats": "1",
        "offer_hours": "24",
        "attendance_share": "0.80",
        "needs_approval": "on",
        "seat_method": "first",
        "lot_by": "person",
        "strata_by": "none",
        "sesi-TOTAL_FORMS": "2",
        "sesi-INITIAL_FORMS": "0",
        **sessions,
    }
    assert "Angkatan disimpan." in sent(hr, f"/kelola/program/{made.pk}/angkatan/baru/", batch)
    found = Batch.objects.get()
    assert "Pendaftaran dibuka." in sent(hr, f"/kelola/angkatan/{found.pk}/buka/")
    return found


def enrollment(batch: Batch, account: Account) -> Enrollment:
    return Enrollment.objects.get(batch=batch, employee=account.employee)


def people_apply_and_the_seat_moves_on(town: Town, batch: Batch) -> None:
    """Siti gets the seat, Rudi waits; Siti steps back, Rudi is offered her seat and takes it."""
    siti, rudi, head = as_(town.cast.employee), as_(town.late), as_(town.cast.head)
    for client in (siti, rudi):
        assert "Menunggu keputusan." in sent(client, f"/angkatan/{batch.pk}/daftar/")
    assert "Permohonan pelatihan dari Siti Nurhaliza" in text_of(head, "/pesan/")
    asked = [enrollment(batch, account).pk for account in (town.cast.employee, town.late)]
    told = sent(head, "/persetujuan/setujui/", {"enrollment": asked})
    assert "Disetujui: 1 pegawai terdaftar, 1 masuk daftar tunggu." in told
    assert (state_of(town.cast.employee), state_of(town.late)) == ("confirmed", "waiting")
    mail_of_the_morning_goes_out()
    sent(siti, f"/pendaftaran/{asked[0]}/batal/", {"reason": "Dinas luar"})
    worker_works()
    assert (state_of(town.cast.employee), state_of(town.late)) == ("cancelled", "offered")
    assert "Kursi menjadi milik Anda." in sent(rudi, f"/pendaftaran/{asked[1]}/terima/")
    assert state_of(town.late) == "confirmed"


def the_eve_brings_a_reminder(town: Town) -> None:
    """Siti got hers before she stepped back; Rudi reads no e-mail and finds it among his messages."""
    subject = "Besok: Manajemen Pelabuhan dan Logistik · 1, Hari 1"
    assert SentMail.objects.get(subject=subject).to == "siti@contoh.test"
    assert subject in text_of(as_(town.cast.hr), "/pesan/terkirim/")
    mail_of_the_morning_goes_out()
    assert SentMail.objects.filter(subject=subject).count() == 1


def presence(hr: Client, batch: Batch, *, there: bool) -> None:
    for session in batch.sessions.order_by("starts_at"):
        people = list(Enrollment.objects.participants().filter(batch=batch).values_list("pk", flat=True))
        known = list(session.attendances.filter(present=True).values_list("enrollment", flat=True))
        said = {"shown": people, "known": known, "present": people if there else []}
        told = sent(hr, f"/sesi/{session.pk}/kehadiran/", said)
        assert "Kehadiran disimpan" in told


def close(hr: Client, batch: Batch) -> None:
    assert "Angkatan ditutup." in sent(hr, f"/kelola/angkatan/{batch.pk}/tutup/")
    worker_works()


def correct(hr: Client, batch: Batch, *, there: bool) -> None:
    sent(hr, f"/kelola/angkatan/{batch.pk}/buka-kembali/", {"reason": "Salah catat"})
    worker_works()
    presence(hr, batch, there=there)
    close(hr, batch)


def citizens_answer(town: Town, citizen: Client) -> None:
    make_responses(town.cast.unit, 9, [4] * 9, day=timezone.localdate())
    make_responses(town.untrained, 12, [3] * 9, day=timezone.localdate())
    page = text_of(citizen, "/s/153/")
    sheet = page.split('name="sheet" value="')[1].split('"')[0]
    answers = dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', page), "4")
    assert len(answers) == 9
    before = Response.objects.count()
    sent(citizen, "/s/153/", {"sheet": sheet, **answers})
    assert Response.objects.count() == before + 1
    worker_works()


def the_results_are_on_every_page(hr: Client, citizen: Client) -> None:
    """Ten answers of "4" are 100, grade A; with the other unit's 75, each of the same weight, 87.50, grade B."""
    running = text_of(citizen, "/unit/153/").split('href="?periode=')[1].split('"')[0]
    for address, index, grade in (("unit/153", "100,00", "A"), ("sektor/health", "87,50", "B"), ("kota", "87,50", "B")):
        page = text_of(citizen, f"/{address}/?periode={running}")
        assert index in page
        assert f"{grade} · " in page
    assert "Ini perbandingan mentah, bukan bukti sebab-akibat." in text_of(hr, "/evaluasi/pelabuhan/")


def a_merged_unit_names_its_successor(town: Town, hr: Client, citizen: Client) -> None:
    facts = {"into": town.untrained.pk, "on": str(timezone.localdate())}
    sent(hr, "/unit-kerja/153/gabung/", facts)
    for address in ("/unit/153/", "/s/153/"):
        assert "Puskesmas Tanpa Pelatihan" in text_of(citizen, address)
