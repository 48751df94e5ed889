"""What is going on today: batches that run, fill, wait for people or for a decision."""

from datetime import datetime, timedelta

from portal.demo.catalogue import BY_CODE, audience
from portal.demo.city import City
from portal.demo.enrolling import Run, Step, add_batch, add_enrollment, attended, confirmed, free_people, requested
from programs.models import Attendance, BatchState, EnrollmentState

OPEN = BatchState.OPEN


def make_upcoming(city: City) -> None:
    """Add the batches of these weeks, in the order of their dates."""
    _ended_not_closed(city)
    _tomorrow(city)
    _full_with_queue(city, "manajemen-pelabuhan", days=1, taken=30, waiting=8)
    _filling(city, "pelayanan-prima", days=15, taken=18, wish=("153", 2))
    _open_port(city)
    _filling(city, "literasi-data", days=20, taken=7, wish=("153", 1))
    _offered(city)
    _filling(city, "pkp", days=48, taken=18, wish=("101", 2))
    _filling(city, "keamanan-informasi", days=34, taken=11, wish=("105", 1))
    _without_people(city, "sekolah-aman", 60, BatchState.DRAFT)
    _without_people(city, "budaya-kerja", 12, BatchState.CANCELLED)


def _open(
    city: City, program: str, days: int, state: str = OPEN, *, opened_days_ago: int = 14, offer_hours: int = 24
) -> Run:
    units = audience(city, BY_CODE[program])
    run = Run(program, city.today + timedelta(days=days), units, state=state, offer_hours=offer_hours)
    add_batch(city, run, opened_on=city.today - timedelta(days=opened_days_ago))
    return run


def _people(city: City, run: Run, count: int, first: list[int] | None = None) -> list[tuple[int, str]]:
    """People for a run: those in `first`, then two or three from each unit in turn."""
    dice = city.dice(f"upcoming {run.program} {run.number}")
    since = city.today - timedelta(days=40)
    pools = {unit: free_people(city, run, unit, since) for unit in run.units}
    found = [(key, unit) for unit, people in pools.items() for key in people if key in (first or [])]
    others = [
        (key, unit)
        for unit, people in pools.items()
        for key in dice.sample(people, len(people))
        if key not in (first or []) and key not in city.personas.values()
    ]
    limit = max(3, count // max(len(pools), 1) + 1)
    seen: dict[str, int] = {}
    for key, unit in others:
        seen[unit] = seen.get(unit, 0) + 1
        if seen[unit] <= limit:
            found.append((key, unit))
    return found[:count]


def _moment(city: City, number: int, *, latest_days_ago: int = 1) -> datetime:
    """Moments before today, one for each number, spread over ten days."""
    day = city.today - timedelta(days=latest_days_ago + number % 10)
    return city.at(day, 7 + number % 9, number * 7 % 60)


def _confirm(city: City, run: Run, people: list[tuple[int, str]], *, days_ago: int = 2) -> list[int]:
    keys = []
    for number, (employee, unit) in enumerate(people):
        applied = _moment(city, number, latest_days_ago=days_ago)
        steps = [requested(city, employee, applied), confirmed(city, employee, unit, applied + timedelta(hours=5))]
        keys.append(add_enrollment(city, run, employee, unit, steps))
    return keys


def _ask(city: City, run: Run, unit: str, count: int, *, first_days_ago: int = 1) -> None:
    """People of a unit who wait for their head's decision, the oldest request `first_days_ago + count - 1` days old."""
    people = free_people(city, run, unit, city.today - timedelta(days=40))
    asking = [key for key in people if key not in city.personas.values() and key not in city.asked][-count:]
    city.asked.update(asking)
    for number, employee in enumerate(asking):
        at = city.at(city.today - timedelta(days=first_days_ago + number), 9, 10 + number)
        add_enrollment(city, run, employee, unit, [requested(city, employee, at)])


def _tomorrow(city: City) -> None:
    """The employee of the story has a seat in it."""
    run = _open(city, "tata-antrean", 1, opened_days_ago=30)
    _confirm(city, run, _people(city, run, 24, [city.personas["employee"]]), days_ago=8)


def _queue(city: City, run: Run, people: list[tuple[int, str]], first_number: int) -> None:
    for number, (employee, unit) in enumerate(people, first_number):
        at = _moment(city, number)
        steps = [
            requested(city, employee, at),
            Step(EnrollmentState.WAITING, city.head_account(unit, city.today, employee), at + timedelta(hours=4)),
        ]
        add_enrollment(city, run, employee, unit, steps, queue_number=number)


def _full_with_queue(city: City, program: str, *, days: int, taken: int, waiting: int) -> None:
    run = _open(city, program, days, opened_days_ago=25)
    people = _people(city, run, taken + waiting)
    seated = people[:taken]
    _confirm(city, run, seated, days_ago=4)
    if len(seated) == run.design.seats:
        _queue(city, run, people[taken:], 1)


def _filling(city: City, program: str, *, days: int, taken: int, wish: tuple[str, int]) -> None:
    run = _open(city, program, days)
    _confirm(city, run, _people(city, run, taken))
    _ask(city, run, *wish)


def _open_port(city: City) -> None:
    """Thirty seats, two days, inside the agreement's last weeks; seven requests wait in Dinas Perhubungan."""
    run = _open(city, "manajemen-pelabuhan", 16)
    _confirm(city, run, _people(city, run, 6))
    _ask(city, run, "114", 7, first_days_ago=2)


def _offered(city: City) -> None:
    """All seats used up, one of them offered until tomorrow, four people behind."""
    run = _open(city, "bahasa-isyarat", 21, opened_days_ago=20, offer_hours=48)
    people = _people(city, run, run.design.seats + 4)
    if len(people) < run.design.seats + 4:
        _confirm(city, run, people)
        return
    seats = run.design.seats
    _confirm(city, run, people[: seats - 1])
    (employee, unit), waiting = people[seats - 1], people[seats:]
    at = _moment(city, 3)
    head = city.head_account(unit, city.today, employee)
    steps = [
        requested(city, employee, at),
        Step(EnrollmentState.WAITING, head, at + timedelta(hours=4)),
        Step(
            EnrollmentState.OFFERED,
            None,
            city.at(city.today - timedelta(days=1), 20),
            "Kursi kosong ditawarkan menurut antrean.",
        ),
    ]
    expires = city.at(city.today + timedelta(days=1), 20)
    add_enrollment(city, run, employee, unit, steps, queue_number=1, offer_expires_at=expires)
    _queue(city, run, waiting, 2)


def _without_people(city: City, program: str, days: int, state: str) -> None:
    _open(city, program, days, state)


def _ended_not_closed(city: City) -> None:
    """Ended some days ago, everybody's attendance marked: HR can close it."""
    run = _open(city, "naskah-dinas", -5, opened_days_ago=35)
    hr = city.accounts[city.personas["hr"]]
    for number, key in enumerate(_confirm(city, run, _people(city, run, 22), days_ago=15)):
        for session, day in run.sessions:
            city.rows.add(
                Attendance,
                session_id=session,
                enrollment_id=key,
                present=number % 11 != 3,
                marked_by_id=hr,
                marked_at=city.at(day, 15, 45),
            )
        if number % 11 != 3:
            attended(city, key, hr, city.at(run.days[0], 15, 45))
