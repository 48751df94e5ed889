"""A device's life: registered, paired once, renamed, revoked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from surveys.devices.registry import (
    DeviceError,
    code_in_groups,
    pair,
    register,
    rename,
    renew_code,
    revoke,
    secret_digest,
)
from surveys.models import Device, DeviceKind, Revocation
from tests.cast import Cast
from tests.factories.surveys import make_device, make_service

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 10, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def registered(cast: Cast, name: str = "Layar loket 1") -> tuple[Device, str]:
    return register(unit=cast.unit, service=None, kind=DeviceKind.KIOSK, name=name, by=cast.officer, now=NOW)


def test_the_code_is_known_once_and_opens_one_device_once(cast: Cast) -> None:
    device, code = registered(cast)
    assert code not in str(Device.objects.filter(pk=device.pk).values())
    found, secret = pair(code=code_in_groups(code).lower(), now=NOW + 14 * MINUTE)
    assert found == device
    device.refresh_from_db()
    assert (device.secret_digest, device.paired_at) == (secret_digest(secret), NOW + 14 * MINUTE)
    with pytest.raises(DeviceError, match="tidak berlaku"):
        pair(code=code, now=NOW + 14 * MINUTE)


def test_a_code_ends_after_a_quarter_of_an_hour(cast: Cast) -> None:
    _device, code = registered(cast)
    with pytest.raises(DeviceError, match="tidak berlaku"):
        pair(code=code, now=NOW + 15 * MINUTE)


@pytest.mark.parametrize("code", ["", "AAAAAAAA", "0000-0000", "x" * 16])
def test_other_codes_open_nothing(cast: Cast, code: str) -> None:
    registered(cast)
    make_device(cast.unit, "Layar 2", registered_by=cast.officer)
    with pytest.raises(DeviceError):
        pair(code=code, now=NOW)


def test_a_new_code_replaces_the_key_only_when_it_is_used(cast: Cast) -> None:
    device, code = registered(cast)
    _device, first = pair(code=code, now=NOW)
    second_code = renew_code(device=device, now=NOW)
    assert Device.objects.filter(secret_digest=secret_digest(first)).exists()
    pair(code=second_code, now=NOW)
    assert not Device.objects.filter(secret_digest=secret_digest(first)).exists()


def test_a_revoked_device_gets_no_code_and_uses_none(cast: Cast) -> None:
    device, code = registered(cast)
    revoke(device=device, why=Revocation.LOST, by=cast.officer, now=NOW)
    with pytest.raises(DeviceError, match="sudah dicabut"):
        renew_code(device=device, now=NOW)
    with pytest.raises(DeviceError, match="tidak berlaku"):
        pair(code=code, now=NOW)


def test_revoked_twice_keeps_the_first_reason(cast: Cast) -> None:
    device, _code = registered(cast)
    revoke(device=device, why=Revocation.RETIRED, by=cast.officer, now=NOW)
    revoke(device=device, why=Revocation.LOST, by=cast.hr, now=NOW + MINUTE)
    device.refresh_from_db()
    assert (device.revocation, device.revoked_by, device.revoked_at) == ("retired", cast.officer, NOW)


def test_a_name_is_given_once_in_a_unit_and_is_free_after_revoking(cast: Cast) -> None:
    first, _code = registered(cast)
    with pytest.raises(DeviceError, match="sudah mempunyai perangkat"):
        registered(cast)
    second, _code = registered(cast, "Layar loket 2")
    with pytest.raises(DeviceError, match="sudah mempunyai perangkat"):
        rename(device=second, name="Layar loket 1 ")
    revoke(device=first, why=Revocation.RETIRED, by=cast.officer, now=NOW)
    rename(device=second, name="Layar loket 1")
    second.refresh_from_db()
    assert second.name == "Layar loket 1"


def test_nothing_is_registered_where_the_service_has_ended(cast: Cast) -> None:
    service = make_service(cast.unit, ends_on=date(2026, 2, 9))
    with pytest.raises(DeviceError, match="sudah berakhir"):
        register(unit=cast.unit, service=service, kind=DeviceKind.OFFLINE, name="Tablet", by=cast.officer, now=NOW)


def test_a_devices_history_says_what_changed_and_never_its_key(cast: Cast) -> None:
    device, code = registered(cast)
    pair(code=code, now=NOW)
    rename(device=device, name="Layar depan")
    events = Device.pgh_event_model.objects.filter(pgh_obj=device).order_by("pgh_id")  # type: ignore[attr-defined]
    assert [event.name for event in events] == ["Layar loket 1", "Layar loket 1", "Layar depan"]
    assert not {"secret_digest", "code_digest"} & {field.name for field in events.model._meta.fields}
