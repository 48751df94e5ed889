"""Finding programs by stems, by likeness and by filters."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from programs.models import Program, TrainingType
from programs.offers.search import Wish, hits
from tests.cast import Cast
from tests.factories.programs import (
    CLOSES_AT,
    FIRST_DAY,
    make_agreement,
    make_batch,
    make_institution,
    make_program,
    make_room,
    make_session,
)
from tests.programs.test_views import signed_in

pytestmark = pytest.mark.django_db


def found(now: datetime, **wish: Any) -> list[str]:
    titles = dict(Program.objects.values_list("pk", "title"))
    return [titles[hit.program_id] for hit in hits(Wish(**wish), now)]


# What people write, and the one program of the shelf that it means. Stems: layan, pimpin, adu.
WORDS = [
    ("melayani", "Pelayanan prima di loket"),
    ("layanan", "Pelayanan prima di loket"),
    ("pengaduan", "Menangani pengaduan dengan tenang"),
    ("mengadu", "Menangani pengaduan dengan tenang"),
    ("kepemimpinan untuk pengawas", "Pelatihan Kepemimpinan Pengawas (PKP)"),
    ("kepemimpnan", "Pelatihan Kepemimpinan Pengawas (PKP)"),  # a letter lost
    ("pelabuan", "Manajemen Pelabuhan dan Logistik"),
    ("logistk", "Manajemen Pelabuhan dan Logistik"),
    ("manajmen logistk", "Manajemen Pelabuhan dan Logistik"),
    ("bahsa isyrat", "Bahasa isyarat dasar"),  # a letter lost in each word
    ("pelab", "Manajemen Pelabuhan dan Logistik"),  # a word begun
    ("pkp", "Pelatihan Kepemimpinan Pengawas (PKP)"),
    ("UMRAH", "Manajemen Pelabuhan dan Logistik"),  # by the partner
    ("barang dan penumpang", "Manajemen Pelabuhan dan Logistik"),  # by the summary
    ("sosial kultural", "Menangani pengaduan dengan tenang"),  # by the kind of competency
]


@pytest.fixture
def shelf() -> None:
    """Five programs that have nothing to do with each other."""
    umrah = make_institution(name="UMRAH")
    make_program(title="Pelayanan prima di loket")
    make_program(title="Bahasa isyarat dasar")
    make_program(title="Menangani pengaduan dengan tenang", competency="sosial_kultural")
    make_program(title="Pelatihan Kepemimpinan Pengawas (PKP)", code="pkp", competency="manajerial")
    make_program(title="Manajemen Pelabuhan dan Logistik", summary="Arus barang dan penumpang.", institution=umrah)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(("words", "title"), WORDS)
def test_stems_typos_and_beginnings_find_what_is_meant(now: datetime, words: str, title: str) -> None:
    assert found(now, text=words) == [title]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("words", ["arsip", "xyz", "'", '"', "-", "%", "a b c", "!&|(", "pelayanan arsip"])
def test_what_is_not_there_and_what_is_no_word_finds_nothing_that_contains_it(now: datetime, words: str) -> None:
    assert [hit for hit in hits(Wish(text=words), now) if not hit.near] == []


def test_what_only_resembles_the_words_is_shown_where_nothing_contains_them(now: datetime) -> None:
    make_program(title="Pelatuhan")
    assert [hit.near for hit in hits(Wish(text="pelatihan"), now)] == [True]
    make_program(title="Melatih pelatih")
    assert found(now, text="pelatihan") == ["Melatih pelatih"]


def test_unpublished_programs_are_not_found(now: datetime) -> None:
    make_program(title="Rahasia", published=False)
    assert found(now, text="rahasia") == found(now) == []


def test_without_words_the_open_ones_come_first_then_by_title(now: datetime) -> None:
    make_program(title="A tanpa angkatan")
    make_batch(make_program(title="Z dibuka"))
    assert found(now) == ["Z dibuka", "A tanpa angkatan"]
    assert found(now, open_only=True) == ["Z dibuka"]


def test_form_path_competency_and_hours(now: datetime) -> None:
    workshop = TrainingType.objects.get(code="WS")
    make_program(title="Lokakarya", training_type=workshop, learning_hours="10", competency="manajerial")
    make_program(title="Teknis", learning_hours="24")
    assert found(now, form="WS") == found(now, competency="manajerial") == ["Lokakarya"]
    assert found(now, path=workshop.path, hours_to=10) == ["Lokakarya"]
    assert found(now, hours_from=11) == found(now, hours_from=24, hours_to=24) == ["Teknis"]
    assert found(now, hours_from=25) == []


def test_dates_ask_for_an_announced_batch_that_starts_then(now: datetime) -> None:
    make_program(title="Tanpa angkatan")
    make_batch(make_program(title="Maret"))
    late = FIRST_DAY + timedelta(days=60)
    make_batch(make_program(title="Mei"), starts_on=late, ends_on=late, enrollment_opens_at=CLOSES_AT - timedelta(1))
    make_batch(make_program(title="Batal"), state="cancelled")
    assert found(now, starts_from=FIRST_DAY) == ["Maret", "Mei"]
    assert found(now, starts_to=FIRST_DAY) == ["Maret"]
    assert found(now, starts_from=FIRST_DAY + timedelta(days=1), starts_to=late) == ["Mei"]
    assert found(now, starts_from=FIRST_DAY, open_only=True) == ["Maret"]


def test_place_tells_online_the_partners_and_the_citys_buildings_apart(now: datetime) -> None:
    partner = make_institution()
    make_session(make_batch(make_program(title="Di kota")), place="Aula BKPSDM")
    make_session(make_batch(make_program(title="Jauh")), place="", video_link="https://rapat.contoh.test/1")
    hybrid = make_batch(make_program(title="Keduanya"))
    make_session(hybrid, room=make_room(), place="", video_link="https://rapat.contoh.test/2")
    batch = make_batch(make_program(title="Di kampus", institution=partner), agreement=make_agreement(partner))
    make_session(batch, place="Aula UMRAH, Dompak")
    assert found(now, place="daring") == ["Jauh", "Keduanya"]
    assert found(now, place="kota") == ["Di kota", "Keduanya"]
    assert found(now, place="mitra") == ["Di kampus"]


@pytest.fixture
def visitor(cast: Cast) -> Client:
    """An employee who looks around."""
    return signed_in(cast.employee)


def test_filters_stay_on_paging_and_can_be_taken_off(visitor: Client) -> None:
    for n in range(26):
        make_program(title=f"Pelatihan {n:02d}", competency="manajerial")
    page = visitor.get("/katalog/?kompetensi=manajerial&jp_dari=5").content.decode()
    assert "26 pelatihan ditemukan" in page
    assert "?page=2&amp;kompetensi=manajerial&amp;jp_dari=5" in page
    assert "Pelatihan 25" in visitor.get("/katalog/?page=2&kompetensi=manajerial").content.decode()
    assert 'href="/katalog/">Hapus semua saringan' in page


def test_what_cannot_be_read_is_said_beside_its_field_and_asks_nothing(visitor: Client) -> None:
    make_program(title="Arsip")
    page = visitor.get("/katalog/?jp_dari=banyak&mulai=kemarin&bentuk=apa").content.decode()
    assert "Tulis angka, misalnya 8." in page
    assert "Pilih sebuah tanggal." in page
    assert "Arsip" in page


def test_a_typo_is_said_to_be_one(visitor: Client) -> None:
    make_program(title="Kepemimpinan")
    page = visitor.get("/katalog/?cari=kepemimpnan").content.decode()
    assert "Tidak ada yang memuat “kepemimpnan”. Ini yang mirip." in page
    assert "Kepemimpinan" in page


def test_nothing_found_says_how_to_find_more(visitor: Client) -> None:
    page = visitor.get("/katalog/?cari=tidak-ada-sama-sekali").content.decode()
    assert "Tidak ada pelatihan yang cocok" in page
    assert "Kurangi kata atau saringan" in page
    assert "Nyatakan kebutuhan" in page


def test_the_stored_words_follow_the_program(now: datetime) -> None:
    program = make_program(title="Arsip")
    program.title = "Antrean"
    program.save()
    assert found(now, text="antrean") == ["Antrean"]
    assert found(now, text="arsip") == []
