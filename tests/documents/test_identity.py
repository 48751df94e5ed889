"""Whose system this is, and who signs."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from documents.forms import CityIdentityForm
from documents.identity import current_identity, forget, signatory
from documents.models import CityIdentity, NumberPattern, Signatory
from tests.cast import Cast
from tests.factories.documents import make_identity, make_pattern, make_signatory

PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def test_an_empty_database_answers_with_an_example_city(db: None) -> None:
    CityIdentity.objects.all().delete()
    assert current_identity().government_name == "Pemerintah Kota Contoh"


def test_the_active_identity_is_kept_for_a_while_at_no_cost(
    db: None, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    make_identity(name="Kota Uji")
    assert current_identity().name == "Kota Uji"
    with django_assert_num_queries(0):
        assert current_identity().name == "Kota Uji"
    CityIdentity.objects.update(name="Kota Baru")
    forget()
    assert current_identity().name == "Kota Baru"


def test_only_one_identity_is_active(db: None) -> None:
    make_identity()
    with pytest.raises(IntegrityError, match="identity_one_active"), transaction.atomic():
        CityIdentity.objects.create(name="Lain", short_name="Lain", government_name="Lain")


def test_colours_are_hexadecimal_because_they_reach_a_stylesheet(db: None) -> None:
    with pytest.raises(IntegrityError, match="identity_colors_are_hex"), transaction.atomic():
        make_identity(primary_color="red;}")


def test_the_contact_line_leaves_out_what_is_unknown() -> None:
    city = CityIdentity(address="Jalan Contoh 1", site="contoh.go.id")
    assert city.contact_line == "Jalan Contoh 1 · contoh.go.id"


def test_the_signatory_is_the_one_of_the_day(db: None) -> None:
    make_signatory(name="Lama", ends_on=date(2025, 12, 31))
    make_signatory(name="Baru", starts_on=date(2026, 1, 1))
    days = [date(2025, 12, 31), date(2026, 1, 1)]
    assert [str(signatory(kind="certificate", day=day)) for day in days] == ["Lama · Sertifikat", "Baru · Sertifikat"]
    assert signatory(kind="survey_report", day=days[0]) is None


def test_never_two_signatories_for_the_same_kind_at_one_time(db: None) -> None:
    make_signatory(ends_on=date(2025, 12, 31))
    with pytest.raises(IntegrityError, match="signatory_one_at_a_time"), transaction.atomic():
        make_signatory(starts_on=date(2025, 12, 31))
    make_signatory("assignment_letter")


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"number": "1968"}, "signatory_number_is_18_digits"),
        ({"ends_on": date(2019, 1, 1)}, "signatory_dates_in_order"),
    ],
)
def test_a_signatory_that_cannot_be_is_refused(db: None, values: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_signatory(**values)
    assert Signatory.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"pattern": "{klasifikasi}/{tahun}"}, "number_pattern_has_sequence_and_year"),
        ({"pattern": "{seq}"}, "number_pattern_has_sequence_and_year"),
        ({"pattern": "{seq}/{tahun}/{seq.__class__}"}, "number_pattern_knows_its_parts"),
        ({"pattern": "{seq}/{tahun}/{"}, "number_pattern_knows_its_parts"),
        ({"ends_on": date(2019, 1, 1)}, "number_pattern_dates_in_order"),
    ],
)
def test_a_pattern_that_cannot_number_is_refused(db: None, values: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_pattern(**values)


def test_never_two_patterns_for_the_same_kind_at_one_time(db: None) -> None:
    make_pattern()
    with pytest.raises(IntegrityError, match="number_pattern_one_at_a_time"), transaction.atomic():
        NumberPattern.objects.create(
            kind="certificate", pattern="{seq}/{tahun}", classification="1", starts_on=date(2026, 1, 1)
        )


def test_the_citys_colours_are_a_stylesheet_that_pages_load_only_when_they_differ(client: Client, db: None) -> None:
    assert not current_identity().has_own_colors
    make_identity(primary_color="#7a1f3d", accent_color="#d4af37")
    forget()
    assert current_identity().has_own_colors
    answer = client.get("/identitas/warna.css")
    assert answer.content == b":root{--city-primary:#7a1f3d;--city-accent:#d4af37}"
    assert answer.headers["Content-Type"] == "text/css"


def test_hr_gives_the_city_its_crest_and_everyone_sees_it(client: Client, cast: Cast) -> None:
    assert client.get("/identitas/lambang").status_code == 404
    client.force_login(cast.hr)
    city = CityIdentity.objects.get()
    data = {
        "active": "on",
        "name": "Kota Uji",
        "short_name": "Uji",
        "system_name": "Pembinaan ASN",
        "government_name": "Pemerintah Kota Uji",
        "crest_letter": "U",
        "primary_color": "#0b5d66",
        "accent_color": "#e9b21c",
        "new_logo": SimpleUploadedFile("lambang.png", PIXEL, "image/png"),
    }
    assert client.post(f"/admin/documents/cityidentity/{city.pk}/change/", data).status_code == 302
    for deed in ("add", f"{city.pk}/delete"):
        assert client.get(f"/admin/documents/cityidentity/{deed}/").status_code == 403, "a city has one identity"
    client.logout()
    answer = client.get("/identitas/lambang")
    assert (answer.headers["Content-Type"], b"".join(answer.streaming_content)) == ("image/png", PIXEL)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [(b"<html>", "text/html"), (b"GIF89a", "image/png"), (PIXEL + b"\0" * 400_000, "image/png")],
)
def test_a_crest_that_is_no_small_picture_is_refused_in_words(db: None, content: bytes, content_type: str) -> None:
    form = CityIdentityForm({}, {"new_logo": SimpleUploadedFile("lambang", content, content_type)})
    assert form.errors["new_logo"] == ["Pilih gambar PNG, JPEG atau SVG yang tidak lebih dari 300 kB."]
