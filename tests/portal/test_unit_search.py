"""Finding a unit by its name or by what one came for."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from portal.unit_search import sectors_with_units, units_found
from surveys.models import Service
from tests.cast import Cast
from tests.factories.people import EPOCH, make_unit

DAY = date(2026, 3, 9)


def make_service(unit: object, name: str, code: str, **fields: object) -> Service:
    return Service.objects.create(unit=unit, name=name, code=code, **{"starts_on": EPOCH, **fields})


def test_a_misspelt_name_is_found_and_the_likest_comes_first(cast: Cast) -> None:
    make_unit("UPTD Puskesmas Batu 10")
    found = [unit.name for unit in units_found(words="puskesmas sei jank", day=DAY)]
    assert found == ["UPTD Puskesmas Sei Jang", "UPTD Puskesmas Batu 10"]


def test_accents_and_capitals_do_not_matter(cast: Cast) -> None:
    assert [unit.name for unit in units_found(words="SÉI JANG", day=DAY)] == ["UPTD Puskesmas Sei Jang"]


def test_a_unit_is_found_by_what_one_came_for(cast: Cast) -> None:
    make_service(cast.unit, "Imunisasi anak", "imunisasi")
    make_service(cast.unit, "Poli gigi", "gigi")
    (unit,) = units_found(words="imunisasi", day=DAY)
    assert (unit, [service.name for service in unit.matching_services]) == (cast.unit, ["Imunisasi anak"])


def test_a_service_that_ended_is_no_longer_found(cast: Cast) -> None:
    make_service(cast.unit, "Imunisasi anak", "imunisasi", ends_on=date(2026, 1, 31))
    assert units_found(words="imunisasi", day=DAY) == []


def test_a_unit_is_found_by_its_code(cast: Cast) -> None:
    assert units_found(words="153", day=DAY) == [cast.unit]


def test_all_units_of_a_kind_are_found_by_its_word(cast: Cast) -> None:
    school = make_unit("SMP Negeri 1", kind="sekolah", sector="education")
    assert units_found(words="Sekolah", day=DAY) == [school]


def test_a_merged_unit_is_still_found_by_its_old_name(cast: Cast) -> None:
    ended = date(2026, 1, 31)
    merged = make_unit("Pasar Ikan", code="901", merged_into=cast.unit, ends_on=ended)
    make_unit("Terminal Bus", code="902", ends_on=ended)
    assert units_found(words="pasar ikan", day=DAY) == [merged]
    assert units_found(words="terminal bus", day=DAY) == []


def test_units_that_serve_no_citizens_are_not_listed(cast: Cast) -> None:
    assert units_found(words="pemerintah kota contoh", day=DAY) == []
    assert [sector.code for sector in sectors_with_units(day=DAY)] == ["health", "infrastructure"]


def test_the_front_door_leads_to_rating_and_to_results(client: Client, cast: Cast) -> None:
    page = client.get(reverse("find_unit"), {"q": "sei jang"}).content.decode()
    assert 'href="/s/153/"' in page
    assert 'href="/unit/153/"' in page


def test_nothing_found_says_what_to_do(client: Client, cast: Cast) -> None:
    page = client.get(reverse("find_unit"), {"q": "zzzz"}).content.decode()
    assert "Tidak ada unit yang mirip “zzzz”." in page
    assert "Lihat semua sektor" in page


def test_an_unknown_sector_is_not_found(client: Client, cast: Cast) -> None:
    assert client.get(reverse("find_unit"), {"sektor": "tidak-ada"}).status_code == 404


@pytest.mark.parametrize("query", [{"q": "puskesmas"}, {"sektor": "health"}, {}])
def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, query: dict[str, str], count_queries: object
) -> None:
    first = count_queries(lambda: client.get(reverse("find_unit"), query))
    for number in range(3):
        make_service(make_unit(f"Puskesmas {number}"), "Umum", "umum")
    assert count_queries(lambda: client.get(reverse("find_unit"), query)) == first


@pytest.mark.parametrize("words", ["berobat", "periksa dokter", "perisa dokter", "BEROBAT", "brobat"])
def test_everyday_words_lead_to_the_service_typos_and_all(cast: Cast, words: str) -> None:
    make_service(cast.unit, "Poli umum", "umum", also_called="berobat, periksa dokter, sakit, rujukan")
    make_service(cast.unit, "Poli gigi", "gigi", also_called="sakit gigi, cabut gigi")
    (unit,) = units_found(words=words, day=DAY)
    assert (unit, [service.name for service in unit.matching_services]) == (cast.unit, ["Poli umum"])


def test_what_is_found_leads_to_the_services_own_survey(cast: Cast, client: Client) -> None:
    make_service(cast.unit, "KTP elektronik", "ktp", also_called="KTP, kartu penduduk")
    for words in ("ktp", "kartu pendudk"):
        assert 'href="/s/153/ktp/"' in client.get(reverse("find_unit"), {"q": words}).content.decode()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("kantor Capil", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("Damkar", "Dinas Pemadam Kebakaran dan Penyelamatan"),
        ("disdik", "Dinas Pendidikan"),
        ("dinkes", "Dinas Kesehatan"),
        ("satpol pp", "Satuan Polisi Pamong Praja"),
    ],
)
def test_an_office_is_found_by_what_everybody_calls_it(cast: Cast, words: str, name: str) -> None:
    for known in (
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Dinas Pemadam Kebakaran dan Penyelamatan",
        "Dinas Pendidikan",
        "Dinas Perhubungan",
        "Satuan Polisi Pamong Praja",
    ):
        make_unit(known)
    assert units_found(words=words, day=DAY)[0].name == name
