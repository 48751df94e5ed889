"""Orders of roll-out by lot: one that was drawn, and one that waits for its value."""

from collections.abc import Sequence
from datetime import date, timedelta

from evaluations.models import RolloutOrder
from evaluations.next_year.lot import listing_of, seed_of
from portal.demo.city import City
from programs.lots import lot
from programs.models import Batch, Enrollment, EnrollmentState

# A made-up value: the demo city claims nothing about a real beacon.
DRAWN_VALUE = lot.digest("nilai umum urutan unit kota contoh")
MONTHS = (2, 6, 10)
DRAWN, DRAWN_KINDS = "penanganan-pengaduan", ("sekolah",)
WAITING, WAITING_KINDS = "pelayanan-prima", ("kelurahan", "kecamatan", "puskesmas", "dinas")


def make_rollout(city: City) -> None:
    """Add both orders, for next year."""
    _drawn(city)
    _waiting(city)


def _months(city: City) -> list[date]:
    return [date(city.today.year + 1, month, 1) for month in MONTHS]


def _codes(city: City, program: str, kinds: Sequence[str]) -> list[str]:
    """Units of these kinds of which nobody finished the program."""
    runs = {row["id"] for row in city.rows.of(Batch) if row["program_id"] == city.programs[program]}
    finished = [row for row in city.rows.of(Enrollment) if row["state"] == EnrollmentState.FINISHED]
    trained = {row["unit_id"] for row in finished if row["batch_id"] in runs}
    units = [unit for unit in city.units.values() if unit.kind in kinds and unit.ends_on is None]
    return [unit.code for unit in units if unit.id not in trained]


def _drawn(city: City) -> None:
    """Schools, drawn a week ago."""
    months = _months(city)
    listing = listing_of(_codes(city, DRAWN, DRAWN_KINDS), months)
    day = city.today - timedelta(days=7)
    _add(
        city, DRAWN, listing, months,
        value_source="Nilai contoh untuk kota contoh",
        value_at=city.at(day - timedelta(days=1), 9),
        frozen_at=city.at(day - timedelta(days=2), 14),
        value=DRAWN_VALUE,
        value_recorded_at=city.at(day, 9),
        seed=seed_of(listing, DRAWN_VALUE),
        drawn_at=city.at(day, 9, 5),
        drawn_by_id=_hr(city),
    )  # fmt: skip


def _waiting(city: City) -> None:
    """Offices whose list was frozen yesterday; the value is born in five days."""
    months = _months(city)
    listing = listing_of(_codes(city, WAITING, WAITING_KINDS), months)
    number = lot.drand_round(city.at(city.today + timedelta(days=5), 9))
    _add(
        city, WAITING, listing, months,
        value_source=f"drand quicknet, round {number}",
        value_url=lot.drand_url(number),
        value_at=lot.drand_born_at(number),
        frozen_at=city.at(city.today - timedelta(days=1), 10),
    )  # fmt: skip


def _add(city: City, program: str, listing: str, months: Sequence[date], **values: object) -> None:
    city.rows.add(
        RolloutOrder,
        program_id=city.programs[program],
        year=months[0].year,
        months=list(months),
        listing=listing,
        list_digest=lot.digest(listing),
        frozen_by_id=_hr(city),
        **values,
    )


def _hr(city: City) -> int:
    return city.accounts[city.personas["hr"]]
