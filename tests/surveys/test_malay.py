"""Malay, plain and whole on the citizen's pages; everywhere else Indonesian."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from surveys.models import Item, ItemWording, RespondentOption
from surveys.reference import RESPONDENT_MALAY, RESPONDENT_OPTIONS
from tests.factories.people import make_unit

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogue() -> ModuleType:
    found = importlib.util.spec_from_file_location("catalogue", ROOT / "locale/catalogue.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_every_sentence_of_the_citizens_pages_has_its_malay(catalogue: ModuleType) -> None:
    (malay,) = [catalog for _path, catalog in catalogue.catalogues() if str(catalog.locale) == "ms"]
    assert catalogue.gaps(malay) == []


def test_the_citizens_pages_are_followed_into_what_they_include(catalogue: ModuleType) -> None:
    reached = catalogue.reached("ms")
    assert {
        "templates/surveys/last_step.html",
        "templates/surveys/question.html",
        "templates/base_light.html",
        "templates/components/header.html",
        "templates/surveys/complaint_link.html",
    } <= reached


def test_every_question_and_option_has_its_malay() -> None:
    items = Item.objects.filter(version__questionnaire__code="skm", version__number=1)
    assert ItemWording.objects.filter(item__in=items, language="ms").count() == 9
    assert not RespondentOption.objects.filter(label_ms="").exists()
    assert {field: set(labels) for field, labels in RESPONDENT_MALAY.items()} == {
        field: {code for code, *_labels in options} for field, options in RESPONDENT_OPTIONS.items()
    }


def test_malay_is_chosen_by_the_address_and_other_pages_stay_indonesian(client) -> None:
    make_unit("Puskesmas Sei Jang", code="153")
    page = client.get("/ms/s/153/")
    html = page.content.decode()
    assert page.headers["Content-Language"] == "ms"
    assert '<html lang="ms">' in html
    assert "Macam mana layanan petugas kepada Tuan/Puan?" in html
    assert "Soal 1 dari 9" in html
    assert "Lelaki" in html
    assert 'href="/ms/s/153/pengaduan/"' in html
    assert "Seberapa mudah" not in html
    assert client.get("/metode/").headers["Content-Language"] == "id"


def test_an_option_without_malay_is_shown_in_indonesian() -> None:
    assert RespondentOption(label="Lainnya", label_en="Other", label_ms="").label_in("ms") == "Lainnya"
    assert RespondentOption(label="Lainnya", label_en="Other", label_ms="Lain-lain").label_in("en") == "Other"
