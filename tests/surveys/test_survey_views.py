"""The public survey: no account, no session, no cookie; one INSERT an answer."""

import re
from datetime import date, timedelta

import pytest
from django.core import signing
from django.utils import timezone

from surveys.content import kept_content
from surveys.models import Response
from surveys.survey_views import kept_pages
from tests.factories.people import make_unit
from tests.factories.surveys import make_service

pytestmark = pytest.mark.django_db
ANSWERS = {f"u{number}": str(value) for number, value in enumerate([3, 3, 4, 4, 3, 3, 4, 2, 3], start=1)}


@pytest.fixture
def unit():
    return make_unit("Puskesmas Sei Jang", code="153")


def sheet(response):
    return re.search(r'name="sheet" value="([^"]+)"', response.content.decode()).group(1)


def send(client, address="/s/153/", answers=ANSWERS, headers=None, **more):
    page = client.get(address)
    return client.post(address, {"sheet": sheet(page), **answers, **more}, headers=headers or {})


def test_nine_answers_become_one_row_and_a_thank_you(client, unit):
    response = send(client, comment=" Ramah sekali ", sex="f", education="s1", occupation="astronaut")
    assert (response.status_code, response["Location"]) == (303, "/s/153/terima-kasih/")
    stored = Response.objects.get()
    assert (stored.unit, stored.scores, stored.channel) == (unit, [3, 3, 4, 4, 3, 3, 4, 2, 3], "web")
    assert (stored.comment, stored.sex, stored.education, stored.occupation) == ("Ramah sekali", "f", "s1", "")
    thanks = client.get(response["Location"])
    assert "Terima kasih" in thanks.content.decode()


def test_the_same_sheet_sent_again_is_counted_once_and_says_so(client, unit):
    form = {"sheet": sheet(client.get("/s/153/")), **ANSWERS}
    assert "sebelumnya" not in client.post("/s/153/", form, follow=True).content.decode()
    again = client.post("/s/153/", form, follow=True).content.decode()
    assert "Lembar ini sudah kami terima sebelumnya." in again
    assert Response.objects.count() == 1


def test_a_service_that_is_gone_leads_to_its_units_survey(client, unit):
    assert client.get("/s/153/sudah-tidak-ada/")["Location"] == "/s/153/"
    assert client.get("/en/s/153/sudah-tidak-ada/")["Location"] == "/en/s/153/"


def test_an_answer_costs_one_statement(client, unit, settings, django_assert_num_queries):
    settings.SURVEY_CONTENT_SECONDS = 60
    page = client.get("/s/153/")
    with django_assert_num_queries(1) as captured:
        client.post("/s/153/", {"sheet": sheet(page), **ANSWERS})
    assert "INSERT INTO surveys_response" in captured[0]["sql"]
    kept_content.kept.clear()
    kept_pages.kept.clear()


def test_pages_set_no_cookie_and_do_not_vary_by_it(client, unit):
    for response in (client.get("/s/153/"), send(client), client.get("/s/153/terima-kasih/"), client.get("/unit/153/")):
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_the_same_sheet_sent_twice_is_stored_once_and_thanked_twice(client, unit):
    data = {"sheet": sheet(client.get("/s/153/")), **ANSWERS}
    assert [client.post("/s/153/", data).status_code for _ in range(2)] == [303, 303]
    assert Response.objects.count() == 1


def test_missing_answers_are_named_at_their_question_and_the_rest_is_kept(client, unit):
    answers = {name: value for name, value in ANSWERS.items() if name != "u3"} | {"comment": "Antre lama", "sex": "m"}
    response = send(client, answers=answers)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'id="u3-missing"' in html
    assert html.count("-missing") == 2
    assert html.count(" checked") == 8
    assert "Antre lama" in html
    assert '<option value="m" selected>' in html
    assert not Response.objects.exists()


@pytest.mark.parametrize("value", ["5", "0", "-1", "3.5", "", "abc", "٣"])
def test_a_value_that_the_page_does_not_offer_is_no_answer(client, unit, value):
    assert send(client, u1=value).status_code == 422
    assert not Response.objects.exists()


def test_a_form_from_another_site_is_refused(client, unit):
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://lain.example"},
    ):
        assert send(client, headers=headers).status_code == 403
    assert not Response.objects.exists()
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}):
        assert send(client, headers=headers).status_code == 303


@pytest.mark.parametrize("broken", ["", "forged", "other", "old"])
def test_a_sheet_that_is_not_ours_or_too_old_is_asked_again_with_everything_kept(client, unit, monkeypatch, broken):
    make_unit(code="154")
    value = {"other": lambda: sheet(client.get("/s/154/")), "old": lambda: sheet(client.get("/s/153/"))}.get(
        broken, lambda: broken
    )()
    if broken == "old":
        later = timezone.now().timestamp() + 25 * 3600
        monkeypatch.setattr(signing.time, "time", lambda: later)
    response = client.post("/s/153/", {"sheet": value, **ANSWERS})
    assert response.status_code == 422
    assert response.content.decode().count(" checked") == 9
    assert not Response.objects.exists()
    assert client.post("/s/153/", {"sheet": sheet(response), **ANSWERS}).status_code == 303


def test_the_service_is_known_by_its_address(client, unit):
    service = make_service(unit)
    assert send(client, "/s/153/ktp/").status_code == 303
    assert Response.objects.get().service == service


def test_the_address_chooses_the_language(client, unit):
    english = client.get("/en/s/153/")
    assert english.headers["Content-Language"] == "en"
    assert "How easy is the procedure here?" in english.content.decode()
    client.cookies["django_language"] = "en"
    indonesian = client.get("/s/153/")
    assert indonesian.headers["Content-Language"] == "id"
    assert "Seberapa mudah prosedur pelayanan di sini?" in indonesian.content.decode()
    assert send(client, "/en/s/153/")["Location"] == "/en/s/153/terima-kasih/"


def test_a_merged_units_old_address_names_the_last_successor(client, unit):
    between = make_unit("Puskesmas Antara", code="152", ends_on=date(2025, 12, 31), merged_into=unit)
    make_unit("Puskesmas Lama", code="151", ends_on=date(2024, 12, 31), merged_into=between)
    for address in ("/s/151/", "/s/152/"):
        html = client.get(address).content.decode()
        assert "Puskesmas Sei Jang" in html
        assert 'href="/s/153/"' in html
    page = client.get("/unit/151/").content.decode()
    assert 'href="/unit/153/"' in page


def test_answers_for_a_unit_that_has_ended_are_not_taken(client, unit):
    data = {"sheet": sheet(client.get("/s/153/")), **ANSWERS}
    unit.ends_on = timezone.localdate() - timedelta(days=1)
    unit.save()
    assert client.post("/s/153/", data).status_code == 200
    assert not Response.objects.exists()


def test_an_unknown_unit_is_told_in_words(client):
    response = client.get("/s/tidak-ada/")
    assert response.status_code == 404
    assert "tidak dikenal" in response.content.decode()
    assert client.get("/s/tidak-ada/terima-kasih/").status_code == 404


def test_a_comment_is_cut_and_cleaned(client, unit):
    send(client, comment="a\x00b" + "x" * 2000)
    assert Response.objects.get().comment == "ab" + "x" * 998
