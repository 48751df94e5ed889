"""The short way of an answer changes nothing but its speed."""

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client

from surveys.content import kept_content
from surveys.models import Response
from surveys.survey_views import kept_pages
from tests.factories.people import make_unit
from tests.surveys.test_survey_views import ANSWERS, send, sheet

SHORTCUT = "surveys.middleware.AnswerShortcut"
LONG_WAY = [name for name in configured.MIDDLEWARE if name != SHORTCUT]


@pytest.mark.django_db
@pytest.mark.parametrize("middleware", [configured.MIDDLEWARE, LONG_WAY], ids=["short", "long"])
def test_both_ways_store_the_same_and_lead_to_the_same_page(client, settings, middleware):
    make_unit(code="153")
    settings.MIDDLEWARE = middleware
    response = send(client, "/en/s/153/", comment="Ramah")
    assert (response.status_code, response["Location"]) == (303, "/en/s/153/terima-kasih/")
    stored = Response.objects.get()
    assert (stored.scores, stored.comment, stored.channel) == ([3, 3, 4, 4, 3, 3, 4, 2, 3], "Ramah", "web")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/s/153/terima-kasih/", "/s/tidak-ada/", "/s/153/a/b/", "/akun/s/", "/bahasa/"])
def test_other_posts_go_the_long_way(client, address):
    make_unit(code="153")
    assert client.post(address, ANSWERS).status_code in {302, 404, 405}


@pytest.mark.django_db
def test_a_site_that_insists_on_https_is_obeyed(client, settings):
    make_unit(code="153")
    page = client.get("/s/153/")
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    assert client.post("/s/153/", {"sheet": sheet(page), **ANSWERS}).status_code == 301
    assert client.post("/s/153/", {"sheet": sheet(page), **ANSWERS}, secure=True).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_an_answer_survives_a_restart_of_the_database_under_a_kept_connection(client, settings):
    settings.SURVEY_CONTENT_SECONDS = 60
    make_unit(code="153")
    page = client.get("/s/153/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    response = client.post("/s/153/", {"sheet": sheet(page), **ANSWERS})
    kept_content.kept.clear()
    kept_pages.kept.clear()
    assert response.status_code == 303
    assert Response.objects.count() == 1
