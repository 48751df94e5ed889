"""A unit's own questions in its office: draft, publish, ask, read."""

import re
from datetime import date

import pytest

from surveys.models import OwnVersion, Response
from surveys.rollups import fold_all
from tests.cast import assemble
from tests.factories.questionnaires import make_own_version
from tests.factories.surveys import build_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble()


def signed_in(client, account):
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(response):
    return response.content.decode()


def answered(unit, version, *extras, day=date(2026, 2, 10)):
    Response.objects.bulk_create(build_response(unit, own_version=version, extras=one, day=day) for one in extras)
    fold_all()


def test_the_officer_drafts_publishes_and_the_citizen_is_asked(client, cast):
    officer, home = signed_in(client, cast.officer), f"/kelola/survei/{cast.unit.code}/pertanyaan/"
    assert officer.post(f"{home}draf/")["Location"] == f"{home}1/"
    choice = {"kind": "choice", "text_id": "Dari mana Anda tahu?", "options_id": "Tetangga\n\nPoster\n"}
    assert officer.post(f"{home}1/baru/", choice).status_code == 302
    officer.post(f"{home}1/baru/", {"kind": "text", "text_id": "Apa yang kurang?"})
    officer.post(f"{home}1/2/pindah/", {"up": "1"})
    assert "belum ada: Inggris, Melayu" in page(officer.get(f"{home}1/"))
    assert "Dari mana Anda tahu?" in page(officer.get(f"{home}1/pratinjau/"))
    assert "Ini tidak dapat diubah lagi." in page(officer.get(f"{home}1/terbit/"))
    assert officer.post(f"{home}1/terbit/")["Location"] == home
    survey = page(officer.get(f"/s/{cast.unit.code}/"))
    assert survey.index("Apa yang kurang?") < survey.index("Dari mana Anda tahu?")
    sheet = re.search(r'name="sheet" value="([^"]+)"', survey).group(1)
    nine = {f"u{number}": "3" for number in range(1, 10)}
    officer.post(f"/s/{cast.unit.code}/", {"sheet": sheet, **nine, "e1": "Kursi", "e2": "2"})
    assert Response.objects.get().extras == {"1": "Kursi", "2": 2}


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"kind": "choice", "text_id": "?", "options_id": "A"}, "2 sampai 8 jawaban"),
        ({"kind": "scale", "text_id": "?", "options_id": "A\nB"}, "tepat 4 jawaban"),
        ({"kind": "text", "text_id": "?", "options_id": "A\nB"}, "kosongkan"),
        ({"kind": "choice", "text_id": "?", "options_id": "A\nB", "text_en": "?", "options_en": "A\nB\nC"}, "sama"),
        ({"kind": "choice", "text_id": "?", "options_id": "A\n" + "B" * 81}, "80 huruf"),
        ({"kind": "choice", "text_id": "", "options_id": "A\nB"}, "Pertanyaan"),
    ],
)
def test_a_question_that_does_not_fit_says_what_to_do(client, cast, form, message):
    officer = signed_in(client, cast.officer)
    make_own_version(cast.unit, [], published=False)
    response = officer.post(f"/kelola/survei/{cast.unit.code}/pertanyaan/1/baru/", form)
    assert response.status_code == 200
    assert message in page(response)
    assert not OwnVersion.objects.get().questions.exists()


def test_results_count_options_take_the_mean_of_scales_and_hide_few(client, cast):
    officer = signed_in(client, cast.officer)
    own = make_own_version(cast.unit)
    answered(cast.unit, own, *([{"1": 1, "2": 4}] * 6 + [{"1": 2, "2": 1}] * 4 + [{"3": "Vaksin"}] * 9))
    shown = page(officer.get(f"/kelola/survei/{cast.unit.code}/pertanyaan/?periode=2026Q1"))
    # 6 of 10 and 4 of 10; (6 · 4 + 4 · 1) / 10 = 2.8; nine texts are too few.
    assert "60,0 %" in shown
    assert "40,0 %" in shown
    assert "rata-rata 2,80" in shown
    assert "ditanyakan 19 kali" in shown
    assert "Ditampilkan bila dijawab paling sedikit 10 orang." in shown
    texts = f"/kelola/survei/{cast.unit.code}/pertanyaan/1/3/tulisan/?periode=2026Q1"
    assert "Belum cukup tulisan" in page(officer.get(texts))
    answered(cast.unit, own, {"3": "Dokter gigi"})
    assert "Vaksin" in page(officer.get(texts))
    found = page(officer.get(f"{texts}&q=gigi"))
    assert "Dokter gigi" in found
    assert "Vaksin" not in found
    assert "Tidak ada tulisan yang cocok" in page(officer.get(f"{texts}&q=parkir"))


def test_texts_are_for_the_units_people_and_bkpsdm_only(client, cast):
    make_own_version(cast.unit)
    texts = f"/kelola/survei/{cast.unit.code}/pertanyaan/1/3/tulisan/"
    for account, status in ((cast.leader, 403), (cast.stranger, 403), (cast.head, 200), (cast.hr, 200)):
        assert signed_in(client, account).get(texts).status_code == status


def test_the_page_costs_the_same_with_one_version_and_with_three(client, cast, django_assert_num_queries):
    officer, address = signed_in(client, cast.officer), f"/kelola/survei/{cast.unit.code}/pertanyaan/?periode=2026Q1"
    answered(cast.unit, make_own_version(cast.unit), *([{"1": 1}] * 10))
    officer.get(address)
    with django_assert_num_queries(13):
        officer.get(address)
    for _ in range(2):
        answered(cast.unit, make_own_version(cast.unit), *([{"1": 1}] * 10))
    with django_assert_num_queries(13):
        officer.get(address)
