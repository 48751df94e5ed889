"""Papers: their texts, their limits, and that data is never markup."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from documents import pdf, qr
from documents.files import store
from tests.factories.documents import make_identity

ADDRESS = "https://contoh.go.id/v/7K3M-9QXA-22PF/"
CERTIFICATE: dict[str, Any] = {
    "number": "B/800.2.1/16/4.2.02/2026",
    "name": "Siti Nurhaliza",
    "employee_number": "198609262015051001",
    "role": "peserta",
    "program": "Manajemen Pelabuhan dan Logistik",
    "batch": "Angkatan 3",
    "institution": "Universitas Maritim Raja Ali Haji",
    "dates": "9–13 Maret 2026",
    "hours": "40 JP",
    "place_and_date": "Tanjungpinang, 25 November 2026",
    "signatory": {
        "position_title": "Kepala BKPSDM",
        "name": "Dra. Hartati, M.Si.",
        "rank": "Pembina Utama Muda (IV/c)",
        "number": "196805121990032001",
    },
    "qr": qr.svg(ADDRESS),
    "verify_address": ADDRESS,
}


def text_of(content: bytes) -> tuple[int, str]:
    """Number of pages and the text, with single spaces."""
    pages = PdfReader(BytesIO(content)).pages
    return len(pages), " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_certificate_says_who_learned_what_where_when_and_who_signs(db: None) -> None:
    make_identity(government_name="Pemerintah Kota Uji")
    pages, text = text_of(pdf.render(template="certificate", data=CERTIFICATE))
    assert pages == 1
    missing = [
        part
        for part in (
            *("PEMERINTAH KOTA UJI", "Nomor B/800.2.1/16/4.2.02/2026", "Siti Nurhaliza", "NIP 19860926 201505 1 001"),
            *("Manajemen Pelabuhan dan Logistik", "Angkatan 3, bersama Universitas Maritim Raja Ali Haji"),
            *("9–13 Maret 2026, selama 40 JP", "Tanjungpinang, 25 November 2026", "Kepala BKPSDM"),
            *("Dra. Hartati, M.Si.", "NIP 19680512 199003 2 001"),
        )
        if part not in text
    ]
    assert missing == []


def test_the_same_data_gives_the_same_bytes(db: None) -> None:
    assert pdf.render(template="certificate", data=CERTIFICATE) == pdf.render(template="certificate", data=CERTIFICATE)


def test_long_names_and_titles_stay_on_one_page(db: None) -> None:
    name = "Prof. Dr. Ir. Raden Mas Haji Abdurrahman Wahyudiningrat Kusumonegoro, S.T., M.Sc."
    assert len(name) >= 80
    title = "Pelatihan Teknis Penyusunan Standar Pelayanan Publik dan Pengelolaan Pengaduan Masyarakat " * 2
    pages, text = text_of(pdf.render(template="certificate", data={**CERTIFICATE, "name": name, "program": title}))
    assert pages == 1
    assert name in text
    assert title.strip() in text


def test_a_certificate_without_number_partner_or_signatory_can_be_drawn(db: None) -> None:
    bare = {**CERTIFICATE, "employee_number": "", "institution": "", "signatory": None}
    _, text = text_of(pdf.render(template="certificate", data=bare))
    assert "NIP" not in text


def test_texts_are_values_never_markup(db: None) -> None:
    name = "#panic(1) *tebal* $x$ @ref <label> \\ \" ' {}"
    _, text = text_of(pdf.render(template="certificate", data={**CERTIFICATE, "name": name}))
    assert "#panic(1) *tebal* $x$ @ref <label> \\" in text


def test_the_crest_of_the_city_replaces_the_letter(db: None, now: Any) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    logo = store(name="lambang.svg", content_type="image/svg+xml", content=svg, now=now)
    make_identity(logo=logo, crest_letter="Q")
    _, text = text_of(pdf.render(template="certificate", data=CERTIFICATE))
    assert "Q" not in text.split("PEMERINTAH")[0]


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (2, 1), (3, 2), (40, 20)])
def test_activation_letters_stand_two_on_a_page(db: None, people: int, pages: int) -> None:
    account = {"label": "NIP", "username": "198609262015051001"}
    person = {"name": "Siti Nurhaliza", **account, "code": "K7QM-4XPA-93TF"}
    data = {
        "unit": "UPTD Puskesmas Sei Jang",
        "address": "https://contoh.go.id/aktivasi/",
        "qr": qr.svg("https://contoh.go.id/aktivasi/"),
        "valid_until": "25 Desember 2026",
        "place_and_date": "Uji, 25 November 2026",
        "people": [person] * people,
    }
    count, text = text_of(pdf.render(template="activation_letters", data=data))
    assert count == pages
    assert text.count("K7QM-4XPA-93TF") == people
    assert "Berlaku sampai 25 Desember 2026" in text


def test_a_poster_names_the_unit_and_its_address(db: None) -> None:
    address = "https://contoh.go.id/s/153/"
    poster = {"unit": "UPTD Puskesmas Sei Jang", "service": "", "address": address, "qr": qr.svg(address)}
    data = {"paper": "a4", "posters": [poster]}
    pages, text = text_of(pdf.render(template="poster", data=data))
    assert pages == 1
    assert "UPTD Puskesmas Sei Jang" in text
    assert address in text


def test_a_qr_code_has_no_inline_style() -> None:
    code = qr.svg(ADDRESS)
    assert code.startswith("<svg")
    assert "style" not in code
