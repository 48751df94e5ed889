"""Registered kiosks and tablets of the demo city: in use, with an answer that was refused, and one that was lost."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from portal.demo.city import City
from surveys.models import Device, RefusedAnswer, Revocation

# unit, kind, name, days since it was registered, minutes since it was seen, answers it still holds
DEVICES = (
    ("153", "kiosk", "Layar ruang tunggu", 150, 4, 0),
    ("153", "offline", "Tablet posyandu", 120, 26 * 60, 6),
    ("110", "kiosk", "Layar loket KTP", 90, 9, 0),
)
LOST = ("153", "offline", "Tablet puskesmas keliling", 200, 40)
REFUSED = "Kuesioner atau layanan jawaban ini tidak dikenal."
Known = tuple[int, date]


@dataclass
class Devices:
    """Which device answers of a unit and way in came from, since when."""

    known: dict[tuple[str, str], Known] = field(default_factory=dict)

    def of(self, unit: str, channel: str, day: date) -> int | None:
        """The device of an answer; None before it was registered and for other ways in."""
        device, since = self.known.get((unit, channel), (None, day))
        return device if day > since else None


def make_devices(city: City) -> Devices:
    """Add the devices; answers of their units' kiosks and tablets come from them afterwards."""
    devices = Devices()
    for code, kind, name, days, minutes, waiting in DEVICES:
        registered = city.today - timedelta(days=days)
        seen = city.at(city.today, 16) - timedelta(minutes=minutes)
        what = {"unit_id": city.units[code].id, "kind": kind, "name": name}
        key = _add(city, registered, **what, last_seen_at=seen, waiting_count=waiting)
        devices.known[code, kind] = (key, registered)
        if waiting:
            refused = UUID(int=city.dice(f"refused {name}").getrandbits(128), version=4)
            city.rows.add(RefusedAnswer, device_id=key, client_id=str(refused), reason=REFUSED, refused_at=seen)
    code, kind, name, days, gone = LOST
    lost_at = city.at(city.today - timedelta(days=gone), 14)
    _add(
        city,
        city.today - timedelta(days=days),
        unit_id=city.units[code].id,
        kind=kind,
        name=name,
        last_seen_at=lost_at - timedelta(hours=5),
        revoked_at=lost_at,
        revoked_by_id=_officer(city),
        revocation=Revocation.LOST,
    )
    return devices


def _officer(city: City) -> int:
    return city.accounts[city.personas["survey_officer"]]


def _add(city: City, registered_on: date, **fields: object) -> int:
    registered = city.at(registered_on, 9)
    values: dict[str, object] = {"waiting_count": 0, "revoked_at": None, "revoked_by_id": None, "revocation": ""}
    return city.rows.add(
        Device,
        service_id=None,
        registered_at=registered,
        registered_by_id=_officer(city),
        code_digest=None,
        code_expires_at=None,
        # Nobody knows the secret behind it: the demo city's devices are paired anew by a code.
        secret_digest=f"{city.dice(str(fields['name'])).getrandbits(256):064x}",
        paired_at=registered + timedelta(minutes=5),
        **{**values, **fields},
    )
