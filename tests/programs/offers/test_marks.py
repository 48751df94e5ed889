"""What the catalogue says to one person: why a program fits, why it cannot be taken, where they stand."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from programs.models import Batch, Program
from programs.offers.fitting import Design, StatedNeed, meets, open_designs, reasons_for
from programs.offers.marks import Mark, arranged, outlook_of
from programs.offers.search import Hit
from surveys.figures import ElementName
from tests.cast import Cast
from tests.factories.programs import make_batch, make_enrollment, make_need, make_program, make_target_rules
from tests.programs.test_views import queries_of, signed_in

SLOW = ElementName("time", "Waktu Penyelesaian", "Waktu")


def mark(cast: Cast, program: Program, now: datetime) -> Mark:
    return outlook_of(cast.employee.employee.pk, now).marks.get(program.pk, Mark())


# Stems by hand: Melayani→layan, pengaduan→adu; a need is met by more than half of its words.
NEEDS = [
    ({"angan", "adu"}, {"angan", "adu", "tenang"}, True),
    ({"ukur", "perpendek", "waktu", "layan"}, {"tata", "antre", "waktu", "layan", "ukur"}, True),
    ({"angan", "adu"}, {"angan", "risiko"}, False),
    (set(), {"layan"}, False),
]


@pytest.mark.parametrize(("need", "program", "fits"), NEEDS)
def test_a_need_is_met_by_more_than_half_of_its_words(need: set[str], program: set[str], fits: bool) -> None:
    assert meets(Design(1, frozenset(), frozenset(program)), StatedNeed("x", frozenset(need))) is fits


def test_the_reasons_name_the_own_need_first_then_what_the_unit_is_weak_in() -> None:
    design = Design(1, frozenset({"time", "conduct"}), frozenset({"layan"}))
    told = reasons_for(design, [SLOW], [StatedNeed("Melayani", frozenset({"layan"}))])
    assert told == ["Sesuai kebutuhan Anda: “Melayani”.", "Unit Anda lemah di unsur waktu."]


def test_words_are_compared_by_their_stems_and_small_words_do_not_count(cast: Cast, now: datetime) -> None:
    program = make_program(title="Pelayanan dengan data")
    make_batch(program)
    make_need(cast.employee.employee, competency="Melayani dan menjawab dengan data")
    assert [design.program_id for design in open_designs(now)] == [program.pk]
    assert mark(cast, program, now).fits == ["Sesuai kebutuhan Anda: “Melayani dan menjawab dengan data”."]


def test_a_need_of_an_earlier_year_is_past(cast: Cast, now: datetime) -> None:
    program = make_program(title="Pelayanan")
    make_batch(program)
    make_need(cast.employee.employee, competency="Pelayanan", year=2025)
    assert mark(cast, program, now) == Mark()


def test_a_program_is_refused_only_when_none_of_its_open_batches_can_be_taken(cast: Cast, now: datetime) -> None:
    program = make_program()
    make_target_rules(make_batch(program), statuses=["pppk"])
    assert mark(cast, program, now).refusals == [
        "Hanya untuk PPPK; yang tercatat: PNS. Bila keliru, minta BKPSDM memperbaiki datanya."
    ]
    make_batch(program)
    assert mark(cast, program, now) == Mark()


def test_own_applications_and_finished_programs_are_named(cast: Cast, now: datetime) -> None:
    running, done, failed = make_program(), make_program(), make_program()
    make_enrollment(make_batch(running, number=3), cast.employee.employee, state="waiting")
    make_enrollment(make_batch(done, state="closed"), cast.employee.employee, state="finished")
    make_enrollment(make_batch(failed, state="closed"), cast.employee.employee, state="not_finished")
    assert mark(cast, running, now).standing == "Anda di angkatan 3: Daftar tunggu"
    assert mark(cast, done, now).standing == "Sudah Anda selesaikan tahun 2026"
    assert mark(cast, failed, now) == Mark()


FITS, REFUSED = Mark(fits=["x"]), Mark(refusals=["x"])
FOUND = [Hit(1, True, False), Hit(2, False, False), Hit(3, True, False)]


def order(marks: dict[int, Mark], *, in_words: bool = False, takable_only: bool = False) -> list[int]:
    return arranged(FOUND, marks, in_words=in_words, takable_only=takable_only)


def test_what_fits_comes_first_and_what_cannot_be_taken_last() -> None:
    assert order({}) == [1, 3, 2]
    assert order({3: FITS}) == [3, 1, 2]
    assert order({1: REFUSED, 3: FITS}) == [3, 2, 1]
    assert order({1: REFUSED}, takable_only=True) == [3]


def test_where_words_were_looked_for_their_match_counts_more_than_an_open_batch() -> None:
    assert order({}, in_words=True) == [1, 2, 3]
    assert order({3: FITS, 1: REFUSED}, in_words=True) == [3, 2, 1]


@pytest.fixture
def shelf(cast: Cast) -> tuple[Batch, Batch]:
    """Two open programs: the first only for the other agency."""
    now = timezone.now()
    dates = {"enrollment_opens_at": now - timedelta(days=1), "enrollment_closes_at": now + timedelta(days=7)}
    days = {"starts_on": date(2100, 1, 2), "ends_on": date(2100, 1, 3)}
    first = make_batch(make_program(title="A untuk yang lain"), **dates, **days)
    make_target_rules(first, units=[cast.other_unit])
    return first, make_batch(make_program(title="B untuk semua"), **dates, **days)


@pytest.fixture
def warm(settings: Any) -> None:
    """The process keeps what visitors share, as in the city."""
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "marks"}
    settings.CACHES = {**settings.CACHES, "process": kept}
    caches["process"].clear()


@pytest.mark.usefixtures("shelf", "warm")
def test_marks_are_each_persons_own_though_the_rows_are_shared(cast: Cast) -> None:
    mine = signed_in(cast.employee).get("/katalog/").content.decode()
    theirs = signed_in(cast.stranger).get("/katalog/").content.decode()
    assert mine.index("B untuk semua") < mine.index("A untuk yang lain") < mine.index("Belum dapat Anda ikuti")
    assert "Hanya untuk pegawai Dinas Perhubungan." in mine
    assert theirs.index("A untuk yang lain") < theirs.index("B untuk semua")
    assert "Belum dapat Anda ikuti" not in theirs
    only = signed_in(cast.employee).get("/katalog/?bisa=on").content.decode()
    assert "A untuk yang lain" not in only


@pytest.mark.usefixtures("shelf", "warm")
def test_a_visit_costs_at_most_eight_queries_once_what_is_shared_is_known(cast: Cast) -> None:
    client: Client = signed_in(cast.employee)
    assert queries_of(client, "/katalog/") <= 8
    assert queries_of(client, "/katalog/?cari=semua") <= 8


def test_a_programs_page_says_of_each_batch_why_one_cannot_take_it(cast: Cast, shelf: tuple[Batch, Batch]) -> None:
    address = f"/katalog/{shelf[0].program.code}/"
    sentence = "Hanya untuk pegawai Dinas Perhubungan."
    assert sentence in signed_in(cast.employee).get(address).content.decode()
    assert sentence not in signed_in(cast.stranger).get(address).content.decode()


def test_the_list_says_when_seats_are_not_for_the_fastest(cast: Cast) -> None:
    closes_at = timezone.now() + timedelta(days=7)
    make_batch(seat_method="need", enrollment_closes_at=closes_at)
    assert "2 kursi, menurut kebutuhan" in signed_in(cast.employee).get("/katalog/").content.decode()
