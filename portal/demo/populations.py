"""How many people units serve in a quarter, as their survey officers stated it; some have not done so yet."""

from datetime import timedelta

from people.models import Role, RoleKind
from portal.demo.city import City
from surveys.models import Population, SurveyPeriod
from surveys.periods import Span, ending_with, quarter_of

QUARTERS = 4
MISSING_SHARE = 0.1
# kind of unit -> fewest and most users in a quarter
USERS = {
    "rsud": (6000, 9000),
    "puskesmas": (900, 2500),
    "dinas": (250, 900),
    "badan": (200, 600),
    "kecamatan": (200, 500),
    "kelurahan": (120, 400),
}
SOURCES = ("Buku register loket", "Aplikasi antrean", "Rekap layanan bulanan")
HIGHER = {"153": (2100, 360, "Sasaran dibagi menurut lima layanan supaya tiap layanan dapat dibaca.")}


def make_populations(city: City) -> None:
    """Add populations of the last quarters and the running one."""
    codes = {unit.id: (code, unit.kind) for code, unit in city.units.items()}
    officers = [row for row in city.rows.of(Role) if row["kind"] == RoleKind.SURVEY_OFFICER]
    for span in ending_with(quarter_of(city.today), QUARTERS):
        period = _period(city, span)
        for role in officers:
            code, kind = codes[role["unit_id"]]
            dice = city.dice(f"users {code} {span.code}")
            if code not in HIGHER and dice.random() < MISSING_SHARE:
                continue
            users, target, reason = HIGHER.get(code, (dice.randint(*USERS[kind]), None, ""))
            city.rows.add(
                Population,
                unit_id=role["unit_id"],
                service_id=None,
                period_id=period,
                users=users,
                source=dice.choice(SOURCES),
                stated_target=target,
                reason=reason,
                entered_by_id=role["account_id"],
                entered_at=city.at(span.first + timedelta(days=1)),
            )


def _period(city: City, span: Span) -> int:
    """The stored period, made once whoever needs it first."""
    known = next((row["id"] for row in city.rows.of(SurveyPeriod) if row["code"] == span.code), None)
    if known is not None:
        return int(known)
    return city.rows.add(SurveyPeriod, code=span.code, kind=span.kind, starts_on=span.first, ends_on=span.last)
