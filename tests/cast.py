"""The small cast of people that tests share."""

from dataclasses import dataclass

from people.models import Account, Unit
from tests.factories.people import give_role, make_account, make_employee, make_head, make_unit


@dataclass
class Cast:
    """Who plays: a city with one agency and one health centre below it, and another agency."""

    city: Unit
    agency: Unit
    unit: Unit
    other_unit: Unit
    hr: Account
    leader: Account
    agency_head: Account
    head: Account
    employee: Account
    stranger: Account
    officer: Account


def assemble() -> Cast:
    """Create the cast."""
    city = make_unit("Pemerintah Kota Contoh", code="PEMKO", kind="pemda", sector="internal")
    agency = make_unit("Dinas Kesehatan", code="111", kind="dinas", parent=city)
    unit = make_unit("UPTD Puskesmas Sei Jang", code="153", parent=agency)
    other = make_unit("Dinas Perhubungan", code="114", kind="dinas", sector="infrastructure", parent=city)
    hr = make_account(make_employee("Hanafi (BKPSDM)", unit=city), is_staff=True)
    give_role(hr, "hr")
    leader = make_account(make_employee("Wali Kota", unit=city, status="non_asn", number=None))
    give_role(leader, "leadership")
    officer = make_account(make_employee("Petugas Survei", unit=unit))
    give_role(officer, "survey_officer", unit)
    return Cast(
        city=city,
        agency=agency,
        unit=unit,
        other_unit=other,
        hr=hr,
        leader=leader,
        agency_head=make_account(make_head(agency, "Kepala Dinas")),
        head=make_account(make_head(unit, "Kepala Puskesmas")),
        employee=make_account(make_employee("Siti Nurhaliza", unit=unit)),
        stranger=make_account(make_employee("Orang Lain", unit=other)),
        officer=officer,
    )
