"""Certificates, hours, points and badges of those who finished, as the rooms' own handlers would have written them."""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from credentials.conversion import Learned, Rule, credit
from credentials.issuing import ALPHABET, CERTIFICATE_ISSUED, CODE_LENGTH
from credentials.models import Certificate, CertificateChange, HoursConversion, HoursEntry
from documents.models import DocumentKind, IssuedNumber, NumberPattern, NumberSequence
from documents.numbers import write_number
from pembinaan.base.dates import city_day
from pembinaan.base.models import Event
from people.models import Employee, Unit
from portal.demo.catalogue import INSTITUTIONS
from portal.demo.city import City
from portal.demo.enrolling import Finished
from portal.demo.identity import AGENCY_NAME, GOVERNMENT_NAME, SHORT_NAME, SIGNATORY, UNIT_CODE
from portal.demo.lessons import LESSONS
from programs.models import TrainingType
from rewards.models import Badge, BadgeAward, PointCause, PointEntry, PointRule
from rewards.points import FIRST_PROGRAM, points_for

# PDFs are made by the outbox's handler; four thousand would keep the worker busy for half an hour, so only the
# newest certificates and those of the people who sign in first are handed to it.
NEWEST_WITH_PDF = 12


def make_results(city: City) -> None:
    """Add what follows from every finished enrollment, in the order in which batches were closed."""
    dice = city.dice("certificates")
    rules = _Rules(city)
    done = sorted(city.finished, key=lambda each: (each.closed_at, each.enrollment_id))
    keys = [_add_certificate(city, dice, rules, each) for each in done]
    for year, last in sorted(rules.last.items()):
        city.rows.add(NumberSequence, kind=DocumentKind.CERTIFICATE, year=year, last=last)
    _make_badges(city, done)
    told = set(city.personas.values())
    for place, (key, each) in enumerate(zip(keys, done, strict=True)):
        if each.employee_id in told or place >= len(done) - NEWEST_WITH_PDF:
            at = city.at(city.today, 0)
            city.rows.add(Event, kind=CERTIFICATE_ISSUED, subject_id=key, at=at, next_attempt_at=at)
            city.printed.append((key, each))


class _Rules:
    """What the city's tables say about numbers, hours and points, read once."""

    def __init__(self, city: City) -> None:
        self.names = {row["id"]: row["name"] for row in city.rows.of(Unit)}
        self.numbers = {row["id"]: row["number"] or "" for row in city.rows.of(Employee)}
        self.institutions = {code: name for code, name, _kind in INSTITUTIONS}
        self.forms = dict(TrainingType.objects.values_list("code", "name"))
        self.conversions = {each.form_code: each for each in HoursConversion.objects.filter(international=False)}
        self.pattern = NumberPattern.objects.get(kind=DocumentKind.CERTIFICATE)
        self.points = PointRule.objects.get(cause=PointCause.FINISHED)
        self.last: defaultdict[int, int] = defaultdict(int)


def _add_certificate(city: City, dice: random.Random, rules: _Rules, done: Finished) -> int:
    conversion = rules.conversions[done.run.design.form]
    learned = _learned(done)
    credited = credit(Rule(conversion.basis, conversion.amount, conversion.monthly_units), learned)
    issued_at = done.closed_at + timedelta(seconds=5)
    number = _number(city, rules, issued_at)
    code = "".join(dice.choices(ALPHABET, k=CODE_LENGTH))
    facts = _facts(city, rules, done, issued_at) | {
        "hours": str(credited), "number": number, "code": code, "revision": 1,
    }  # fmt: skip
    common = {"employee_id": done.employee_id, "revision": 1}
    key = city.rows.add(
        Certificate,
        code=code,
        number=number,
        enrollment_id=done.enrollment_id,
        facts=facts,
        issued_at=issued_at,
        **common,
    )
    city.rows.add(
        HoursEntry,
        enrollment_id=done.enrollment_id,
        year=learned.ends_on.year,
        raw_hours=learned.program_hours,
        days=learned.days,
        sessions=learned.sessions,
        conversion_id=conversion.pk,
        credited=credited,
        recorded_at=issued_at,
        **common,
    )
    city.rows.add(
        CertificateChange, certificate_id=key, deed="issued", revision=1, facts=facts, at=issued_at, by_id=None
    )
    points = points_for(credited, rules.points.points_per_hour)
    city.rows.add(
        PointEntry, certificate_id=key, rule_id=rules.points.pk, points=points, recorded_at=issued_at, **common
    )
    return key


def _learned(done: Finished) -> Learned:
    return Learned(
        program_hours=Decimal(done.run.design.hours),
        starts_on=done.run.days[0],
        ends_on=done.run.days[-1],
        session_days=done.days,
        lesson_days=(done.days[0],) if done.run.program in LESSONS else (),
    )


def _number(city: City, rules: _Rules, issued_at: datetime) -> str:
    day = city_day(issued_at)
    rules.last[day.year] += 1
    number = write_number(rules.pattern, seq=rules.last[day.year], unit_code=UNIT_CODE, day=day)
    city.rows.add(
        IssuedNumber,
        kind=DocumentKind.CERTIFICATE,
        year=day.year,
        seq=rules.last[day.year],
        number=number,
        issued_at=issued_at,
    )
    return number


def _facts(city: City, rules: _Rules, done: Finished, issued_at: datetime) -> dict[str, Any]:
    design = done.run.design
    return {
        "name": city.names[done.employee_id],
        "employee_number": rules.numbers[done.employee_id],
        "unit": rules.names[city.units[done.unit].id],
        "title": design.title,
        "form": rules.forms[design.form],
        "batch_number": done.run.number,
        "starts_on": done.run.days[0].isoformat(),
        "ends_on": done.run.days[-1].isoformat(),
        "institution": rules.institutions[design.institution],
        "place": SHORT_NAME,
        "government": GOVERNMENT_NAME,
        "agency": AGENCY_NAME,
        "unit_code": UNIT_CODE,
        "signatory": SIGNATORY,
        "issued_on": city_day(issued_at).isoformat(),
    }


def _make_badges(city: City, done: list[Finished]) -> None:
    badge = Badge.objects.get(code=FIRST_PROGRAM).pk
    first: dict[int, datetime] = {}
    for each in done:
        first.setdefault(each.employee_id, each.closed_at)
    for employee, at in first.items():
        city.rows.add(BadgeAward, badge_id=badge, employee_id=employee, earned_on=city_day(at), withdrawn_on=None)
