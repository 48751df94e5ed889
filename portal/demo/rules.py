"""Batches that are not for everyone, one with too few people, and needs that the catalogue answers."""

from datetime import timedelta

from portal.demo.catalogue import BY_CODE, audience
from portal.demo.city import City
from portal.demo.enrolling import Run, add_batch, add_enrollment, confirmed, free_people, requested
from programs.models import Batch, BatchState, Need, TargetRules

HALF_FULL = 2
THIN_PEOPLE = 5
THIN_MINIMUM = 12
# What the employee of the story said to need; the catalogue answers with sign language and with queues.
NEEDS = (("sosial_kultural", "Melayani warga tuli", 3), ("teknis", "Mengatur antrean dan waktu tunggu", 2))


def make_rules(city: City) -> None:
    """Give the batches of these weeks a minimum, and add some for certain people only."""
    for row in city.rows.of(Batch):
        if row["state"] == BatchState.OPEN:
            row["minimum"] = row["seats"] // HALF_FULL
    _for_offices(city)
    _for_health_workers(city)
    _after_another_program(city)
    _thin(city)
    _needs(city)


def _batch(city: City, program: str, days: int) -> Run:
    run = Run(program, city.today + timedelta(days=days), audience(city, BY_CODE[program]), state=BatchState.OPEN)
    add_batch(city, run, opened_on=city.today - timedelta(days=6))
    city.rows.of(Batch)[-1]["minimum"] = run.design.seats // HALF_FULL
    return run


def _rules(city: City, run: Run, units: tuple[str, ...] = (), **asked: object) -> int:
    """Rules of a batch; what is not given asks nothing."""
    empty: dict[str, object] = {"position_kinds": [], "statuses": []}
    ranges = dict.fromkeys(("pns_from", "pns_to", "pppk_from", "pppk_to", "years_between"))
    key = city.rows.add(TargetRules, batch_id=run.id, **{**empty, **ranges, **asked})
    for code in units:
        city.rows.add(TargetRules.units.through, targetrules_id=key, unit_id=city.units[code].id)
    return key


def _for_offices(city: City) -> None:
    """Civil servants of two agencies, III/b to IV/a, not again within three years."""
    run = _batch(city, "pengadaan-dasar", 33)
    _rules(city, run, ("114", "119"), statuses=["pns"], pns_from=10, pns_to=13, years_between=3)


def _for_health_workers(city: City) -> None:
    """Functional posts below the health agency."""
    run = _batch(city, "gawat-darurat", 27)
    _rules(city, run, ("111",), position_kinds=["fungsional"], years_between=2)


def _after_another_program(city: City) -> None:
    """Artificial intelligence for those who finished data literacy."""
    run = _batch(city, "kecerdasan-artifisial", 19)
    key = _rules(city, run)
    earlier = city.programs["literasi-data"]
    city.rows.add(TargetRules.prerequisites.through, targetrules_id=key, program_id=earlier)


def _thin(city: City) -> None:
    """Enrollment closed yesterday with fewer people than the batch needs."""
    run = _batch(city, "tanggap-bencana", 7)
    row = city.rows.of(Batch)[-1]
    row["minimum"], row["enrollment_closes_at"] = THIN_MINIMUM, city.at(city.today - timedelta(days=1), 17)
    since = city.today - timedelta(days=40)
    people = [(key, unit) for unit in run.units for key in free_people(city, run, unit, since)[:1]][:THIN_PEOPLE]
    for number, (employee, unit) in enumerate(people):
        at = city.at(city.today - timedelta(days=4), 9, number)
        add_enrollment(
            city,
            run,
            employee,
            unit,
            [requested(city, employee, at), confirmed(city, employee, unit, at + timedelta(hours=3))],
        )


def _needs(city: City) -> None:
    employee = city.personas["employee"]
    for kind, competency, gap in NEEDS:
        city.rows.add(
            Need,
            employee_id=employee,
            unit_id=city.units["153"].id,
            year=city.today.year + 1,
            kind=kind,
            competency=competency,
            gap=gap,
            stated_at=city.at(city.today - timedelta(days=20), 10),
            stated_by_id=city.accounts[employee],
        )
