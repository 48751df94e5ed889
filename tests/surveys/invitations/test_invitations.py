"""Links after a service: given to known systems, spent once by a finished answer, never joined with it."""

import json
import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.answers import read_answers
from surveys.content import survey_content
from surveys.invitations import spending
from surveys.invitations.clients import ClientError, client_of, count_request, register, revoke
from surveys.invitations.issuing import InvitationError, forget_invitations, issue, issue_many
from surveys.invitations.spending import SpentError, answer_by_link
from surveys.models import ApiClient, Channel, Invitation, Response
from tests.cast import Cast
from tests.factories.people import make_unit
from tests.factories.surveys import make_service
from tests.surveys.test_survey_views import ANSWERS

NOW = datetime(2026, 3, 9, 3, 10, 20, tzinfo=UTC)


@pytest.fixture
def system(cast: Cast):
    return register(name="Antrean", units=[cast.unit], per_minute=3, by=cast.hr, now=NOW)


def token_of(cast, now=None, **wish):
    client = (
        ApiClient.objects.first() or register(name="Antrean", units=[cast.unit], per_minute=60, by=cast.hr, now=NOW)[0]
    )
    values = {"unit_code": "153", "service_code": "", "idempotency_key": "", **wish}
    return issue(client=client, now=now or timezone.now(), **values).address.rstrip("/").rpartition("/")[2]


def answered(token, unit_code="153", now=None, client_id=None):
    content = survey_content(unit_code, "", "id")
    answers = read_answers(content, ANSWERS)
    return answer_by_link(
        token=token, content=content, answers=answers, client_id=client_id or uuid4(), now=now or timezone.now()
    )


def test_a_key_is_known_by_its_digest_until_it_is_revoked(system, cast):
    client, key = system
    assert client_of(key) == client
    assert key not in str(ApiClient.objects.values())
    revoke(client=client, by=cast.hr, now=NOW)
    assert client_of(key) is None
    assert client_of("") is None


def test_a_name_is_taken_once_among_those_in_force(system, cast):
    with pytest.raises(ClientError, match="sudah dipakai"):
        register(name="Antrean", units=[cast.unit], per_minute=3, by=cast.hr, now=NOW)
    revoke(client=system[0], by=cast.hr, now=NOW)
    register(name="Antrean", units=[cast.unit], per_minute=3, by=cast.hr, now=NOW)
    with pytest.raises(ClientError, match="satu unit"):
        register(name="Lain", units=[], per_minute=3, by=cast.hr, now=NOW)


def test_the_rate_holds_within_a_minute_and_begins_anew_with_the_next(system):
    client = system[0]
    assert [count_request(client=client, now=NOW) for _unused in range(5)] == [True] * 3 + [False] * 2
    assert count_request(client=client, now=NOW + timedelta(minutes=1))


def test_a_link_is_random_stored_as_digest_and_good_for_thirty_days(system):
    first = issue(client=system[0], unit_code="153", service_code="", idempotency_key="", now=NOW)
    second = issue(client=system[0], unit_code="153", service_code="", idempotency_key="", now=NOW)
    token = first.address.rstrip("/").rpartition("/")[2]
    assert len(token) == 32
    assert first.address != second.address
    assert first.expires_at == NOW + timedelta(days=30)
    assert token not in str(Invitation.objects.values())


def test_an_idempotency_key_gives_the_same_link_and_is_not_stored(system, cast):
    wish = {"client": system[0], "unit_code": "153", "service_code": "", "idempotency_key": "A-17", "now": NOW}
    first, again = issue(**wish), issue(**wish)
    assert (first.address, first.is_new) == (again.address, True)
    assert not again.is_new
    assert Invitation.objects.count() == 1
    assert "A-17" not in str(Invitation.objects.values())
    make_service(cast.unit, "ktp")
    with pytest.raises(InvitationError, match="sudah dipakai untuk unit atau layanan lain"):
        issue(**{**wish, "service_code": "ktp"})


@pytest.mark.parametrize(
    ("unit", "service", "part"),
    [("114", "", "tidak berlaku"), ("999", "", "tidak berlaku"), ("153", "tidak-ada", "tidak membuka layanan")],
)
def test_a_system_asks_for_its_own_units_and_open_services_only(system, unit, service, part):
    with pytest.raises(InvitationError, match=part):
        issue(client=system[0], unit_code=unit, service_code=service, idempotency_key="", now=NOW)


def test_a_merged_unit_names_its_successor(cast):
    heir = make_unit("Puskesmas Baru", code="B1")
    old = make_unit("Lama", code="L1", ends_on=NOW.date() - timedelta(days=30), merged_into=heir)
    client = register(name="A", units=[old], per_minute=3, by=cast.hr, now=NOW)[0]
    with pytest.raises(InvitationError, match="Puskesmas Baru"):
        issue(client=client, unit_code="L1", service_code="", idempotency_key="", now=NOW)


def test_a_finished_answer_spends_the_link_and_counts_as_by_link(cast):
    token = token_of(cast)
    assert answered(token)
    assert Response.objects.get().channel == "link"
    assert Invitation.objects.get().is_spent
    with pytest.raises(SpentError):
        answered(token)
    assert Response.objects.count() == 1


def test_the_same_answer_sent_twice_is_thanked_twice(cast):
    token, client_id = token_of(cast), uuid4()
    assert answered(token, client_id=client_id)
    assert not answered(token, client_id=client_id)
    assert Response.objects.count() == 1


def test_an_expired_link_stores_nothing_and_is_forgotten_later(cast):
    token = token_of(cast, now=NOW)
    with pytest.raises(SpentError):
        answered(token, now=NOW + timedelta(days=31))
    assert not Response.objects.exists()
    assert forget_invitations(now=NOW + timedelta(days=59)) == 0
    assert forget_invitations(now=NOW + timedelta(days=61)) == 1


def test_nothing_stored_joins_a_link_and_its_answer():
    """Neither table has a column for the other, and a link keeps no time of its use."""
    assert {field.name for field in Invitation._meta.fields} == {
        "id", "digest", "unit", "service", "client", "issued_by", "issued_on", "expires_at", "is_spent",
    }  # fmt: skip
    assert not [field.name for field in Response._meta.fields if "invit" in field.name]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (
            "UPDATE surveys_invitation SET is_spent = true; UPDATE surveys_invitation SET is_spent = true",
            "Cannot update",
        ),
        ("UPDATE surveys_invitation SET digest = 'x'", "digest_is_sha256"),
        ("UPDATE surveys_invitation SET client_id = NULL", "has_one_issuer"),
        ("UPDATE surveys_invitation SET service_id = -1", "service_of_unit"),
        ("UPDATE surveys_apiclient SET per_minute = 0", "rate_in_range"),
        ("UPDATE surveys_apiclient SET revoked_at = now()", "revocation_whole"),
        ("UPDATE surveys_apiclient SET key_digest = 'x'", "key_is_sha256"),
    ],
)
def test_the_database_keeps_links_and_systems(cast, change, rule):
    token_of(cast)
    with pytest.raises(Exception, match=rule), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_many_links_at_once_are_all_different(cast):
    addresses = issue_many(unit=cast.unit, service=None, count=50, by=cast.hr, now=NOW)
    assert len(set(addresses)) == 50
    assert Invitation.objects.filter(issued_by=cast.hr).count() == 50
    with pytest.raises(InvitationError, match=r"5\.000"):
        issue_many(unit=cast.unit, service=None, count=5_001, by=cast.hr, now=NOW)


# The citizen's page


def test_opening_reloading_and_half_an_answer_spend_nothing(cast, client: Client):
    address = f"/t/{token_of(cast)}/"
    for _unused in range(3):
        page = client.get(address)
        assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not page.cookies
    half = client.post(address, {"u1": "3", "sheet": page.context["sheet"]})
    assert half.status_code == 422
    assert "Masih ada pertanyaan" in half.content.decode()
    assert not Invitation.objects.get().is_spent
    done = client.post(address, {**ANSWERS, "sheet": half.context["sheet"]})
    assert (done.status_code, done.headers["Location"]) == (303, "/s/153/terima-kasih/")
    again = client.post(address, {**ANSWERS, "sheet": half.context["sheet"]})
    assert again.headers["Location"] == "/s/153/terima-kasih/?sudah"
    assert Response.objects.count() == 1


def test_a_used_expired_or_unknown_link_says_so_and_offers_the_open_survey(cast, client: Client):
    used, old = token_of(cast), token_of(cast, now=timezone.now() - timedelta(days=31))
    answered(used)
    page = client.get(f"/t/{used}/")
    assert (page.status_code, "sudah kami terima" in page.content.decode()) == (410, True)
    assert 'href="/s/153/"' in page.content.decode()
    page = client.get(f"/t/{old}/")
    assert (page.status_code, "Masa berlaku" in page.content.decode()) == (410, True)
    assert client.post(f"/t/{used}/", ANSWERS).status_code == 410
    assert client.get("/t/tidak-ada/").status_code == 404
    assert Response.objects.count() == 1


def test_a_foreign_form_is_not_taken(cast, client: Client):
    address = f"/t/{token_of(cast)}/"
    client.post(address, ANSWERS, headers={"Sec-Fetch-Site": "cross-site"})
    assert not Response.objects.exists()


@pytest.mark.parametrize("language", ["en", "ms"])
def test_the_link_speaks_by_address(cast, client: Client, language):
    token = token_of(cast)
    page = client.get(f"/t/{token}/").content.decode()
    assert f'href="/{language}/t/{token}/"' in page
    assert client.get(f"/{language}/t/{token}/").headers["Content-Language"] == language


# The API


def ask(client, key, body=None, **headers):
    return client.post(
        "/api/tautan/",
        json.dumps(body if body is not None else {"unit": "153"}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", **headers},
    )


def test_the_api_gives_a_link_that_opens(system, client):
    told = ask(client, system[1], **{"Idempotency-Key": "A-1"})
    assert told.status_code == 201
    assert ask(client, system[1], **{"Idempotency-Key": "A-1"}).status_code == 200
    path = "/t/" + told.json()["address"].split("/t/")[1]
    assert client.get(path).status_code == 200
    assert told.json()["expires_at"].endswith("+07:00")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "bad_request"),
        ([], 400, "bad_request"),
        ({"unit": 153}, 400, "bad_request"),
        ({"unit": "153", "layanan": "ktp"}, 400, "bad_request"),
        ({"unit": "153\x00"}, 400, "bad_request"),
        ({"unit": "153", "service": "\ud800"}, 400, "bad_request"),
        ({"unit": "114"}, 403, "unit"),
        ({"unit": "153", "service": "tidak-ada"}, 404, "service"),
    ],
)
def test_the_api_says_why_not(system, client, body, status, code):
    told = ask(client, system[1], body)
    assert (told.status_code, told.json()["code"]) == (status, code)
    assert told.json()["message"]


def test_the_api_cannot_be_broken_by_a_deep_body(system, client):
    told = client.post(
        "/api/tautan/",
        "[" * 9_000,
        content_type="application/json",
        headers={"Authorization": f"Bearer {system[1]}"},
    )
    assert (told.status_code, told.json()["code"]) == (400, "bad_request")


def test_the_api_refuses_strangers_and_too_many(system, client):
    assert ask(client, "pbn_lain").status_code == 401
    assert client.post("/api/tautan/", "{}", content_type="application/json").status_code == 401
    found = [ask(client, system[1]).status_code for _unused in range(4)]
    assert found == [201, 201, 201, 429]


@pytest.mark.django_db
def test_the_description_names_every_answer_the_api_gives(client):
    told = client.get("/api/openapi.json").json()
    answers = told["paths"]["/api/tautan/"]["post"]["responses"]
    assert sorted(answers) == ["200", "201", "400", "401", "403", "404", "409", "429"]
    assert "curl -X POST" in client.get("/api/").content.decode()


# HR's pages


def test_hr_registers_a_system_sees_its_key_once_and_revokes_it(cast, client):
    client.force_login(cast.hr)
    page = client.post("/kelola/tautan/daftarkan/", {"name": "Antrean", "units": [cast.unit.pk], "per_minute": 60})
    key = page.context["key"]
    assert key in page.content.decode()
    page = client.get("/kelola/tautan/").content.decode()
    assert "Antrean" in page
    assert key not in page
    system = ApiClient.objects.get()
    assert "tetap berlaku" in client.get(f"/kelola/tautan/{system.pk}/cabut/").content.decode()
    assert "Dicabut" in client.post(f"/kelola/tautan/{system.pk}/cabut/", follow=True).content.decode()


def test_hr_makes_many_links_as_csv(cast, client):
    client.force_login(cast.hr)
    answer = client.post("/kelola/tautan/massal/", {"unit": "153", "service": "", "count": 3})
    lines = answer.content.decode().splitlines()
    assert lines[0] == "unit,tautan,berlaku_sampai"
    assert len(lines) == 4
    told = client.post("/kelola/tautan/massal/", {"unit": "XX", "service": "", "count": 3}).content.decode()
    assert "Tidak ada unit dengan kode ini." in told


def test_the_list_costs_the_same_for_one_system_and_for_three(cast, client):
    client.force_login(cast.hr)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get("/kelola/tautan/")
        return len(asked)

    register(name="A", units=[cast.unit], per_minute=1, by=cast.hr, now=NOW)
    queries()
    few = queries()
    for name in "BC":
        register(name=name, units=[cast.unit, cast.other_unit], per_minute=1, by=cast.hr, now=NOW)
    assert queries() == few


# Two at once


def at_once(token):
    """Two answers sent by the same link at the same moment; how many came in."""
    barrier, outcomes = threading.Barrier(2), []

    def send():
        try:
            survey_content("153", "", "id")
            barrier.wait(timeout=20)
            outcomes.append(answered(token))
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _unused in range(2)]
    [thread.start() for thread in threads]
    [thread.join(timeout=30) for thread in threads]
    return outcomes


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_comes_in(cast):
    for _unused in range(5):
        token = token_of(cast)
        before = Response.objects.count()
        outcomes = at_once(token)
        assert sorted(map(str, outcomes)) == ["SpentError", "True"]
        assert Response.objects.count() == before + 1


def careless(barrier):
    """Spending that looks first and marks later: what the conditional update prevents."""

    def answer(*, token, content, answers, client_id, now):
        with transaction.atomic():
            found = Invitation.objects.get(digest=spending.digest_of(token))
            if found.is_spent:
                raise SpentError("")
            barrier.wait(timeout=20)
            Invitation.objects.filter(pk=found.pk).update(is_spent=True)
            return spending.submit(content=content, answers=answers, client_id=client_id, channel=Channel.LINK, now=now)

    return answer


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("with_trigger", "stored"), [(True, 1), (False, 2)])
def test_without_the_conditional_update_the_trigger_holds_and_without_both_two_come_in(
    cast, monkeypatch, with_trigger, stored
):
    token = token_of(cast)
    monkeypatch.setitem(globals(), "answer_by_link", careless(threading.Barrier(2)))
    switch = "ENABLE" if with_trigger else "DISABLE"
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE '%%invitation_spent_once%%'")
        name = cursor.fetchone()[0]
        cursor.execute(f"ALTER TABLE surveys_invitation {switch} TRIGGER {name}")
    try:
        at_once(token)
        assert Response.objects.count() == stored
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE surveys_invitation ENABLE TRIGGER {name}")
