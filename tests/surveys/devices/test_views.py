"""Where a unit's people register its devices and look after them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pembinaan.base.dates import today
from surveys.devices.listing import lines
from surveys.models import Device, RefusedAnswer
from tests.cast import Cast
from tests.factories.surveys import make_device, make_responses
from tests.surveys.devices.sendings import paired

pytestmark = pytest.mark.django_db
HOME = "/kelola/survei/153/perangkat/"


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.officer)
    return client


def test_an_officer_registers_a_device_and_sees_its_code_once(officer: Client) -> None:
    page = officer.post(f"{HOME}baru/", {"name": "Layar loket 2", "kind": "kiosk", "service": ""}).content.decode()
    device = Device.objects.get()
    assert "Kode untuk Layar loket 2" in page
    assert "/kios/pasang/" in page
    assert "Kode untuk" not in officer.get(f"{HOME}{device.pk}/").content.decode()
    assert "Menunggu dipasangkan" in officer.get(HOME).content.decode()


def test_a_taken_name_is_told(officer: Client, cast: Cast) -> None:
    make_device(cast.unit, registered_by=cast.officer)
    page = officer.post(f"{HOME}baru/", {"name": "Layar loket 1", "kind": "kiosk", "service": ""})
    assert "sudah mempunyai perangkat dengan nama itu" in page.content.decode()


def test_it_is_renamed_gets_a_new_code_and_is_revoked(officer: Client, cast: Cast) -> None:
    device = paired(cast.unit, cast.officer)
    officer.post(f"{HOME}{device.pk}/", {"name": "Layar depan"})
    assert "Kode untuk Layar depan" in officer.post(f"{HOME}{device.pk}/kode/").content.decode()
    officer.post(f"{HOME}{device.pk}/cabut/", {"why": "lost"})
    device.refresh_from_db()
    assert (device.name, device.revocation, device.code_digest) == ("Layar depan", "lost", None)
    assert "Hilang atau dicuri" in officer.get(f"{HOME}{device.pk}/").content.decode()
    assert officer.post(f"{HOME}{device.pk}/kode/").status_code == 302


def test_what_could_not_be_taken_is_shown_with_its_reason(officer: Client, cast: Cast) -> None:
    device = paired(cast.unit, cast.officer)
    RefusedAnswer.objects.create(device=device, client_id="x", reason="Nilai kosong.", refused_at=timezone.now())
    assert "Nilai kosong." in officer.get(f"{HOME}{device.pk}/").content.decode()
    assert "1 belum diterima" in officer.get(HOME).content.decode()


def test_devices_in_use_come_before_revoked_ones(officer: Client, cast: Cast) -> None:
    gone = {"revoked_at": timezone.now(), "revoked_by": cast.hr, "revocation": "lost"}
    revoked = make_device(cast.unit, "Layar 1", registered_by=cast.officer, **gone)
    in_use = make_device(cast.unit, "Layar 2", registered_by=cast.officer)
    assert [line.device for line in officer.get(HOME).context["lines"]] == [in_use, revoked]


def test_a_device_of_another_unit_is_not_found(officer: Client, cast: Cast) -> None:
    other = make_device(cast.other_unit, registered_by=cast.hr)
    assert officer.get(f"{HOME}{other.pk}/").status_code == 404


@pytest.mark.parametrize(("before", "now", "busy"), [(0, 29, False), (0, 30, True), (11, 30, False), (10, 30, True)])
def test_a_busy_device_is_a_hint(cast: Cast, before: int, now: int, busy: bool) -> None:
    device, day = paired(cast.unit, cast.officer), today()
    clock = {"device": device, "channel": "kiosk", "device_clock_at": timezone.now()}
    yesterday = day - timedelta(days=1)
    make_responses(cast.unit, before, day=yesterday, received_at=timezone.now() + timedelta(days=1), **clock)
    make_responses(cast.unit, now, day=day, received_at=timezone.now() + timedelta(days=1), **clock)
    (line,) = lines([device], day=day)
    assert (line.today, line.usual, line.is_busy) == (now, before, busy)


def test_the_list_takes_as_many_statements_for_three_devices_as_for_one(
    officer: Client, cast: Cast, django_assert_num_queries: Any
) -> None:

    make_device(cast.unit, registered_by=cast.officer)
    with CaptureQueriesContext(connection) as one:
        officer.get(HOME)
    make_device(cast.unit, "Layar 2", registered_by=cast.officer)
    make_device(cast.unit, "Layar 3", registered_by=cast.officer)
    with django_assert_num_queries(len(one)):
        officer.get(HOME)


def test_hr_sees_the_busiest_device_of_the_city_first(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    client.force_login(cast.hr)
    quiet = paired(cast.other_unit, cast.hr, "Layar sepi")
    busy = paired(cast.unit, cast.officer, "Layar ramai", secret_digest="c" * 64)
    paired(
        cast.unit,
        cast.officer,
        "Lama",
        secret_digest="d" * 64,
        revoked_at=timezone.now(),
        revoked_by=cast.hr,
        revocation="lost",
    )
    later = timezone.now() + timedelta(days=1)
    make_responses(
        cast.unit, 31, day=today(), device=busy, channel="kiosk", device_clock_at=timezone.now(), received_at=later
    )
    response = client.get("/kelola/perangkat-survei/")
    assert [line.device for line in response.context["lines"]] == [busy, quiet]
    assert response.content.decode().count("Lebih ramai dari biasanya") == 1
    with CaptureQueriesContext(connection) as two:
        client.get("/kelola/perangkat-survei/")
    paired(cast.agency, cast.hr, "Layar ketiga", secret_digest="e" * 64)
    with django_assert_num_queries(len(two)):
        client.get("/kelola/perangkat-survei/")
