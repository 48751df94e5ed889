"""Who may apply to which batch: each rule by a case counted by hand."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Employee, Grade, Position, RankHolding
from programs.applications.enrollment import request
from programs.errors import EnrollmentError
from programs.models import Batch, Enrollment, EnrollmentChange
from programs.rules.eligibility import refusals_by_employee, refusals_of, targets_of
from programs.rules.target import in_words, years_later
from tests.cast import Cast
from tests.factories.people import EPOCH, make_assignment, make_employee, make_unit
from tests.factories.programs import make_batch, make_enrollment, make_program, make_target_rules
from tests.programs.test_views import signed_in

DAY = date(2026, 3, 9)


def refused(batch: Batch, employee: Employee) -> list[str]:
    return refusals_of(batch=batch, employee=employee, day=DAY)


def give_grade(employee: Employee, scheme: str, code: str) -> None:
    grade = Grade.objects.get(scheme=scheme, code=code)
    RankHolding.objects.create(employee=employee, grade=grade, starts_on=EPOCH)


def test_a_batch_without_rules_is_for_everyone(cast: Cast) -> None:
    batch = make_batch()
    assert refused(batch, cast.employee.employee) == []
    assert in_words(targets_of([batch.pk]).get(batch.pk)) == ["Semua pegawai"]


def test_a_named_unit_means_the_units_below_it_too(cast: Cast) -> None:
    batch = make_batch()
    make_target_rules(batch, units=[cast.agency])
    assert refused(batch, cast.employee.employee) == []  # the health centre lies below the agency
    assert refused(batch, cast.agency_head.employee) == []
    assert refused(batch, cast.stranger.employee) == [
        "Hanya untuk pegawai Dinas Kesehatan. Pilih angkatan lain di katalog, atau nyatakan kebutuhannya."
    ]


def test_a_unit_that_was_merged_means_its_successors_people(cast: Cast) -> None:
    old = make_unit("Puskesmas Lama", ends_on=date(2025, 12, 31), merged_into=cast.unit)
    batch = make_batch()
    make_target_rules(batch, units=[old])
    assert refused(batch, cast.employee.employee) == []


def test_where_somebody_worked_before_does_not_count(cast: Cast) -> None:
    moved = make_employee("Pindah")
    make_assignment(moved, cast.unit, ends_on=date(2026, 3, 8))
    make_assignment(moved, cast.other_unit, starts_on=DAY)
    batch = make_batch()
    make_target_rules(batch, units=[cast.unit])
    assert len(refused(batch, moved)) == 1
    assert refusals_of(batch=batch, employee=moved, day=date(2026, 3, 8)) == []


def test_kinds_of_post_and_status(cast: Cast) -> None:
    doctor = make_employee("Dokter")
    position = Position.objects.create(name="Dokter Ahli Pertama", kind="fungsional")
    make_assignment(doctor, cast.unit, position=position)
    batch = make_batch()
    make_target_rules(batch, position_kinds=["fungsional", "pengawas"], statuses=["pppk"])
    assert refused(batch, doctor) == [
        "Hanya untuk PPPK; yang tercatat: PNS. Bila keliru, minta BKPSDM memperbaiki datanya."
    ]
    assert refused(batch, cast.employee.employee)[0] == (
        "Hanya untuk jabatan Fungsional, Pengawas; yang tercatat: Pelaksana. "
        "Bila keliru, minta BKPSDM memperbaiki datanya."
    )


# III/a is level 9 of seventeen, III/d level 12, IV/a level 13 (domain rules section 8).
GRADES = [("II/d", True), ("III/a", False), ("III/d", False), ("IV/a", True)]


@pytest.mark.parametrize(("code", "out"), GRADES)
def test_both_ends_of_a_range_of_grades_belong_to_it(cast: Cast, code: str, out: bool) -> None:
    batch = make_batch()
    make_target_rules(batch, pns_from=9, pns_to=12)
    give_grade(cast.employee.employee, "pns", code)
    expected = (
        f"Hanya untuk golongan III/a–III/d; yang tercatat: {code}. Bila keliru, minta BKPSDM memperbaiki datanya."
    )
    assert refused(batch, cast.employee.employee) == ([expected] if out else [])


def test_a_grade_that_is_not_recorded_is_said_so_and_the_other_ladder_is_not_asked(cast: Cast) -> None:
    batch = make_batch()
    make_target_rules(batch, pns_from=9)
    assert "golongan III/a ke atas; yang tercatat: belum ada" in refused(batch, cast.employee.employee)[0]
    contract = make_employee("Kontrak", unit=cast.unit, status="pppk", number="199001012021211001")
    give_grade(contract, "pppk", "V")
    assert refused(batch, contract) == []
    make_target_rules(second := make_batch(), pppk_to=4)
    assert "golongan IV ke bawah; yang tercatat: V" in refused(second, contract)[0]
    assert refused(second, cast.leader.employee) == []  # non-ASN stand on no ladder


def test_every_earlier_program_has_to_be_finished(cast: Cast) -> None:
    first, second = make_program(title="Dasar"), make_program(title="Lanjutan")
    batch = make_batch()
    make_target_rules(batch, prerequisites=[first, second])
    employee = cast.employee.employee
    make_enrollment(make_batch(first, state="closed"), employee, state="finished")
    make_enrollment(make_batch(second, state="closed"), employee, state="not_finished")
    assert refused(batch, employee) == ["Selesaikan dahulu program “Lanjutan”."]


def last_time(cast: Cast, ended: date, state: str = "finished") -> Batch:
    """A batch on 23 March 2026 not to be repeated within two years, and an earlier one that ended on `ended`."""
    program = make_program()
    earlier = make_batch(program, state="closed", number=7, starts_on=ended, ends_on=ended)
    make_enrollment(earlier, cast.employee.employee, state=state)
    batch = make_batch(program)
    make_target_rules(batch, years_between=2)
    return batch


def test_not_twice_within_two_years_counts_from_the_end_to_the_next_start(cast: Cast) -> None:
    assert refused(last_time(cast, date(2024, 3, 23)), cast.employee.employee) == []
    assert refused(last_time(cast, date(2024, 3, 24)), cast.employee.employee) == [
        "Program ini sudah diselesaikan pada 24 Maret 2024. Pilih angkatan yang mulai 24 Maret 2026 atau sesudahnya."
    ]


def test_a_try_without_success_may_be_repeated_at_once(cast: Cast) -> None:
    assert refused(last_time(cast, date(2026, 3, 1), "not_finished"), cast.employee.employee) == []


def test_an_application_to_another_batch_of_the_program_stands_in_the_way(cast: Cast) -> None:
    batch = last_time(cast, date(2020, 1, 1))
    make_enrollment(make_batch(batch.program, number=8), cast.employee.employee, state="waiting")
    assert refused(batch, cast.employee.employee) == [
        "Sudah mendaftar di angkatan 8 program ini. Batalkan dahulu pendaftaran itu bila ingin pindah."
    ]


def test_29_february_becomes_28_february() -> None:
    assert years_later(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_the_gate_of_applying_says_every_reason_and_writes_nothing(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_target_rules(batch, statuses=["pppk"], prerequisites=[make_program(title="Dasar")])
    with pytest.raises(EnrollmentError) as refusal:
        request(batch=batch, employee=cast.employee.employee, by=cast.employee, now=now)
    assert refusal.value.message == (
        "Hanya untuk PPPK; yang tercatat: PNS. Bila keliru, minta BKPSDM memperbaiki datanya. "
        "Selesaikan dahulu program “Dasar”."
    )
    assert not Enrollment.objects.exists()


def test_an_exception_of_hr_stands_in_the_trail(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    make_target_rules(batch, statuses=["pppk"])
    request(batch=batch, employee=cast.employee.employee, by=cast.hr, now=now, exception=" Ditugaskan Sekda ")
    change = EnrollmentChange.objects.get()
    assert (change.to_state, change.by, change.reason) == ("requested", cast.hr, "Ditugaskan Sekda")


def test_who_meets_the_rules_needs_no_exception(cast: Cast, now: datetime) -> None:
    request(batch=make_batch(), employee=cast.employee.employee, by=cast.hr, now=now, exception="Ditugaskan")
    assert EnrollmentChange.objects.get().reason == ""


def test_many_people_are_asked_about_in_a_fixed_number_of_queries(cast: Cast) -> None:
    batch = make_batch()
    make_target_rules(batch, units=[cast.unit], pns_from=9, prerequisites=[make_program()], years_between=2)
    people = [cast.employee.employee.pk]
    with CaptureQueriesContext(connection) as one:
        refusals_by_employee(batch=batch, employee_ids=people, day=DAY)
    people += [make_employee(f"Orang {n}", unit=cast.other_unit).pk for n in range(3)]
    with CaptureQueriesContext(connection) as four:
        found = refusals_by_employee(batch=batch, employee_ids=people, day=DAY)
    assert (len(one), len(four)) == (7, 7)
    assert set(found) == set(people)


def test_the_rules_in_words(cast: Cast) -> None:
    batch = make_batch()
    make_target_rules(
        batch,
        units=[cast.agency, cast.other_unit],
        position_kinds=["fungsional"],
        statuses=["pns", "pppk"],
        pns_from=9,
        pns_to=13,
        pppk_from=9,
        prerequisites=[make_program(title="Dasar")],
        years_between=3,
    )
    assert in_words(targets_of([batch.pk])[batch.pk]) == [
        "Pegawai Dinas Kesehatan, Dinas Perhubungan, beserta unit di bawahnya",
        "Jabatan: Fungsional",
        "Status: PNS, PPPK",
        "Golongan PNS: III/a–IV/a",
        "Golongan PPPK: IX ke atas",
        "Sudah menyelesaikan “Dasar”",
        "Belum mengikuti program ini dalam 3 tahun terakhir",
    ]


def test_the_page_says_for_whom_and_instead_of_the_button_why_not(cast: Cast) -> None:
    batch = make_batch(
        enrollment_closes_at=datetime.fromisoformat("2100-01-01T00:00+07:00"),
        starts_on=date(2100, 1, 2),
        ends_on=date(2100, 1, 3),
    )
    make_target_rules(batch, units=[cast.other_unit])
    address = reverse("batch", args=[batch.pk])
    page = signed_in(cast.employee).get(address).content.decode()
    assert "Pegawai Dinas Perhubungan, beserta unit di bawahnya" in page
    assert "Anda belum dapat mendaftar" in page
    assert reverse("apply", args=[batch.pk]) not in page
    assert reverse("apply", args=[batch.pk]) in signed_in(cast.stranger).get(address).content.decode()
