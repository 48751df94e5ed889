"""Heads of units, a few acting heads, and heads of earlier days."""

from datetime import date, timedelta

from people.models import Headship
from portal.demo.city import City, Headed, Spell
from portal.demo.units import MERGED_CODE, STARTS_ON, SUCCESSOR_CODE

# Units whose head retired and for whom someone else answers (Plt.): unit -> unit whose head acts.
ACTING = {"139": "131", "148": "133", "157": "154", "116": "115", "1129": "1128", "SD-7": "SD-8"}
DAYS_SINCE_RETIRED = 75


def make_heads(city: City) -> None:
    """Add who answers for each unit, from when to when."""
    dice = city.dice("heads")
    for code, chief in city.chiefs.items():
        since = max(_start_of(city, code, chief), city.today - timedelta(days=dice.randint(200, 1500)))
        earlier = _earlier(city, code, since)
        if earlier is not None:
            assert earlier.ends_on is not None
            since = earlier.ends_on + timedelta(days=1)
            _add(city, code, earlier.employee_id, max(earlier.starts_on, STARTS_ON), earlier.ends_on)
        retired = city.today - timedelta(days=DAYS_SINCE_RETIRED) if code in ACTING else None
        _add(city, code, chief, since, retired)
        if retired is not None:
            _retire(city, code, chief, retired)
    for code, stand_in in ACTING.items():
        began = city.today - timedelta(days=DAYS_SINCE_RETIRED - 1)
        _add(city, code, city.chiefs[stand_in], began, None, acting=True)
    merged = city.units[MERGED_CODE].ends_on
    _add(city, MERGED_CODE, city.chiefs[SUCCESSOR_CODE], STARTS_ON, merged, acting=True)


def _start_of(city: City, code: str, employee_id: int) -> date:
    return next(spell.starts_on for spell in city.spells[code] if spell.employee_id == employee_id)


def _earlier(city: City, code: str, since: date) -> Spell | None:
    """Someone who left the unit some time after the present head came to it: the head before."""
    return next(
        (
            spell
            for spell in city.spells[code]
            if city.statuses[spell.employee_id] == "pns" and spell.ends_on is not None and spell.ends_on >= since
            and (city.today - spell.ends_on).days > 2 * DAYS_SINCE_RETIRED
        ),
        None,
    )  # fmt: skip


def _retire(city: City, code: str, employee_id: int, day: date) -> None:
    city.spells[code] = [
        Spell(spell.employee_id, code, spell.starts_on, day) if spell.employee_id == employee_id else spell
        for spell in city.spells[code]
    ]


def _add(
    city: City, code: str, employee_id: int, starts_on: date, ends_on: date | None, *, acting: bool = False
) -> None:
    city.heads.setdefault(code, []).append(Headed(employee_id, starts_on, ends_on))
    city.rows.add(
        Headship,
        unit_id=city.units[code].id,
        employee_id=employee_id,
        acting=acting,
        starts_on=starts_on,
        ends_on=ends_on,
    )
