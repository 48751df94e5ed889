"""Three years of finished batches: who was trained when, in which units, with what result."""

import random
from datetime import date, timedelta

from portal.demo.catalogue import PROGRAMS, Design, audience
from portal.demo.city import City, weekday_on_or_after
from portal.demo.effects import EFFECTS, MONTHS, TRAINED_SHARE, UNIT_SPREAD, WEAK_UNITS_FIRST
from portal.demo.enrolling import Finished, Run, Step, add_batch, add_enrollment, confirmed, free_people, requested
from programs.models import Attendance, EnrollmentState

PRESENT_SHARE = 0.965
DECLINED_SHARE = 0.03
CANCELLED_SHARE = 0.04
EARLIEST_MONTH_OF_EFFECTS = 27  # so that there is something to compare with before the first batch
LATEST_MONTH = 2  # the last finished batches lie this many months back
DAYS_TO_ENROLL = 35
PORT_UNITS, PORT_MONTHS_AGO = ["114", "121"], 13
# The told story: the unit 153 and its employee took part in these programs so many months ago.
STORY = {"pelayanan-prima": 17, "penanganan-pengaduan": 6, "naskah-dinas": 8}
STORY_UNIT = "153"
REASONS = ("Tugas mendesak di unit.", "Sakit.", "Bertepatan dengan kegiatan dinas.", "Cuti.")


def make_training(city: City) -> None:
    """Add every finished batch, oldest first."""
    dice = city.dice("training")
    for run in sorted(planned_runs(city, dice), key=lambda each: (each.starts_on, each.program)):
        add_batch(city, run, opened_on=run.days[0] - timedelta(days=DAYS_TO_ENROLL))
        _fill(city, dice, run)


def planned_runs(city: City, dice: random.Random) -> list[Run]:
    """Every finished batch, with the units that send people."""
    runs: list[Run] = []
    for design in PROGRAMS:
        dates = _dates(city, dice, design)
        if design.code in EFFECTS:
            made = _waves(city, dice, design, dates)
        else:
            units = audience(city, design)
            made = [Run(design.code, day, list(units)) for day in dates]
        _tell_story(city, design.code, made)
        runs += made
    return runs


def _tell_story(city: City, program: str, runs: list[Run]) -> None:
    """Put the story's unit first in the run that lies nearest to its month."""
    if program not in STORY:
        return
    wanted = city.first_day_of_month(STORY[program])
    run = min(runs, key=lambda each: abs((each.starts_on - wanted).days))
    run.units = [STORY_UNIT, *(unit for unit in run.units if unit != STORY_UNIT)]
    city.story_days.add((program, run.starts_on))


def _dates(city: City, dice: random.Random, design: Design) -> list[date]:
    """Days spread evenly over the months, the youngest at the end."""
    if design.code == "manajemen-pelabuhan":
        return [_in_month(city, dice, PORT_MONTHS_AGO)]
    last = EARLIEST_MONTH_OF_EFFECTS if design.code in EFFECTS else MONTHS - 3
    span = (last - LATEST_MONTH) / max(design.batches - 1, 1)
    return [_in_month(city, dice, round(last - span * number)) for number in range(design.batches)]


def _in_month(city: City, dice: random.Random, months_ago: int) -> date:
    return weekday_on_or_after(city.first_day_of_month(months_ago) + timedelta(days=dice.randint(2, 18)))


def _waves(city: City, dice: random.Random, design: Design, dates: list[date]) -> list[Run]:
    """Share the units that will be trained among the runs, once each; the weaker ones more often."""
    units = audience(city, design)
    if design.code == "manajemen-pelabuhan":
        return [Run(design.code, dates[0], PORT_UNITS)]

    def chance(code: str) -> float:
        return dice.random() + WEAK_UNITS_FIRST * city.levels[code].own / UNIT_SPREAD

    # The story's unit is put into its runs afterwards, and into no others.
    others = sorted((unit for unit in units if unit != STORY_UNIT), key=chance)
    chosen = others[: round(len(units) * TRAINED_SHARE)]
    dice.shuffle(chosen)
    return [Run(design.code, day, chosen[place :: len(dates)]) for place, day in enumerate(dates)]


def _fill(city: City, dice: random.Random, run: Run) -> None:
    """Enroll people, mark who came, and finish or not; in programs with an effect all units alike."""
    days = run.days
    since = days[0] - timedelta(days=DAYS_TO_ENROLL)
    for employee, unit in _participants(city, dice, run, since):
        _run_through(city, dice, run, employee, unit, since)


def _participants(city: City, dice: random.Random, run: Run, since: date) -> list[tuple[int, str]]:
    taken: list[tuple[int, str]] = []
    whole_units = run.program in EFFECTS
    each = max(2, run.design.seats // max(len(run.units), 1)) if whole_units else 2
    employee = city.personas["employee"]
    told = (run.program, run.starts_on) in city.story_days
    if told:
        taken.append((employee, STORY_UNIT))
    for unit in run.units if whole_units else dice.sample(run.units, len(run.units)):
        people = [key for key in free_people(city, run, unit, since) if key != employee]
        taken += [(key, unit) for key in dice.sample(people, min(each, len(people)))]
    full = run.design.seats if whole_units else round(run.design.seats * dice.uniform(0.75, 1))
    return taken[: max(4, round(full * min(1.0, city.scale * 5)))]


def _run_through(city: City, dice: random.Random, run: Run, employee: int, unit: str, since: date) -> None:
    applied = city.at(since + timedelta(days=dice.randint(0, 20)), dice.randint(7, 20), dice.randint(0, 59))
    decided = applied + timedelta(hours=dice.randint(3, 90))
    steps = [requested(city, employee, applied)]
    fate = 1.0 if employee in city.personas.values() else dice.random()
    if fate < DECLINED_SHARE:
        by = city.head_account(unit, decided.date(), employee)
        steps.append(Step(EnrollmentState.DECLINED, by, decided, dice.choice(REASONS)))
        add_enrollment(city, run, employee, unit, steps)
        return
    steps.append(confirmed(city, employee, unit, decided))
    if fate < DECLINED_SHARE + CANCELLED_SHARE:
        left = decided + timedelta(days=dice.randint(1, 5))
        steps.append(Step(EnrollmentState.CANCELLED, city.accounts[employee], left, dice.choice(REASONS)))
        add_enrollment(city, run, employee, unit, steps)
        return
    finish(city, dice, run, employee, unit, steps)


def finish(
    city: City, dice: random.Random, run: Run, employee: int, unit: str, steps: list[Step], *, code: str | None = None
) -> int:
    """Bring an enrollment with a seat to its end: sessions, presence, the result; its id."""
    settled = employee in city.personas.values()
    present = [settled or dice.random() < PRESENT_SHARE for _ in run.sessions]
    hr = city.accounts[city.personas["hr"]]
    closed = city.at(weekday_on_or_after(run.days[-1] + timedelta(days=1)), 10)
    passed = sum(present) >= 0.8 * len(present)
    if passed:
        steps.append(Step(EnrollmentState.FINISHED, hr, closed))
    elif not any(present):
        steps.append(Step(EnrollmentState.ABSENT, hr, closed, "Tidak pernah hadir: tanpa keterangan."))
    else:
        reason = f"Hadir {sum(present)} dari {len(present)} sesi."
        steps.append(Step(EnrollmentState.NOT_FINISHED, hr, closed, reason))
    key = add_enrollment(city, run, employee, unit, steps, code=code)
    for (session, day), came in zip(run.sessions, present, strict=True):
        city.rows.add(
            Attendance,
            session_id=session,
            enrollment_id=key,
            present=came,
            marked_by_id=hr,
            marked_at=city.at(day, 15, 40),
        )
    if passed:
        days = tuple(day for (_session, day), came in zip(run.sessions, present, strict=True) if came)
        city.finished.append(Finished(key, employee, unit, run, days, closed))
        city.trained.setdefault(run.program, {}).setdefault(unit, run.days[-1])
    return key
