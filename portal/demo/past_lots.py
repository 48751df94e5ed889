"""Two finished batches whose seats were drawn by lot among whole schools: luck alone can speak for their effect."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.demo.catalogue import BY_CODE, audience
from portal.demo.city import City
from portal.demo.effects import EFFECTS_BY_LOT
from portal.demo.enrolling import Run, Step, add_batch, add_enrollment, free_people, requested
from portal.demo.training import finish
from programs.lots import lot
from programs.models import EnrollmentState, Lot, LotBy, LotEntry, LotStratum, Placement

S = EnrollmentState
MONTHS_AGO = (18, 16)
APPLICANTS_A_UNIT = 6
GIVEN_BACK_SHARE = 0.05
DAYS_OPEN, DAYS_TO_START = 35, 8
NEXT = {lot.SEAT: S.CONFIRMED, lot.NONE: S.NOT_DRAWN}


@dataclass(frozen=True)
class _Applicant:
    employee: int
    unit: str
    steps: tuple[Step, ...]


def make_past_lots(city: City) -> None:
    """Add two batches of each program drawn by lot: every second unit of its audience applies to either."""
    for program in EFFECTS_BY_LOT:
        units = audience(city, BY_CODE[program])
        for number, ago in enumerate(MONTHS_AGO):
            _batch(city, program, units[number :: len(MONTHS_AGO)], city.first_day_of_month(ago) + timedelta(days=9))


def _batch(city: City, program: str, units: list[str], starts_on: date) -> None:
    run = Run(program, starts_on, units)
    opened_on = run.days[0] - timedelta(days=DAYS_OPEN)
    closes_at = city.at(run.days[0] - timedelta(days=DAYS_TO_START), 16)
    drawn_at = closes_at + timedelta(hours=41, minutes=5)
    people = _applicants(city, run, closes_at)
    if not people:
        return
    run.special = {
        "seat_method": "lot", "lot_by": LotBy.UNIT, "reserves": 0, "seats": len(people) // 2,
        "enrollment_closes_at": closes_at, "seats_given_at": drawn_at,
    }  # fmt: skip
    add_batch(city, run, opened_on=opened_on)
    _place(city, run, people, _add_lot(city, run, people, closes_at, drawn_at))


def _applicants(city: City, run: Run, closes_at: datetime) -> dict[str, _Applicant]:
    """Code → applicant: some people of each unit, approved by their heads while enrollment was open."""
    dice = city.dice(f"past lot {run.program} {run.starts_on}")
    since, known = run.days[0] - timedelta(days=DAYS_OPEN), set(city.personas.values())
    found = {}
    for unit in run.units:
        free = [key for key in free_people(city, run, unit, since) if key not in known]
        for employee in dice.sample(free, min(APPLICANTS_A_UNIT, len(free))):
            letters = "".join(dice.choices(lot.CODE_LETTERS, k=10))
            asked = closes_at - timedelta(days=dice.randint(2, 20), hours=dice.randint(0, 7))
            head = city.head_account(unit, asked.date(), employee)
            steps = (requested(city, employee, asked), Step(S.APPROVED, head, asked + timedelta(hours=6)))
            found[f"{letters[:5]}-{letters[5:]}"] = _Applicant(employee, unit, steps)
    return found


def _add_lot(
    city: City, run: Run, people: dict[str, _Applicant], closes_at: datetime, drawn_at: datetime
) -> tuple[int, list[lot.Drawn], datetime]:
    """The lot with its list and seed; its id, the order with what each place led to, and when it was drawn."""
    tickets = [lot.Ticket(code, one.unit) for code, one in people.items()]
    secret, value = (lot.digest(f"{what} {run.program} {run.number}") for what in ("rahasia", "nilai umum"))
    listing = lot.listing(tickets)
    seed = lot.seed_of(secret=secret, list_digest=lot.digest(listing), value=value)
    hr = city.accounts[city.personas["hr"]]
    key = city.rows.add(
        Lot,
        batch_id=run.id,
        secret_digest=lot.digest(secret),
        committed_at=closes_at - timedelta(days=DAYS_OPEN),
        committed_by_id=hr,
        value_source="Nilai contoh untuk kota contoh",
        value_at=closes_at + timedelta(hours=1),
        reveal_by=drawn_at + timedelta(days=2),
        frozen_at=closes_at + timedelta(seconds=20),
        listing=listing,
        list_digest=lot.digest(listing),
        value=value,
        value_recorded_at=drawn_at - timedelta(minutes=4),
        secret=secret,
        seed=seed,
        drawn_at=drawn_at,
        drawn_by_id=hr,
    )
    seats = {lot.EVERYBODY: run.special["seats"]}
    city.rows.add(LotStratum, lot_id=key, name=lot.EVERYBODY, applicants=len(people), seats=seats[lot.EVERYBODY])
    return key, lot.outcomes(lot.in_order(tickets, seed), seats, 0), drawn_at


def _place(
    city: City, run: Run, people: dict[str, _Applicant], lot_drawn: tuple[int, list[lot.Drawn], datetime]
) -> None:
    key, order, drawn_at = lot_drawn
    dice, hr = city.dice(f"after the lot {run.program} {run.number}"), city.accounts[city.personas["hr"]]
    for drawn in order:
        one = people[drawn.ticket.code]
        reason = (
            f"Urutan ke-{drawn.place} dari {len(order)} dalam undian untuk {run.special['seats']} kursi "
            f"(kode {drawn.ticket.code})."
        )
        steps = [*one.steps, Step(NEXT[drawn.outcome], hr, drawn_at, reason)]
        is_winner = drawn.outcome == lot.SEAT
        if is_winner and dice.random() < GIVEN_BACK_SHARE:
            left = drawn_at + timedelta(days=1)
            steps.append(Step(S.CANCELLED, city.accounts[one.employee], left, "Tugas mendesak di unit."))
            is_winner = False
        if is_winner:
            enrollment = finish(city, dice, run, one.employee, one.unit, steps, code=drawn.ticket.code)
        else:
            enrollment = add_enrollment(city, run, one.employee, one.unit, steps, code=drawn.ticket.code)
        facts = {"code": drawn.ticket.code, "unit_code": one.unit, "stratum": lot.EVERYBODY}
        city.rows.add(LotEntry, lot_id=key, enrollment_id=enrollment, **facts)
        city.rows.add(
            Placement,
            batch_id=run.id,
            enrollment_id=enrollment,
            place=drawn.place,
            outcome=drawn.outcome,
            reason=reason,
            at=drawn_at,
        )
