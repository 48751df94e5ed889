"""Posters: what stands on them, in both sizes, one unit's and everybody's; and where an old one leads."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from documents.jobs import run_waiting
from documents.models import Job, JobState
from people.models import Unit
from surveys.posters.printing import Paper, Place, places_of, posters, units_to_print
from tests.cast import Cast
from tests.factories.people import make_unit
from tests.factories.surveys import make_service

pytestmark = pytest.mark.django_db


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def millimetres(content: bytes) -> tuple[int, int]:
    box = PdfReader(io.BytesIO(content)).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (210, 297)), (Paper.A6, (105, 148))])
def test_a_poster_names_unit_service_and_short_address(cast: Cast, paper: Paper, size: tuple[int, int]) -> None:
    places = places_of(cast.unit, [make_service(cast.unit)])
    content = posters(places=places, paper=paper)
    unit_page, service_page = pages_of(content)
    assert millimetres(content) == size
    assert "UPTD Puskesmas Sei Jang" in unit_page
    assert "localhost:8000/s/153" in unit_page
    assert "KTP elektronik" in service_page
    assert "localhost:8000/s/153/ktp" in service_page


def test_the_code_carries_the_whole_address_and_the_eye_reads_the_short_one(settings) -> None:
    settings.SITE_ADDRESS = "https://layanan.contoh.go.id/"
    place = Place("153", "Puskesmas", "ktp", "KTP")
    assert place.address == "https://layanan.contoh.go.id/s/153/ktp/"
    assert place.short_address == "layanan.contoh.go.id/s/153/ktp"


def test_those_of_all_units_come_in_one_file_by_a_job(cast: Cast, client: Client) -> None:
    make_service(cast.unit)
    make_unit("Puskesmas Lama", code="151", ends_on=date(2024, 12, 31), merged_into=cast.unit)
    client.force_login(cast.hr)
    answer = client.post("/kelola/poster/", {"paper": "a6", "with_services": "on"})
    run_waiting(now=timezone.now())
    job = Job.objects.get()
    assert answer["Location"] == f"/pekerjaan/{job.pk}/"
    assert (job.state, job.done, job.total) == (JobState.DONE, job.total, len(units_to_print(day=date.today())))
    assert job.result is not None
    with zipfile.ZipFile(job.result.file.open("rb")) as archive:
        assert "153-uptd-puskesmas-sei-jang-a6.pdf" in archive.namelist()
        assert not any(name.startswith("151-") for name in archive.namelist())
        assert len(pages_of(archive.read("153-uptd-puskesmas-sei-jang-a6.pdf"))) == 2


def test_an_officer_gets_those_of_the_own_unit_only(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    client.post("/kelola/poster/", {"paper": "a4"})
    assert Job.objects.get().arguments["unit_ids"] == [cast.unit.pk]


def test_files_of_one_unit(cast: Cast, client: Client) -> None:
    make_service(cast.unit)
    client.force_login(cast.head)
    base = "/kelola/survei/153/poster/"
    assert "KTP elektronik" in client.get(base).content.decode()
    counts = [len(pages_of(client.get(f"{base}{rest}").content)) for rest in ("a4.pdf", "a6.pdf?layanan=ktp")]
    assert counts == [1, 1]
    assert len(pages_of(client.get(f"{base}a4.pdf?layanan=semua").content)) == 2
    assert client.get(f"{base}a5.pdf").status_code == 404
    assert client.get(f"{base}a4.pdf?layanan=lain").status_code == 404


def test_a_merged_units_old_poster_leads_to_the_same_service_of_the_successor(client: Client) -> None:
    heir = make_unit("Puskesmas Sei Jang", code="153")
    old = make_unit("Puskesmas Lama", code="151", ends_on=date(2024, 12, 31), merged_into=heir)
    make_service(old, "gigi", "Poli gigi", ends_on=old.ends_on)
    make_service(old, "umum", "Poli umum", ends_on=old.ends_on)
    make_service(heir, "gigi", "Poli gigi")
    assert 'href="/s/153/gigi/"' in client.get("/s/151/gigi/").content.decode()
    assert 'href="/ms/s/153/gigi/"' in client.get("/ms/s/151/gigi/").content.decode()
    without = client.get("/s/151/umum/").content.decode()
    assert 'href="/s/153/"' in without
    assert 'href="/s/153/umum/"' not in without
    assert client.get("/s/153/gigi/").status_code == 200


def test_only_units_that_citizens_meet_get_posters(cast: Cast) -> None:
    day = datetime(2026, 2, 10).date()
    codes = [unit.code for unit in units_to_print(day=day)]
    assert "153" in codes
    assert "PEMKO" not in codes
    make_service(Unit.objects.get(code="PEMKO"))
    assert "PEMKO" in [unit.code for unit in units_to_print(day=day)]
