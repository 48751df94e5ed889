"""A batch of today: its first session fills while one looks, an evening session is there to try the screen with."""

from datetime import timedelta

from partners.models import Instructor
from portal.demo.catalogue import BY_CODE, audience
from portal.demo.city import City
from portal.demo.enrolling import Run, Step, add_batch, add_enrollment, confirmed, free_people, requested
from programs.models import Attendance, Batch, BatchState, EnrollmentState, Excuse, MarkedBy, Session

PROGRAM = "penanganan-pengaduan"
SEATS, WAITING = 24, 3
# Minutes after the start at which people arrived; the rest have not come yet.
ARRIVED = (-14, -9, -8, -8, -6, -5, -5, -4, -3, -3, -2, -1, 0, 1, 2, 4, 6, 9, 17, 26)
LATE_AFTER = 15
SHARED_PHONE = (4, 5, 6)  # places of those whom one phone recorded


def make_arrivals(city: City) -> None:
    """Add the batch, its people, and who has come so far; on a weekend it begins on Monday and nobody has come."""
    units = audience(city, BY_CODE[PROGRAM])
    run = Run(PROGRAM, city.today, units, state=BatchState.OPEN)
    add_batch(city, run, opened_on=city.today - timedelta(days=21))
    batch = next(row for row in city.rows.of(Batch) if row["id"] == run.id)
    batch.update(seats=SEATS, late_after=LATE_AFTER, late_counts=False)
    _add_evening(city, run)
    for place, (employee, unit) in enumerate(_people(city, run)):
        if place < SEATS:
            _take_part(city, run, place, employee, unit)
        else:
            _wait(city, run, place - SEATS + 1, employee, unit)


def _add_evening(city: City, run: Run) -> None:
    """A session taught by the head of the story, so that the screen can be tried until late."""
    head = city.personas["head"]
    teacher = city.rows.add(Instructor, name=city.names[head], institution_id=None, employee_id=head)
    day = run.days[0]
    city.rows.add(
        Session,
        batch_id=run.id,
        title="Pendampingan: kasus dari unit peserta",
        starts_at=city.at(day, 15, 45),
        ends_at=city.at(day, 23, 30),
        place="Aula BKPSDM, Senggarang",
        instructor_id=teacher,
    )


def _people(city: City, run: Run) -> list[tuple[int, str]]:
    """The employee of the story first, then people of all units in turn."""
    since = city.today - timedelta(days=40)
    story = city.personas["employee"]
    pools = [[(key, unit) for key in free_people(city, run, unit, since)] for unit in run.units]
    others = [person for place in range(3) for pool in pools for person in pool[place : place + 1]]
    mine = [(key, unit) for pool in pools for key, unit in pool if key == story]
    rest = [person for person in others if person[0] not in city.personas.values()]
    return (mine + rest)[: SEATS + WAITING]


def _take_part(city: City, run: Run, place: int, employee: int, unit: str) -> None:
    applied = city.at(city.today - timedelta(days=6 + place % 9), 9, place)
    steps = [requested(city, employee, applied), confirmed(city, employee, unit, applied + timedelta(hours=4))]
    # The first is the employee of the story: still to come.
    minutes = ARRIVED[place - 1] if 1 <= place <= len(ARRIVED) and run.days[0] == city.today else None
    if minutes is not None:
        arrived_at = city.at(city.today) + timedelta(minutes=minutes)
        marked_at = max(arrived_at, city.at(city.today)) + timedelta(seconds=20)
        steps.append(Step(EnrollmentState.ATTENDED, city.accounts[employee], marked_at))
    key = add_enrollment(city, run, employee, unit, steps)
    said = {"session_id": run.sessions[0][0], "enrollment_id": key}
    if minutes is not None:
        city.rows.add(
            Attendance,
            **said,
            present=True,
            way=MarkedBy.PHONE,
            marked_by_id=city.accounts[employee],
            marked_at=marked_at,
            arrived_at=arrived_at,
            device="ponsel-bersama" if place in SHARED_PHONE else f"ponsel-{place}",
        )
    elif place == SEATS - 1 and run.days[0] == city.today:
        hr = city.accounts[city.personas["hr"]]
        at = city.at(city.today, 8, 30)
        why = {"excuse": Excuse.SICK, "note": "surat dokter menyusul"}
        city.rows.add(Attendance, **said, **why, present=False, marked_by_id=hr, marked_at=at)


def _wait(city: City, run: Run, number: int, employee: int, unit: str) -> None:
    applied = city.at(city.today - timedelta(days=3), 10, number)
    head = city.head_account(unit, city.today, employee)
    steps = [
        requested(city, employee, applied),
        Step(EnrollmentState.WAITING, head, applied + timedelta(hours=2)),
    ]
    add_enrollment(city, run, employee, unit, steps, queue_number=number)
