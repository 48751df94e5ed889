"""BKPSDM's pages: build, look, publish; then citizens answer and the figure is there."""

import re
from datetime import date

import pytest

from surveys.models import Element, Questionnaire, QuestionnaireVersion, RespondentOption, Response
from surveys.rollups import fold_all
from tests.cast import assemble
from tests.factories.questionnaires import make_version
from tests.factories.surveys import make_responses

pytestmark = pytest.mark.django_db
HOME = "/kelola/kuesioner/ipak/"
DRAFT = f"{HOME}1/"


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def hr(client, cast):
    client.force_login(cast.hr, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(response):
    return response.content.decode()


def wording(text, languages=("id",)):
    labels = {f"label_{language}_{number}": f"J{number}" for language in languages for number in range(1, 5)}
    return {**{f"text_{language}": text for language in languages}, **labels}


def settings(**fields):
    values = {"name": "IPAK", "scale": "mean", "grade_scheme": "", "starts_on": "2026-01-01"}
    return {**values, **fields}


def test_a_draft_is_built_looked_at_published_answered_and_its_figure_shown(hr, cast):
    assert hr.post(f"{HOME}pengaturan/", settings(units=[cast.unit.pk])).status_code == 302
    added = hr.post(DRAFT, {"name": "Balas jasa"})
    assert added["Location"] == f"{DRAFT}11/"
    assert hr.post(f"{DRAFT}11/", wording("Adakah balas jasa?")).status_code == 302
    assert hr.post(f"{DRAFT}11/pindah/", {"up": "1"}).status_code == 302
    assert hr.post(f"{DRAFT}1/hapus/").status_code == 302
    assert "belum ada: Inggris, Melayu" in page(hr.get(DRAFT))
    preview = page(hr.get(f"{DRAFT}pratinjau/"))
    assert "Pratinjau: begini warga melihatnya." in preview
    assert "Adakah balas jasa?" in preview
    assert "tidak disimpan" in page(hr.post(f"{DRAFT}pratinjau/", {"u1": "4"}))
    confirm = page(hr.get(f"{DRAFT}terbit/"))
    assert "Ini tidak dapat diubah lagi." in confirm
    assert "10 butir ditanyakan" in confirm
    assert "Belum lengkap: Inggris, Melayu." in confirm
    assert hr.post(f"{DRAFT}terbit/")["Location"] == HOME
    version = QuestionnaireVersion.objects.current("ipak").get()
    form = {f"u{number}": "4" for number in range(1, 11)}
    address = f"/s/{cast.unit.code}/k/ipak/"
    sheet = re.search(r'name="sheet" value="([^"]+)"', page(hr.get(address))).group(1)
    assert hr.post(address, {"sheet": sheet, **form}).status_code == 303
    assert Response.objects.get().version == version
    assert "Belum ada angka" in page(hr.get(f"/unit/{cast.unit.code}/k/ipak/"))
    make_responses(cast.unit, 10, [3] * 10, version=version, item_count=10, day=date(2026, 2, 10))
    fold_all()
    assert "3,00" in page(hr.get(f"/unit/{cast.unit.code}/k/ipak/?periode=2026Q1"))
    history = page(hr.get(HOME))
    assert "Versi diterbitkan" in history
    assert "Butir ditambah: Balas jasa" in history


def test_a_published_version_is_shown_but_not_changed(hr, cast):
    version = make_version("ipak", ["ipak-gifts"])
    address = f"{HOME}{version.number}/"
    assert "tidak dapat diubah lagi" in page(hr.get(address))
    assert hr.get(f"{address}1/").status_code == 404
    assert hr.post(f"{address}1/hapus/").status_code == 404
    assert hr.post(f"{address}1/pindah/", {"up": "1"}).status_code == 404
    assert "sudah diterbitkan" in page(hr.post(f"{address}buang/", follow=True))
    assert "sudah diterbitkan" in page(hr.post(address, {"name": "Baru"}))
    assert version.items.count() == 1


def test_a_draft_that_is_not_whole_is_not_published_and_says_why(hr, cast):
    hr.post(DRAFT, {"name": "Tanpa bunyi"})
    refused = page(hr.post(f"{DRAFT}terbit/", follow=True))
    assert "Setiap butir memerlukan pertanyaan dan jawaban dalam bahasa Indonesia." in refused
    begun = {**wording("Bagaimana?"), "text_en": "How?"}
    assert "Lengkapi pertanyaan dan semua jawaban dalam bahasa Inggris." in page(hr.post(f"{DRAFT}11/", begun))


def test_leaving_out_an_element_of_skm_is_said_before_publishing(hr, cast):
    hr.post("/kelola/kuesioner/skm/draf/")
    hr.post("/kelola/kuesioner/skm/2/9/hapus/")
    confirm = page(hr.get("/kelola/kuesioner/skm/2/terbit/"))
    assert "PermenPANRB 14/2017 meminta sembilan unsur." in confirm
    assert "Sarana dan Prasarana" in confirm


def test_a_new_questionnaire_needs_a_free_code_and_somewhere_to_be_asked(hr, cast):
    new = "/kelola/kuesioner-baru/"
    assert "Pilih paling sedikit satu unit" in page(hr.post(new, settings(code="kantin")))
    assert "sudah dipakai" in page(hr.post(new, settings(code="ipak", asked_everywhere="on")))
    made = hr.post(new, settings(code="kantin", asked_everywhere="on"))
    assert made["Location"] == "/kelola/kuesioner/kantin/"
    assert hr.post("/kelola/kuesioner/kantin/draf/")["Location"] == "/kelola/kuesioner/kantin/1/"
    wrong = settings(asked_everywhere="on", ends_on="2025-01-01")
    assert "Tanggal selesai tidak boleh" in page(hr.post("/kelola/kuesioner/kantin/pengaturan/", wrong))
    off_skm = settings(units=[cast.unit.pk])
    assert "SKM wajib" in page(hr.post("/kelola/kuesioner/skm/pengaturan/", {**off_skm, "scale": "index"}))


def test_the_scale_stays_once_figures_were_published_by_it(hr, cast):
    make_version("ipak", ["ipak-gifts"])
    changed = settings(scale="index", asked_everywhere="on")
    assert "Skala tidak dapat diubah lagi" in page(hr.post(f"{HOME}pengaturan/", changed))


def test_respondent_fields_are_offered_or_not(hr, cast):
    women = RespondentOption.objects.get(field="sex", code="f")
    fields = {f"field_{number}": [] for number in range(4)}
    hr.post("/kelola/isian-responden/", {**fields, "field_3": [women.pk]})
    assert list(RespondentOption.objects.filter(is_offered=True)) == [women]


def test_elements_are_moved_in_results(hr, cast):
    hr.post("/kelola/kuesioner/skm/unsur/time/", {"up": "1"})
    assert Element.objects.of("skm")[1].key == "time"


def test_lists_cost_the_same_with_one_row_and_with_three(hr, cast, django_assert_num_queries):
    hr.get("/kelola/kuesioner/")
    with django_assert_num_queries(8):
        hr.get("/kelola/kuesioner/")
    for code in "abc":
        Questionnaire.objects.create(code=code, name=code, starts_on=date(2026, 1, 1), asked_everywhere=True)
    with django_assert_num_queries(8):
        hr.get("/kelola/kuesioner/")


def test_a_questionnaire_that_no_unit_asks_says_so_before_publishing(hr, cast):
    questionnaire = Questionnaire.objects.get(code="ipak")
    assert not questionnaire.units.exists()
    confirm = page(hr.get("/kelola/kuesioner/ipak/1/terbit/"))
    assert "unit yang menanyakannya belum dipilih" in confirm
    assert "Halaman warga berubah" not in confirm
    questionnaire.units.add(cast.unit)
    asked = page(hr.get("/kelola/kuesioner/ipak/1/terbit/"))
    assert "unit yang menanyakannya belum dipilih" not in asked
    assert "Halaman warga berubah dalam beberapa detik." in asked


def test_a_new_questionnaire_says_how_its_code_is_written_and_what_comes_next(hr, cast):
    wish = {"name": "Parkir", "scale": "mean", "starts_on": "2026-01-01", "asked_everywhere": "on"}
    refused = page(hr.post("/kelola/kuesioner-baru/", {**wish, "code": "Survei parkir!"}))
    assert "Pakai huruf, angka, dan tanda hubung tanpa spasi" in refused
    made = page(hr.post("/kelola/kuesioner-baru/", {**wish, "code": "survei-parkir"}, follow=True))
    assert "Buat draf" in made
    assert "Buat draf dari versi terakhir" not in made
