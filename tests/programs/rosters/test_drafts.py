"""A whole unit by a list: foreseen row by row, applied once, in one transaction."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from notifications.models import Message
from pembinaan.base import events
from pembinaan.base.models import Event
from people.models import Account, Employee, Unit
from programs.applications.approval import approve
from programs.applications.enrollment import cancel
from programs.models import Batch, Enrollment, EnrollmentChange, Program, Roster, TargetRules
from programs.rosters import drafts
from programs.rosters.table import RosterError
from programs.verify import breaches
from tests.cast import Cast
from tests.factories.lots import make_lot_batch
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import make_batch, make_enrollment, make_roster, make_session
from tests.programs.rosters.sheets import workbook


def upload(batch: Batch, owner: Account, numbers: list[Any], now: datetime) -> Roster:
    content = workbook(["NIP"], *[[number] for number in numbers])
    return drafts.keep(batch=batch, content=content, filename="daftar.xlsx", owner=owner, now=now)


def kinds(roster: Roster) -> list[str]:
    return [one.kind for one in drafts.outcomes_of(roster)]


def people(unit: Unit, count: int) -> list[Employee]:
    return [make_employee(f"Pegawai {n}", unit=unit) for n in range(count)]


def numbers(employees: list[Employee]) -> list[str]:
    return [one.number or "" for one in employees]


def test_the_dry_run_tells_each_row_and_writes_nothing(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    first, second = people(cast.unit, 2)
    enrolled = make_employee("Sudah", unit=cast.unit)
    make_enrollment(batch, enrolled, state="cancelled")
    listed = [*numbers([first, second]), first.number, "123", "199912312020121009"]
    roster = upload(batch, cast.hr, listed, now)
    outcomes = drafts.outcomes_of(roster)
    assert [(one.row, one.kind, one.place) for one in outcomes] == [
        (2, "seat", 0),
        (3, "queue", 1),
        (4, "duplicate", 0),
        (5, "wrong", 0),
        (6, "unknown", 0),
    ]
    assert outcomes[2].text == "Nomor ini sudah ada di baris 2."
    assert (outcomes[0].name, outcomes[0].unit) == ("Pegawai 0", "UPTD Puskesmas Sei Jang")
    assert Enrollment.objects.count() == 1
    assert not Message.objects.exists()


def test_applied_it_gives_seats_and_numbers_in_the_order_of_the_file(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=2)
    make_session(batch)
    listed = people(cast.unit, 4)
    roster = drafts.apply(roster=upload(batch, cast.hr, numbers(listed), now), by=cast.hr, now=now)
    found = Enrollment.objects.filter(batch=batch).order_by("pk")
    assert [(one.employee, one.state, one.queue_number) for one in found] == [
        (listed[0], "confirmed", None),
        (listed[1], "confirmed", None),
        (listed[2], "waiting", 1),
        (listed[3], "waiting", 2),
    ]
    trail = EnrollmentChange.objects.filter(enrollment=found[0]).order_by("pk")
    assert [(one.from_state, one.to_state, one.by) for one in trail] == [
        ("", "requested", cast.hr),
        ("requested", "confirmed", cast.hr),
    ]
    assert (roster.applied_by, roster.lines) == (cast.hr, [])
    assert Event.objects.filter(kind="enrollment.confirmed").count() == 2
    assert breaches(now=now) == []


def test_those_enrolled_and_their_head_are_told_once(cast: Cast, now: datetime) -> None:
    make_session(batch := make_batch(seats=1))
    other = make_employee("Kedua", unit=cast.unit)
    listed = [cast.employee.employee, other]
    roster = upload(batch, cast.hr, [cast.employee.employee.number, other.number], now)
    assert len(listed) == 2
    drafts.apply(roster=roster, by=cast.hr, now=now)
    events.sweep(now=now)
    events.sweep(now=now)
    told = Message.objects.get(kind="enrollment.enrolled")
    assert (told.to, told.about) == (cast.employee, f"batch:{batch.pk}")
    assert (
        told.body
        == "Hanafi (BKPSDM) mendaftarkan Anda dan kursi sudah menjadi milik Anda. Jadwal ada di halaman angkatan."
    )
    head = Message.objects.get(kind="roster.applied")
    assert head.to == cast.head
    assert head.body == f"Hanafi (BKPSDM) mendaftarkan 2 pegawai Anda pada {batch}: Siti Nurhaliza, Kedua."
    assert Message.objects.filter(kind="session.reminder", to=cast.employee).count() == 1


def test_a_heads_list_is_an_approval_for_the_units_below_and_nobody_else(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=9)
    asked = make_enrollment(batch, cast.employee.employee)
    ward = make_unit("Pustu", parent=cast.unit)
    below = make_employee("Bawahan", unit=ward)
    listed = numbers([cast.employee.employee, below, cast.stranger.employee, cast.head.employee])
    roster = drafts.apply(roster=upload(batch, cast.head, listed, now), by=cast.head, now=now)
    assert kinds(roster) == ["seat", "seat", "not_yours", "not_yours"]
    # Whose number it is stays unsaid.
    assert drafts.outcomes_of(roster)[2].name == ""
    asked.refresh_from_db()
    assert asked.state == "confirmed"
    assert asked.changes.order_by("-pk").first().by == cast.head  # type: ignore[union-attr]
    assert Enrollment.objects.count() == 2


def test_who_is_in_already_stays_and_whom_the_batch_is_not_for_is_refused(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=9)
    make_enrollment(batch, cast.employee.employee, state="waiting")
    TargetRules.objects.create(batch=batch, statuses=["pppk"])
    homeless = make_employee("Tanpa Unit")
    listed = numbers([cast.employee.employee, cast.officer.employee, homeless])
    roster = upload(batch, cast.hr, listed, now)
    assert kinds(roster) == ["refused", "refused", "refused"]
    assert drafts.outcomes_of(roster)[2].text == "Belum tercatat bekerja di sebuah unit."
    TargetRules.objects.all().delete()
    assert kinds(upload(batch, cast.hr, listed, now)) == ["already", "queue", "refused"]


def test_clashes_and_names_that_differ_are_warnings(cast: Cast, now: datetime) -> None:
    other = make_batch()
    make_enrollment(other, cast.employee.employee, state="confirmed")
    content = workbook(["Nama", "NIP"], ["Budi Santoso", cast.employee.employee.number])
    batch = make_batch()
    roster = drafts.keep(batch=batch, content=content, filename="a.xlsx", owner=cast.hr, now=now)
    [outcome] = drafts.outcomes_of(roster)
    assert outcome.kind == "seat"
    assert outcome.warning == (
        f"Nama di berkas berbeda: “Budi Santoso”. Pada hari yang sama terdaftar di {other.program.title}."
    )


def test_nobody_of_a_list_jumps_the_queue(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    seated = approve(enrollment=make_enrollment(batch, cast.hr.employee), by=cast.hr, now=now)
    approve(enrollment=make_enrollment(batch, cast.stranger.employee), by=cast.hr, now=now)
    cancel(enrollment=seated, by=cast.hr, reason="Sakit", now=now)
    roster = drafts.apply(roster=upload(batch, cast.hr, numbers(people(cast.unit, 2)), now), by=cast.hr, now=now)
    assert [(one.kind, one.place) for one in drafts.outcomes_of(roster)] == [("queue", 2), ("queue", 3)]
    events.sweep(now=now)
    assert Enrollment.objects.get(state="offered").employee == cast.stranger.employee
    assert breaches(now=now) == []


def test_what_changed_since_the_upload_counts(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    roster = upload(batch, cast.hr, numbers(people(cast.unit, 1)), now)
    assert kinds(roster) == ["seat"]
    approve(enrollment=make_enrollment(batch, cast.stranger.employee), by=cast.hr, now=now)
    assert kinds(drafts.apply(roster=roster, by=cast.hr, now=now)) == ["queue"]


def test_applied_twice_it_happens_once(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    roster = upload(batch, cast.hr, numbers(people(cast.unit, 1)), now)
    first = drafts.apply(roster=roster, by=cast.hr, now=now)
    again = drafts.apply(roster=roster, by=cast.hr, now=now + timedelta(hours=1))
    assert (again.applied_at, Enrollment.objects.count()) == (first.applied_at, 1)


def test_lists_end_after_two_days_and_belong_to_who_uploaded_them(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    roster = upload(batch, cast.head, numbers(people(cast.unit, 1)), now)
    with pytest.raises(RosterError, match="diunggah orang lain"):
        drafts.apply(roster=roster, by=cast.agency_head, now=now)
    with pytest.raises(RosterError, match="kedaluwarsa"):
        drafts.apply(roster=roster, by=cast.head, now=now + timedelta(days=2))
    assert drafts.discard_stale(now=now + timedelta(days=2)) == 1


def test_heads_enroll_while_enrollment_is_open_and_bkpsdm_until_the_last_day(cast: Cast, now: datetime) -> None:
    batch = make_batch()
    late = now + timedelta(days=14)
    with pytest.raises(RosterError, match="tidak sedang dibuka"):
        upload(batch, cast.head, ["1"], late)
    upload(batch, cast.hr, ["1"], late)
    with pytest.raises(RosterError, match="tidak menerima peserta"):
        upload(batch, cast.hr, ["1"], now + timedelta(days=16))
    with pytest.raises(RosterError, match="tidak menerima peserta"):
        upload(make_batch(state="draft"), cast.hr, ["1"], now)


def test_where_seats_are_given_later_a_list_is_approved_only(cast: Cast, now: datetime) -> None:
    batch = make_batch(seat_method="need")
    listed = people(cast.unit, 3)
    roster = drafts.apply(roster=upload(batch, cast.hr, numbers(listed), now), by=cast.hr, now=now)
    assert kinds(roster) == ["later"] * 3
    assert set(Enrollment.objects.values_list("state", flat=True)) == {"approved"}
    assert breaches(now=now) == []


def test_in_a_lot_everybody_of_a_list_gets_a_code_to_be_drawn_with(cast: Cast, now: datetime) -> None:
    batch = make_lot_batch()
    listed = people(cast.unit, 3)
    roster = drafts.apply(roster=upload(batch, cast.hr, numbers(listed), now), by=cast.hr, now=now)
    assert kinds(roster) == ["later"] * 3
    codes = Enrollment.objects.filter(state="approved").values_list("code", flat=True)
    assert len(set(codes)) == 3
    assert None not in codes
    assert drafts.enroll_one(batch=batch, number=cast.employee.employee.number, by=cast.hr, now=now).kind == "later"


def test_one_number_is_enrolled_by_bkpsdm_and_an_exception_needs_its_reason(cast: Cast, now: datetime) -> None:
    batch = make_batch(seats=1)
    TargetRules.objects.create(batch=batch, statuses=["pppk"])
    number = cast.employee.employee.number
    assert drafts.enroll_one(batch=batch, number=number, by=cast.hr, now=now).kind == "refused"
    spaced = f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}"
    done = drafts.enroll_one(batch=batch, number=spaced, by=cast.hr, exception="Pengganti PPPK", now=now)
    assert done.kind == "seat"
    again = drafts.enroll_one(batch=batch, number=number, by=cast.hr, exception="Pengganti PPPK", now=now)
    assert again.kind == "already"
    assert EnrollmentChange.objects.get(to_state="requested").reason == "Pengganti PPPK"
    events.sweep(now=now)
    assert Message.objects.get(kind="enrollment.enrolled").to == cast.employee


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("roster_expires_later", {"expires_at": datetime(2020, 1, 1).astimezone()}),
        ("roster_emptied_when_applied", {"lines": [[2, "1", "", ""]], "applied_at": datetime(2026, 3, 9).astimezone()}),
        ("roster_applied_by_somebody", {"applied_at": datetime(2026, 3, 9).astimezone()}),
    ],
)
def test_the_database_refuses_what_cannot_be(cast: Cast, constraint: str, fields: dict[str, Any]) -> None:
    if constraint == "roster_emptied_when_applied":
        fields = {**fields, "applied_by": cast.hr}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_roster(make_batch(), cast.hr, **fields)


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast, now: datetime) -> None:
    def cost(count: int) -> int:
        batch = make_batch(Program.objects.first(), seats=50)
        roster = upload(batch, cast.hr, numbers(people(cast.unit, count)), now)
        with CaptureQueriesContext(connection) as captured:
            drafts.apply(roster=roster, by=cast.hr, now=now)
        return len(captured)

    make_batch()
    assert cost(1) == cost(30)
