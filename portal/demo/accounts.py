"""An account for everyone, roles for some, and the sign-ins that are shown."""

from datetime import date, timedelta
from string import ascii_letters

from django.contrib.auth.hashers import make_password

from people.models import Account, Employee, Role, RoleKind
from portal.demo.city import MAIL_DOMAIN, PASSWORD, City

# part in the story -> (address to sign in with, who it is)
SIGN_INS = {
    "hr": (f"bkpsdm@{MAIL_DOMAIN}", "BKPSDM"),
    "employee": (f"pegawai@{MAIL_DOMAIN}", "Pegawai"),
    "head": (f"kepala@{MAIL_DOMAIN}", "Kepala unit"),
    "survey_officer": (f"survei@{MAIL_DOMAIN}", "Petugas survei"),
    "partner": (f"umrah@{MAIL_DOMAIN}", "Staf mitra (UMRAH)"),
    "other_partner": (f"bpsdm@{MAIL_DOMAIN}", "Staf mitra (BPSDM Provinsi)"),
    "leadership": (f"walikota@{MAIL_DOMAIN}", "Pimpinan daerah"),
}
MORE_HR = 4
KINDS_WITH_OFFICER = ("dinas", "badan", "rsud", "kecamatan", "puskesmas", "kelurahan")


def make_accounts(city: City) -> None:
    """Add accounts and roles; everybody's password is the same, hashed once, since a hash takes 0.2 s."""
    hashed = make_password(PASSWORD, salt=_salt(city))
    gone = _gone(city)
    parts = {employee: part for part, employee in city.personas.items()}
    for employee in city.rows.of(Employee):
        key = employee["id"]
        if key in parts:
            employee["email"] = SIGN_INS[parts[key]][0]
        username = employee["number"] or f"nonasn{key}"
        city.accounts[key] = _add(
            city, hashed, username, employee["name"], employee["email"], employee_id=key, is_active=key not in gone
        )
    outside = (
        ("partner", "Staf UMRAH (contoh)"),
        ("other_partner", "Staf BPSDM Provinsi (contoh)"),
        ("leadership", "Wali Kota (contoh)"),
    )
    for part, name in outside:
        address = SIGN_INS[part][0]
        city.personas[part] = _add(city, hashed, address, name, address)
    _make_roles(city)


def _salt(city: City) -> str:
    """The same for the same seed; long enough that Django keeps the hash as it is."""
    return "".join(city.dice("salt").choices(ascii_letters, k=22))


def _gone(city: City) -> set[int]:
    present = {s.employee_id for spells in city.spells.values() for s in spells if s.holds_on(city.today)}
    return {row["id"] for row in city.rows.of(Employee)} - present


def _add(city: City, password: str, username: str, name: str, email: str, **fields: object) -> int:
    values = {"employee_id": None, "is_active": True, **fields}
    return city.rows.add(
        Account,
        username=username,
        name=name,
        email=email,
        password=password,
        date_joined=city.at(city.first_day_of_month(40)),
        last_login=None,
        is_staff=False,
        is_superuser=False,
        **values,
    )


def _make_roles(city: City) -> None:
    since = city.first_day_of_month(36)
    desk = [key for key in city.serving("105", city.today) if key not in city.personas.values()][-MORE_HR:]
    for employee in [city.personas["hr"], *desk]:
        account = city.accounts[employee]
        _role(city, account, RoleKind.HR, since)
        next(row for row in city.rows.of(Account) if row["id"] == account)["is_staff"] = True
    _role(city, city.personas["leadership"], RoleKind.LEADERSHIP, since)
    for code, unit in city.units.items():
        if unit.kind in KINDS_WITH_OFFICER:
            _role(city, city.accounts[_officer(city, code)], RoleKind.SURVEY_OFFICER, since, unit.id)


def _officer(city: City, code: str) -> int:
    persona = city.personas["survey_officer"]
    serving = city.serving(code, city.today - timedelta(days=1))
    return persona if persona in serving else [city.chiefs[code], *serving][-1]


def _role(city: City, account: int, kind: RoleKind, since: date, unit_id: int | None = None) -> None:
    city.rows.add(Role, account_id=account, kind=kind, unit_id=unit_id, starts_on=since, ends_on=None)
