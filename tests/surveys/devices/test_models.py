"""What the database refuses of devices and their answers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from pembinaan.base.constraints import message_of, violated_name
from people.access import Access
from surveys.models import Device, RefusedAnswer
from tests.cast import Cast
from tests.factories.surveys import build_response, make_device, make_service

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 2, tzinfo=UTC)
DIGEST = "a" * 64


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"name": ""}, "device_name_not_empty"),
        ({"kind": "web"}, "device_kind_known"),
        ({"code_digest": DIGEST}, "device_code_whole"),
        ({"code_digest": DIGEST, "code_expires_at": AT}, "device_code_whole"),
        ({"secret_digest": DIGEST}, "device_paired_whole"),
        ({"secret_digest": DIGEST, "paired_at": AT - timedelta(days=1)}, "device_paired_whole"),
        ({"revoked_at": AT}, "device_revoked_whole"),
        ({"revocation": "lost"}, "device_revoked_whole"),
    ],
)
def test_a_device_is_whole(cast: Cast, changes: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError) as caught:
        make_device(cast.unit, registered_by=cast.officer, **changes)
    assert violated_name(caught.value) == name
    assert message_of(caught.value)


def test_two_devices_of_a_unit_never_share_a_name_while_in_use(cast: Cast) -> None:
    make_device(cast.unit, registered_by=cast.officer, revoked_at=AT, revoked_by=cast.officer, revocation="lost")
    make_device(cast.unit, registered_by=cast.officer)
    with pytest.raises(IntegrityError) as caught:
        make_device(cast.unit, registered_by=cast.officer)
    assert violated_name(caught.value) == "device_name_once"


@pytest.mark.parametrize("field", ["code", "secret"])
def test_no_code_and_no_secret_opens_two_devices(cast: Cast, field: str) -> None:
    when = {"code": {"code_expires_at": AT + timedelta(days=1)}, "secret": {"paired_at": AT}}[field]
    for name in ("Layar 1", "Layar 2"):
        if name == "Layar 2":
            with pytest.raises(IntegrityError) as caught:
                make_device(cast.unit, name, registered_by=cast.officer, **{f"{field}_digest": DIGEST}, **when)
        else:
            make_device(cast.unit, name, registered_by=cast.officer, **{f"{field}_digest": DIGEST}, **when)
    assert violated_name(caught.value) == f"device_{field}_once"


def test_a_device_serves_a_service_of_its_own_unit(cast: Cast) -> None:
    service = make_service(cast.other_unit)
    with pytest.raises(IntegrityError) as caught:
        make_device(cast.unit, registered_by=cast.officer, service=service)
    assert violated_name(caught.value) == "device_service_of_unit"


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"channel": "web"}, "response_device_has_its_channel"),
        ({"channel": "offline"}, "response_device_of_unit"),
        ({"device_clock_at": None}, "response_device_has_its_channel"),
        ({"received_at": AT}, "response_device_has_its_channel"),
    ],
)
def test_an_answer_carries_its_devices_way_in_and_both_times(cast: Cast, changes: dict[str, Any], name: str) -> None:
    device = make_device(cast.unit, registered_by=cast.officer)
    values = {"channel": "kiosk", "device_clock_at": AT, "device": device, **changes}
    with pytest.raises(IntegrityError) as caught:
        build_response(cast.unit, **values).save()
    assert violated_name(caught.value) == name


def test_an_answer_belongs_to_its_devices_unit(cast: Cast) -> None:
    device = make_device(cast.unit, registered_by=cast.officer)
    with pytest.raises(IntegrityError) as caught:
        build_response(cast.other_unit, channel="kiosk", device_clock_at=AT, device=device).save()
    assert violated_name(caught.value) == "response_device_of_unit"


def test_answers_of_kiosks_before_the_registry_have_no_device(cast: Cast) -> None:
    build_response(cast.unit, channel="kiosk").save()


def test_a_refused_answer_is_told_once(cast: Cast) -> None:
    device = make_device(cast.unit, registered_by=cast.officer)
    RefusedAnswer.objects.create(device=device, client_id="x", reason="Nilai kosong.", refused_at=AT)
    with pytest.raises(IntegrityError) as caught:
        RefusedAnswer.objects.create(device=device, client_id="x", reason="Nilai kosong.", refused_at=AT)
    assert violated_name(caught.value) == "refused_answer_once"


def test_devices_are_seen_by_those_who_run_or_head_the_unit(cast: Cast) -> None:
    device = make_device(cast.unit, registered_by=cast.officer)
    seers = [
        name
        for name in ("hr", "leader", "officer", "head", "agency_head", "employee", "stranger")
        if list(Device.objects.visible_to(Access(getattr(cast, name), AT.date())).in_use()) == [device]
    ]
    assert seers == ["hr", "leader", "officer", "head", "agency_head"]
