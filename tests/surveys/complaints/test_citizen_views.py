"""A citizen complains and asks how far it is: nothing is readable in the database, nothing leads to an answer."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from surveys.complaints.sealing import unseal
from surveys.models import Complaint, ComplaintRule, ComplaintSender, Response
from tests.factories.people import make_unit
from tests.factories.surveys import make_complaint, make_service

pytestmark = pytest.mark.django_db
ADDRESS = "/s/153/pengaduan/"
ELSEWHERE = "103.10.10.10"


@pytest.fixture
def unit():
    return make_unit("Puskesmas Sei Jang", code="153")


def sheet(response):
    return re.search(r'name="sheet" value="([^"]+)"', response.content.decode()).group(1)


def complain(client, text="Antre tiga jam di loket 2", address=ADDRESS, headers=None, **fields):
    data = {"sheet": sheet(client.get(address)), "text": text, **fields}
    return client.post(address, data, headers=headers or {}, REMOTE_ADDR=ELSEWHERE)


def test_a_complaint_is_sealed_and_answered_by_a_number(client, unit):
    response = complain(client, contact="0812 3456 7890", element="time")
    assert response.status_code == 303
    stored = Complaint.objects.get()
    assert response["Location"] == f"/pengaduan/?nomor={stored.reference}&baru"
    assert (unseal(stored.sealed_text), unseal(stored.sealed_contact)) == (
        "Antre tiga jam di loket 2",
        "0812 3456 7890",
    )
    assert (stored.wants_answer, stored.element.key, stored.state) == (True, "time", "new")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM surveys_complaint c")
        (row,) = cursor.fetchone()
    assert "Antre" not in row
    assert "3456" not in row
    page = client.get(response["Location"]).content.decode()
    assert stored.reference in page
    assert "Antre" not in page


def test_a_complaint_keeps_no_hour_and_no_answers_number(client, unit):
    page = client.get("/s/153/")
    answers = {f"u{number}": "3" for number in range(1, 10)}
    client.post("/s/153/", {"sheet": sheet(page), **answers}, REMOTE_ADDR=ELSEWHERE)
    complain(client)
    stored, answer = Complaint.objects.get(), Response.objects.get()
    assert stored.client_id != answer.client_id
    kinds = {field.get_internal_type() for field in Complaint._meta.fields}
    assert "DateTimeField" not in kinds
    with connection.cursor() as cursor:
        cursor.execute("SELECT network FROM surveys_trace")
        assert ComplaintSender.objects.get().network != cursor.fetchone()[0]


def test_a_sheet_of_the_survey_is_no_sheet_of_a_complaint(client, unit):
    data = {"sheet": sheet(client.get("/s/153/")), "text": "Antre"}
    assert client.post(ADDRESS, data).status_code == 422
    assert not Complaint.objects.exists()


def test_sent_twice_it_is_stored_once_under_one_number(client, unit):
    data = {"sheet": sheet(client.get(ADDRESS)), "text": "Antre"}
    first, second = (client.post(ADDRESS, data) for _time in range(2))
    assert first["Location"] == second["Location"]
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(("text", "contact"), [("", ""), ("   ", ""), ("Antre", "besok saja"), ("Antre", "123")])
def test_an_empty_text_or_a_contact_that_is_none_is_told_and_all_is_kept(client, unit, text, contact):
    response = complain(client, text=text, contact=contact)
    assert response.status_code == 422
    html = response.content.decode()
    assert 'role="alert"' in html
    assert f'value="{contact}"' in html
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("contact", ["0812-3456-7890", "+62 812 3456 7890", "warga@contoh.id"])
def test_telephone_numbers_and_mail_addresses_are_contacts(client, unit, contact):
    assert complain(client, contact=contact).status_code == 303


def test_a_network_has_a_limit_a_day_which_is_told(client, unit):
    ComplaintRule.objects.update(most_a_day=2)
    assert [complain(client).status_code for _time in range(3)] == [303, 303, 422]
    html = complain(client).content.decode()
    assert "sudah masuk 2 pengaduan" in html
    assert Complaint.objects.count() == 2
    assert ComplaintSender.objects.get().count == 2


def test_a_form_from_another_site_is_refused(client, unit):
    assert complain(client, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Complaint.objects.exists()


def test_the_service_of_the_poster_is_chosen_already(client, unit):
    service = make_service(unit)
    assert '<option value="ktp" selected>' in client.get(f"{ADDRESS}?layanan=ktp").content.decode()
    complain(client, service="ktp")
    assert Complaint.objects.get().service == service


@pytest.mark.parametrize(("prefix", "heading"), [("", "Sampaikan pengaduan"), ("/en", "Complain"), ("/ms", "aduan")])
def test_it_speaks_three_languages_by_address_and_sets_no_cookie(client, unit, prefix, heading):
    page = client.get(f"{prefix}{ADDRESS}")
    assert heading.lower() in page.content.decode().lower()
    answer = complain(client, address=f"{prefix}{ADDRESS}")
    assert answer["Location"].startswith(f"{prefix}/pengaduan/?nomor=")
    for response in (page, answer, client.get(answer["Location"])):
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_the_state_is_found_however_the_number_is_written(client, unit):
    make_complaint(unit, reference="ABCDE23456")
    for written in ("abcde23456", "ABCDE-23456", " abcde 23456 "):
        assert "Puskesmas Sei Jang" in client.get("/pengaduan/", {"nomor": written}).content.decode()
    assert "tidak dikenal" in client.get("/pengaduan/", {"nomor": "XXXXX"}).content.decode()
    assert client.get("/pengaduan/").status_code == 200


def test_who_left_no_contact_is_told_that_nobody_can_write_back(client, unit):
    told = "tidak meninggalkan kontak"
    assert told in client.get(complain(client)["Location"]).content.decode()
    assert told not in client.get(complain(client, contact="0812 3456 7890")["Location"]).content.decode()


def test_a_closed_unit_takes_no_complaint(client, unit):
    data = {"sheet": sheet(client.get(ADDRESS)), "text": "Antre"}
    unit.ends_on = timezone.localdate() - timedelta(days=1)
    unit.save()
    assert client.post(ADDRESS, data).status_code == 200
    assert client.get("/s/tidak-ada/pengaduan/").status_code == 404
    assert not Complaint.objects.exists()


def test_the_address_of_a_merged_unit_leads_to_the_form_of_its_successor(client, unit):
    make_unit("Puskesmas Lama", code="151", ends_on=timezone.localdate() - timedelta(days=1), merged_into=unit)
    assert client.get("/s/151/pengaduan/")["Location"] == ADDRESS
    assert client.get("/ms/s/151/pengaduan/")["Location"] == f"/ms{ADDRESS}"


@pytest.mark.parametrize("field", ["text", "service", "element", "contact"])
def test_a_character_that_no_database_keeps_is_left_out(client, unit, field):
    sent = {"text": "Antre tiga jam", "contact": "0812 3456 7890", field: "\x00"}
    response = complain(client, **sent)
    assert response.status_code == (422 if field == "text" else 303)
    assert Complaint.objects.count() == (field != "text")
