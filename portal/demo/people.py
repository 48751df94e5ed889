"""Invented employees with formally valid numbers, where they worked when, and their grades."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from people.models import Assignment, Employee, Position, RankHolding, Unit
from portal.demo.city import MAIL_DOMAIN, City, Spell
from portal.demo.names import every_name
from portal.demo.posts import HEADS, every_post, staff_of, weight_of
from portal.demo.units import MERGED_CODE, STARTS_ON, SUCCESSOR_CODE

EMPLOYEES = 4500
LEAVERS_SHARE = 0.03
TRANSFERRED_SHARE = 0.16
WITH_EMAIL_SHARE = 0.55
STATUS_SHARES = {"pns": 0.68, "cpns": 0.03, "pppk": 0.21, "pppk_part_time": 0.05, "non_asn": 0.03}
PNS_STEPS = (("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde"))
# Sequence numbers of real people start at 001; invented ones start here, so that nobody meets a stranger's number.
FIRST_SEQUENCE = 900
PNS_CODES = [f"{step}/{letter}" for step, letters in PNS_STEPS for letter in letters]
PPPK_CODES = ("V", "VII", "IX", "X")
# (unit, place in it) -> (part in the story, name): the people who sign in first.
PERSONAS = {
    ("153", 0): ("head", "Rahmah Permatasari"),
    ("153", 1): ("employee", "Siti Nuraini"),
    ("153", 2): ("survey_officer", "Dimas Zakaria"),
    ("105", 1): ("hr", "Hanafi Marzuki"),
}


@dataclass
class Draft:
    """An employee in the making."""

    unit: str
    status: str
    sex: int
    born: date
    appointed: date
    head: bool
    settled: bool  # neither leaves nor comes from elsewhere


def sizes(city: City) -> dict[str, int]:
    """People of each unit, by weight; together EMPLOYEES times the scale, and at least three each."""
    names = {row["code"]: row["name"] for row in city.rows.of(Unit)}
    weights = {code: weight_of(code, unit.kind, names[code]) for code, unit in city.units.items()}
    weights.pop(MERGED_CODE)
    wanted = max(round(EMPLOYEES * city.scale), 3 * len(weights))
    spare, total = wanted - 3 * len(weights), sum(weights.values())
    result = {code: 3 + spare * weight // total for code, weight in weights.items()}
    result["109"] += wanted - sum(result.values())
    return result


def make_people(city: City) -> None:
    """Add employees unit by unit; the first of each unit is its head."""
    dice = city.dice("people")
    namers = {sex: iter(every_name(sex, city.dice(f"names {sex}"))) for sex in (1, 2)}
    sequences: defaultdict[str, count[int]] = defaultdict(lambda: count(FIRST_SEQUENCE))
    for code, size in sizes(city).items():
        for place in range(size):
            part, name = PERSONAS.get((code, place), ("", ""))
            draft = _draft(city, dice, code, head=place == 0, settled=bool(part))
            key = _add_employee(city, dice, draft, name or next(namers[draft.sex]), _number(draft, sequences))
            if place == 0:
                city.chiefs[code] = key
            if part:
                city.personas[part] = key


def _draft(city: City, dice: random.Random, code: str, *, head: bool, settled: bool) -> Draft:
    status = "pns" if head or settled else dice.choices(list(STATUS_SHARES), list(STATUS_SHARES.values()))[0]
    latest = city.today - timedelta(days=120)
    if status == "cpns":
        appointed = _month_between(dice, latest - timedelta(days=240), latest)
    elif status == "pns":
        years = dice.randint(16, 26) if head or settled else dice.randint(2, 28)
        appointed = _month_between(
            dice, latest - timedelta(days=365 * years), latest - timedelta(days=365 * years - 300)
        )
    else:
        appointed = _month_between(dice, max(date(2021, 1, 1), STARTS_ON), latest)
    age = dice.randint(22, 29) if status in ("pns", "cpns") else dice.randint(24, 44)
    born = appointed - timedelta(days=365 * age + dice.randint(10, 350))
    sex = 2 if dice.random() < _share_of_women(city.units[code].kind) else 1
    return Draft(code, status, sex, born, appointed, head, head or settled)


def _share_of_women(kind: str) -> float:
    return {"sekolah": 0.7, "puskesmas": 0.75, "rsud": 0.7}.get(kind, 0.45)


def _month_between(dice: random.Random, first: date, last: date) -> date:
    months = (last.year - first.year) * 12 + last.month - first.month
    index = first.year * 12 + first.month - 1 + dice.randint(0, max(months, 0))
    return date(index // 12, index % 12 + 1, 1)


def _number(draft: Draft, sequences: defaultdict[str, "count[int]"]) -> str | None:
    if draft.status == "non_asn":
        return None
    if draft.status in ("pns", "cpns"):
        stem = f"{draft.born:%Y%m%d}{draft.appointed:%Y%m}{draft.sex}"
    else:
        stem = f"{draft.born:%Y%m%d}{draft.appointed:%Y}21{draft.sex}"
    return f"{stem}{next(sequences[stem]):03d}"


def _add_employee(city: City, dice: random.Random, draft: Draft, name: str, number: str | None) -> int:
    key = city.rows.add(Employee, name=name, status=draft.status, number=number, email="")
    if dice.random() < WITH_EMAIL_SHARE:
        city.rows.of(Employee)[-1]["email"] = f"{name.lower().replace(' ', '.')}@{MAIL_DOMAIN}"
    city.names[key], city.statuses[key] = name, draft.status
    _place(city, dice, key, draft)
    _rank(city, dice, key, draft)
    return key


def _place(city: City, dice: random.Random, key: int, draft: Draft) -> None:
    """Where the person worked: sometimes elsewhere first, and a few have left."""
    starts_on = max(draft.appointed, STARTS_ON)
    leaves = not draft.settled and dice.random() < LEAVERS_SHARE
    ends_on = city.today - timedelta(days=dice.randint(40, 900)) if leaves else None
    if ends_on is not None and ends_on <= starts_on:
        ends_on = None
    if draft.unit == SUCCESSOR_CODE and not draft.head and dice.random() < 0.5:
        _add_spell(city, key, MERGED_CODE, starts_on, city.units[MERGED_CODE].ends_on)
        starts_on = _day_after_merger(city)
        ends_on = None
    elif not draft.settled and dice.random() < TRANSFERRED_SHARE:
        starts_on = _transfer(city, dice, key, draft.unit, starts_on, ends_on)
    _add_spell(city, key, draft.unit, starts_on, ends_on)


def _day_after_merger(city: City) -> date:
    ended = city.units[MERGED_CODE].ends_on
    assert ended is not None
    return ended + timedelta(days=1)


def _transfer(city: City, dice: random.Random, key: int, unit: str, first: date, last: date | None) -> date:
    """Add an earlier time in a unit of the same kind; return the first day in the present one."""
    days = ((last or city.today) - first).days - 120
    if days < 240:
        return first
    moved_on = first + timedelta(days=dice.randint(120, days))
    alike = [u for u in city.units.values() if u.kind == city.units[unit].kind and u.code not in (unit, MERGED_CODE)]
    earlier = dice.choice(alike or [city.units["101"]])
    _add_spell(city, key, earlier.code, first, moved_on - timedelta(days=1))
    return moved_on


def _add_spell(city: City, key: int, unit: str, starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        return
    city.spells.setdefault(unit, []).append(Spell(key, unit, starts_on, ends_on))


def _rank(city: City, dice: random.Random, key: int, draft: Draft) -> None:
    """Grades: PNS rise every four years or so, PPPK keep the grade of their contract."""
    if draft.status == "non_asn":
        return
    if draft.status.startswith("pppk"):
        grade = city.grades["pppk", PPPK_CODES[dice.randint(0, 3)]]
        city.rows.add(RankHolding, employee_id=key, grade_id=grade, starts_on=draft.appointed, ends_on=None)
        return
    level = dice.choice((5, 7, 9, 9, 9))
    since = draft.appointed
    while True:
        until = since.replace(year=since.year + 4)
        last = until > city.today or level >= 15
        ends_on = None if last else until - timedelta(days=1)
        city.rows.add(
            RankHolding,
            employee_id=key,
            grade_id=city.grades["pns", PNS_CODES[level - 1]],
            starts_on=since,
            ends_on=ends_on,
        )
        if last:
            return
        since, level = until, level + 1


def make_careers(city: City) -> None:
    """Turn times in units into assignments with a post; after heads are known."""
    dice = city.dice("posts")
    posts = _positions(city)
    for unit, spells in sorted(city.spells.items()):
        kind = city.units[unit].kind
        for spell in spells:
            name = HEADS[kind][0] if spell.employee_id == city.chiefs.get(unit) else dice.choice(staff_of(kind))[0]
            city.rows.add(
                Assignment,
                employee_id=spell.employee_id,
                unit_id=city.units[unit].id,
                position_id=posts[name],
                main=True,
                starts_on=spell.starts_on,
                ends_on=spell.ends_on,
            )


def _positions(city: City) -> dict[str, int]:
    known = dict(Position.objects.values_list("name", "pk"))
    for name, kind in every_post().items():
        if name not in known:
            known[name] = city.rows.add(Position, name=name, kind=kind)
    return known
