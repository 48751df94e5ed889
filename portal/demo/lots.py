"""Batches that give their seats to all at once: a lot that is drawn, one that is open, and one by ranked need.

The open lot's secret is `OPEN_SECRET`, so that whoever tries the demo can go through with the draw.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from portal.demo.catalogue import BY_CODE, audience
from portal.demo.city import City
from portal.demo.enrolling import Run, Step, add_batch, add_enrollment, free_people, requested
from programs.lots import lot
from programs.models import BatchState, EnrollmentState, Lot, LotEntry, LotStratum, Need, Placement

S = EnrollmentState
DRAWN_SECRET = lot.digest("rahasia undian pertama kota contoh")
OPEN_SECRET = lot.digest("rahasia undian kedua kota contoh")
# A made-up value: the demo city claims nothing about a real beacon.
DRAWN_VALUE = lot.digest("nilai umum kota contoh")
NEXT = {lot.SEAT: S.CONFIRMED, lot.RESERVE: S.WAITING, lot.NONE: S.NOT_DRAWN}


@dataclass(frozen=True)
class Applicant:
    """Someone approved for a lot, with the steps so far."""

    employee: int
    unit: str
    code: str
    steps: tuple[Step, ...]


def make_lots(city: City) -> None:
    """Add the three batches."""
    _drawn(city)
    _open(city)
    _by_need(city)


def _run(city: City, program: str, days: int, closes_at: datetime, **special: object) -> Run:
    columns = {"enrollment_closes_at": closes_at, **special}
    run = Run(
        program,
        city.today + timedelta(days=days),
        audience(city, BY_CODE[program]),
        state=BatchState.OPEN,
        special=columns,
    )
    add_batch(city, run, opened_on=city.today - timedelta(days=16))
    return run


def _applicants(city: City, run: Run, many: int, first: list[int] | None = None) -> list[Applicant]:
    """People of the run's units, a few from each, approved by their heads in the days before."""
    dice = city.dice(f"lot {run.program} {run.number}")
    since = city.today - timedelta(days=40)
    known = set(city.personas.values())
    pool = [(key, unit) for unit in run.units for key in free_people(city, run, unit, since) if key not in known]
    own = [(key, unit) for unit in run.units for key in free_people(city, run, unit, since) if key in (first or [])]
    chosen = own + dice.sample(pool, min(many - len(own), len(pool)))
    return [_applicant(city, dice, number, *person) for number, person in enumerate(chosen)]


def _applicant(city: City, dice: Random, number: int, employee: int, unit: str) -> Applicant:
    letters = dice.choices(lot.CODE_LETTERS, k=10)
    asked = city.at(city.today - timedelta(days=5 + number % 8), 8 + number % 8, number * 7 % 60)
    head = city.head_account(unit, city.today, employee)
    steps = (requested(city, employee, asked), Step(S.APPROVED, head, asked + timedelta(hours=6)))
    return Applicant(employee, unit, f"{''.join(letters[:5])}-{''.join(letters[5:])}", steps)


def _open(city: City) -> None:
    """Enrollment closes in five days; the story's employee takes part."""
    closes_at = city.at(city.today + timedelta(days=5), 16)
    run = _run(city, "bahasa-isyarat", 26, closes_at, seat_method="lot", reserves=10)
    for one in _applicants(city, run, 34, [city.personas["employee"]]):
        add_enrollment(city, run, one.employee, one.unit, one.steps, code=one.code)
    number = lot.drand_round(closes_at + timedelta(hours=1))
    city.rows.add(
        Lot,
        batch_id=run.id,
        secret_digest=lot.digest(OPEN_SECRET),
        committed_at=city.at(city.today - timedelta(days=17), 9),
        committed_by_id=city.accounts[city.personas["hr"]],
        value_source=f"drand quicknet, round {number}",
        value_url=lot.drand_url(number),
        value_at=lot.drand_born_at(number),
        reveal_by=closes_at + timedelta(days=3),
    )


def _drawn(city: City) -> None:
    """Enrollment closed three days ago, drawn the day before yesterday, some seats for many people."""
    closes_at = city.at(city.today - timedelta(days=3), 16)
    drawn_at = city.at(city.today - timedelta(days=2), 9, 5)
    run = _run(city, "tata-antrean", 18, closes_at, seat_method="lot", reserves=15, seats_given_at=drawn_at)
    people = {one.code: one for one in _applicants(city, run, 64)}
    listing = lot.listing(lot.Ticket(code) for code in people)
    list_digest = lot.digest(listing)
    seed = lot.seed_of(secret=DRAWN_SECRET, list_digest=list_digest, value=DRAWN_VALUE)
    hr = city.accounts[city.personas["hr"]]
    key = city.rows.add(
        Lot,
        batch_id=run.id,
        secret_digest=lot.digest(DRAWN_SECRET),
        committed_at=city.at(city.today - timedelta(days=17), 9),
        committed_by_id=hr,
        value_source="Nilai contoh untuk kota contoh",
        value_at=city.at(city.today - timedelta(days=3), 17),
        reveal_by=city.at(city.today, 17),
        frozen_at=closes_at + timedelta(seconds=20),
        listing=listing,
        list_digest=list_digest,
        value=DRAWN_VALUE,
        value_recorded_at=drawn_at - timedelta(minutes=4),
        secret=DRAWN_SECRET,
        seed=seed,
        drawn_at=drawn_at,
        drawn_by_id=hr,
    )
    _place(city, run, key, people, seed, drawn_at)


def _place(city: City, run: Run, key: int, people: dict[str, Applicant], seed: str, at: datetime) -> None:
    shares = lot.shares({lot.EVERYBODY: len(people)}, run.design.seats)
    for name, seats in shares.items():
        city.rows.add(LotStratum, lot_id=key, name=name, applicants=len(people), seats=seats)
    ordered = lot.in_order([lot.Ticket(code) for code in people], seed)
    number = 0
    for drawn in lot.outcomes(ordered, shares, run.special["reserves"]):
        one = people[drawn.ticket.code]
        number += drawn.outcome == lot.RESERVE
        reason = (
            f"Urutan ke-{drawn.place} dari {len(people)} dalam undian untuk {sum(shares.values())} kursi "
            f"(kode {one.code})."
        )
        last = Step(NEXT[drawn.outcome], city.accounts[city.personas["hr"]], at, reason)
        queue = number if drawn.outcome == lot.RESERVE else None
        enrollment = add_enrollment(
            city, run, one.employee, one.unit, (*one.steps, last), code=one.code, queue_number=queue
        )
        city.rows.add(LotEntry, lot_id=key, enrollment_id=enrollment, code=one.code, stratum=lot.EVERYBODY)
        city.rows.add(
            Placement,
            batch_id=run.id,
            enrollment_id=enrollment,
            place=drawn.place,
            outcome=drawn.outcome,
            reason=reason,
            at=at,
        )


def _by_need(city: City) -> None:
    """Enrollment closes in eight days; the order by need can be seen beforehand."""
    run = _run(city, "penanganan-pengaduan", 33, city.at(city.today + timedelta(days=8), 16), seat_method="need")
    for number, one in enumerate(_applicants(city, run, 26)):
        add_enrollment(city, run, one.employee, one.unit, one.steps)
        if number % 3:
            _state_need(city, run, one, number)


def _state_need(city: City, run: Run, one: Applicant, number: int) -> None:
    """A need of the program's kind; of some units the head has ranked it, behind what was ranked before."""
    unit, year = city.units[one.unit].id, run.days[0].year
    known = [row["rank"] or 0 for row in city.rows.of(Need) if (row["unit_id"], row["year"]) == (unit, year)]
    city.rows.add(
        Need,
        employee_id=one.employee,
        unit_id=unit,
        year=year,
        kind=run.design.competency,
        competency="Menenangkan dan menindaklanjuti keluhan",
        gap=1 + number % 3,
        stated_at=one.steps[0].at - timedelta(days=20),
        stated_by_id=city.accounts.get(one.employee),
        rank=max(known, default=0) + 1 if number % 2 else None,
    )
