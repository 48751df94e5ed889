"""What the device opens and talks to: no account, no session, its own secret as the key."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from surveys.devices.clock import milliseconds_of
from surveys.devices.registry import renew_code
from surveys.models import Device, Response
from tests.cast import Cast
from tests.surveys.devices.sendings import NOW, SECRET, paired, piece

pytestmark = pytest.mark.django_db
LATER_MS = milliseconds_of(NOW)


@pytest.fixture
def device(cast: Cast) -> Device:
    return paired(cast.unit, cast.officer)


@pytest.fixture
def tablet(device: Device) -> Client:
    client = Client()
    client.cookies["perangkat"] = SECRET
    return client


def send(client: Client, *pieces: Any, **headers: str) -> HttpResponse:
    body = {"sent_at": LATER_MS, "waiting": len(pieces), "answers": list(pieces)}
    return client.post("/kios/jawaban/", json.dumps(body), content_type="application/json", headers=headers)


def test_a_code_gives_the_device_a_secret_that_scripts_cannot_read_and_only_kios_gets(device: Device) -> None:

    code = renew_code(device=device, now=timezone.now())
    client = Client()
    response = client.post("/kios/pasang/", {"code": code})
    assert (response.status_code, response["Location"]) == (302, "/kios/")
    cookie = response.cookies["perangkat"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/kios/")
    assert list(response.cookies) == ["perangkat"]
    assert client.get("/kios/isi/").status_code == 200
    assert client.post("/kios/pasang/", {"code": code}).status_code == 200


def test_a_wrong_code_is_told_beside_the_field(client: Client, db: None) -> None:
    assert "Kode ini tidak berlaku" in client.post("/kios/pasang/", {"code": "AAAA-AAAA"}).content.decode()


def test_the_device_gets_its_questionnaire_in_every_language_with_its_version(tablet: Client) -> None:
    content = tablet.get("/kios/isi/").json()
    assert content["device"]["name"] == "Layar loket 1"
    assert [language["code"] for language in content["languages"]][:2] == ["id", "en"]
    assert [len(language["questions"]) for language in content["languages"]][:2] == [9, 9]
    assert content["languages"][1]["words"]["send"] == "Send rating"
    assert content["version"]


def test_the_page_and_its_worker_are_the_same_for_every_device_and_set_nothing(
    client: Client,
) -> None:
    for address, kind in (("/kios/", "text/html"), ("/kios/pekerja.js", "text/javascript")):
        response = client.get(address)
        assert response["Content-Type"].startswith(kind)
        assert response["Cache-Control"] == "no-cache"
        assert not response.cookies
    manifest = client.get("/kios/manifest.webmanifest").json()
    assert (manifest["display"], manifest["scope"]) == ("fullscreen", "/kios/")


def test_each_answer_is_acknowledged_by_itself(tablet: Client, device: Device) -> None:
    good, bad = piece(device), piece(device, fields={})
    data = send(tablet, good, bad).json()
    assert [(one["id"], one["fate"]) for one in data["results"]] == [(good["id"], "stored"), (bad["id"], "refused")]
    assert data["results"][1]["reason"] == "Masih ada pertanyaan yang belum dijawab."
    assert [one["fate"] for one in send(tablet, good).json()["results"]] == ["known"]


def test_without_the_secret_nothing_is_told_and_nothing_taken(client: Client, device: Device) -> None:
    client.cookies["perangkat"] = "lain"
    assert client.get("/kios/isi/").status_code == 401
    assert send(client, piece(device)).status_code == 401
    assert Response.objects.count() == 0


@pytest.mark.parametrize(("why", "status"), [("lost", 403), ("retired", 200)])
def test_a_revoked_device_asks_nothing_more(cast: Cast, why: str, status: int) -> None:
    device = paired(cast.unit, cast.officer, revoked_at=NOW, revoked_by=cast.officer, revocation=why)
    client = Client()
    client.cookies["perangkat"] = SECRET
    assert client.get("/kios/isi/").status_code == 403
    response = send(client, piece(device))
    assert (response.status_code, response.json()["state"]) == (status, "revoked")


def test_a_foreign_page_and_a_plain_form_are_refused(tablet: Client, device: Device) -> None:
    assert send(tablet, piece(device), **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert tablet.post("/kios/jawaban/", {"answers": "[]"}).status_code == 403
    assert Response.objects.count() == 0


def test_too_much_and_unreadable_are_told_apart(tablet: Client, device: Device) -> None:
    wide = tablet.post("/kios/jawaban/", b" " * 300_000, content_type="application/json")
    assert wide.status_code == 413
    assert tablet.post("/kios/jawaban/", b"{", content_type="application/json").status_code == 400


@pytest.mark.parametrize("claim", [{"channel": "kiosk"}, {"device": "1", "channel": "offline"}])
def test_the_open_web_never_comes_in_as_a_kiosk(client: Client, device: Device, claim: dict[str, str]) -> None:
    page = client.get("/s/153/").content.decode()
    sheet = page.split('name="sheet" value="')[1].split('"')[0]
    client.cookies["perangkat"] = SECRET
    client.post("/s/153/", {"sheet": sheet, **{f"u{number}": "4" for number in range(1, 10)}, **claim})
    assert Response.objects.get().channel == "web"
    assert Response.objects.get().device is None


def test_guessing_codes_is_slowed_down(client: Client, db: None, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"pair_device": "2/m/ip"}
    statuses = [client.post("/kios/pasang/", {"code": "AAAA-AAAA"}).status_code for _try in range(3)]
    assert statuses == [200, 200, 429]
