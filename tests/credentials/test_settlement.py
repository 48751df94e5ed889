"""Certificates and hours follow what happened in a batch, however often and in whatever order one looks."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from credentials import issuing
from credentials.checks import breaches
from credentials.dues import DuesError
from credentials.hours import hours_of
from credentials.models import Certificate, CertificateChange, HoursEntry
from credentials.revocation import RevocationError, lift_revocation, revoke
from credentials.settlement import Settlement, settle
from documents.models import IssuedNumber
from learning.progress import complete_lesson
from partners.models import Instructor
from people.models import Account, Employee
from programs.closing import close, reopen
from programs.models import Batch
from programs.presence.attendance import mark
from tests.cast import Cast
from tests.factories.credentials import AFTERWARDS, enrollment_of, make_form, make_run, make_settled
from tests.factories.learning import make_lesson
from tests.factories.people import make_employee
from tests.factories.programs import make_program

NOTHING = Settlement(issued=0, revised=0, revoked=0)


def of(account: Account) -> Employee:
    assert account.employee is not None
    return account.employee


def correct(batch: Batch, employee: Employee, *, present: bool, sessions: int = 2) -> Settlement:
    """Reopen, mark the person at the last sessions, close again, settle."""
    batch = reopen(batch=batch, by=None, reason="Koreksi daftar hadir", now=AFTERWARDS)
    settle(batch=batch, now=AFTERWARDS)
    enrollment = enrollment_of(batch, employee)
    for session in batch.sessions.order_by("-starts_at")[:sessions]:
        mark(session=session, present={enrollment.pk: present}, by=None, now=AFTERWARDS)
    settle(batch=batch, now=AFTERWARDS)
    return settle(batch=close(batch=batch, by=None, now=AFTERWARDS), now=AFTERWARDS)


def test_closing_gives_the_present_a_certificate_and_hours_and_the_absent_nothing(cast: Cast) -> None:
    present, absent = of(cast.employee), of(cast.stranger)
    make_settled([present], absent=[absent])
    certificate = Certificate.objects.get()
    assert (certificate.employee, certificate.revision, certificate.is_in_force) == (present, 1, True)
    assert certificate.number == "B/800.2.1/1/PEMKO/2026"
    assert certificate.facts["hours"] == "20.00"
    assert certificate.facts["name"] == "Siti Nurhaliza"
    assert certificate.facts["issued_on"] == "2026-03-25"
    assert hours_of(employee=present, year=2026) == Decimal(20)
    assert hours_of(employee=absent, year=2026) == Decimal(0)
    assert list(breaches()) == []


def test_a_second_settlement_writes_nothing(cast: Cast) -> None:
    batch = make_settled([of(cast.employee)])
    assert settle(batch=batch, now=AFTERWARDS + timedelta(days=3)) == NOTHING
    assert Certificate.objects.get().issued_at == AFTERWARDS


def test_a_batch_that_is_not_closed_gives_nothing(cast: Cast) -> None:
    assert settle(batch=make_run([of(cast.employee)]), now=AFTERWARDS) == NOTHING


def test_reopening_takes_nothing_away_from_those_who_were_right(cast: Cast) -> None:
    right, wrong = of(cast.employee), of(cast.stranger)
    batch = make_settled([right, wrong])
    assert correct(batch, wrong, present=False) == Settlement(issued=0, revised=0, revoked=1)
    kept = Certificate.objects.get(employee=right)
    assert (kept.revision, kept.is_in_force) == (1, True)
    assert hours_of(employee=right, year=2026) == Decimal(20)


def test_a_corrected_absence_takes_hours_and_certificate_and_a_second_correction_gives_them_back(cast: Cast) -> None:
    person = of(cast.employee)
    batch = make_settled([person])
    first = Certificate.objects.get()
    assert correct(batch, person, present=False) == Settlement(issued=0, revised=0, revoked=1)
    gone = Certificate.objects.get()
    assert not gone.is_in_force
    assert gone.revocation_reason == "Tidak pernah hadir: tanpa keterangan."
    assert hours_of(employee=person, year=2026) == Decimal(0)
    assert correct(batch, person, present=True) == Settlement(issued=0, revised=1, revoked=0)
    back = Certificate.objects.get()
    assert (back.revision, back.number, back.code) == (2, first.number, first.code)
    assert back.is_in_force
    assert back.facts["revision"] == 2
    credited = HoursEntry.objects.order_by("pk").values_list("revision", "credited")
    assert list(credited) == [(1, Decimal(20)), (1, Decimal(-20)), (2, Decimal(20))]
    deeds = CertificateChange.objects.order_by("pk").values_list("deed", "revision")
    assert list(deeds) == [("issued", 1), ("revoked", 1), ("revised", 2)]
    assert IssuedNumber.objects.count() == 1
    assert list(breaches()) == []


def test_fewer_days_at_a_seminar_mean_fewer_hours_in_a_new_revision(cast: Cast) -> None:
    person = of(cast.employee)
    seminar = make_program(training_type=make_form("SEM"), learning_hours="12")
    batch = make_settled([person], program=seminar, attendance_share="0.50")
    assert hours_of(employee=person, year=2026) == Decimal(8)  # 2 days × 4 JP
    assert correct(batch, person, present=False, sessions=1) == Settlement(issued=0, revised=1, revoked=0)
    assert hours_of(employee=person, year=2026) == Decimal(4)  # 1 day × 4 JP
    assert (Certificate.objects.get().revision, Certificate.objects.get().facts["hours"]) == (2, "4.00")


def test_the_hours_belong_to_the_year_in_which_the_batch_ends(cast: Cast) -> None:
    person = of(cast.employee)
    batch = make_run([person], starts_on=date(2026, 3, 23), ends_on=date(2027, 1, 2))
    later = datetime(2027, 1, 5, tzinfo=UTC)
    settle(batch=close(batch=batch, by=None, now=later), now=later)
    assert (hours_of(employee=person, year=2026), hours_of(employee=person, year=2027)) == (Decimal(0), Decimal(20))


def test_a_lesson_left_open_holds_the_certificate_until_it_is_finished(cast: Cast) -> None:
    program = make_program()
    lesson = make_lesson(program)
    batch = make_settled([of(cast.employee)], program=program)
    assert not Certificate.objects.exists()
    complete_lesson(enrollment=enrollment_of(batch, of(cast.employee)), lesson=lesson, now=AFTERWARDS)
    assert settle(batch=batch, now=AFTERWARDS).issued == 1


def test_a_lesson_added_afterwards_takes_nothing_away(cast: Cast) -> None:
    batch = make_settled([of(cast.employee)])
    make_lesson(batch.program)
    assert settle(batch=batch, now=AFTERWARDS) == NOTHING


def test_an_instructor_never_receives_a_participants_certificate(cast: Cast) -> None:
    teacher = of(cast.head)
    batch = make_run([teacher, of(cast.employee)])
    batch.sessions.filter(title="Sesi 1").update(
        instructor=Instructor.objects.create(name="Pengajar", employee=teacher)
    )
    settle(batch=close(batch=batch, by=None, now=AFTERWARDS), now=AFTERWARDS)
    assert Certificate.objects.get().employee == of(cast.employee)


def test_a_form_without_a_rule_is_refused_in_words_and_nothing_is_half_done(cast: Cast) -> None:
    batch = close(
        batch=make_run([of(cast.employee)], program=make_program(training_type=make_form("XYZ"))),
        by=None,
        now=AFTERWARDS,
    )
    with pytest.raises(DuesError, match="Belum ada aturan konversi JP untuk bentuk XYZ"):
        settle(batch=batch, now=AFTERWARDS)
    assert not Certificate.objects.exists()
    assert [words for words in breaches() if "XYZ" in words]


def test_a_crash_in_the_middle_leaves_nothing_and_the_next_run_does_all(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = close(batch=make_run([of(cast.employee), of(cast.stranger)]), by=None, now=AFTERWARDS)
    noted = issuing._note
    calls: list[int] = []

    def crash_at_second(*args: object, **kwargs: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("listrik padam")
        noted(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(issuing, "_note", crash_at_second)
    with pytest.raises(RuntimeError):
        settle(batch=batch, now=AFTERWARDS)
    assert (Certificate.objects.count(), HoursEntry.objects.count(), IssuedNumber.objects.count()) == (0, 0, 0)
    monkeypatch.setattr(issuing, "_note", noted)
    assert settle(batch=batch, now=AFTERWARDS).issued == 2
    assert sorted(IssuedNumber.objects.values_list("seq", flat=True)) == [1, 2]


def test_what_hr_decided_no_settlement_gives_back_but_lifting_does(cast: Cast) -> None:
    batch = make_settled([of(cast.employee)])
    certificate = Certificate.objects.get()
    revoke(certificate=certificate, reason="Daftar hadir dipalsukan", by=cast.hr, now=AFTERWARDS)
    assert settle(batch=batch, now=AFTERWARDS) == NOTHING
    assert hours_of(employee=of(cast.employee), year=2026) == Decimal(0)
    assert list(breaches()) == []
    with pytest.raises(RevocationError, match="sudah dicabut"):
        revoke(certificate=certificate, reason="Lagi", by=cast.hr, now=AFTERWARDS)
    restored = lift_revocation(certificate=certificate, now=AFTERWARDS)
    assert (restored.is_in_force, restored.revision, restored.number) == (True, 2, certificate.number)
    assert hours_of(employee=of(cast.employee), year=2026) == Decimal(20)


def test_a_revocation_needs_a_reason(cast: Cast) -> None:
    make_settled([of(cast.employee)])
    with pytest.raises(RevocationError, match="Tuliskan alasan"):
        revoke(certificate=Certificate.objects.get(), reason="  ", by=cast.hr, now=AFTERWARDS)


def test_looking_at_a_settled_batch_costs_the_same_for_one_and_for_three(cast: Cast) -> None:
    counts = []
    for size in (1, 3):
        batch = make_settled([make_employee(unit=cast.unit) for _ in range(size)])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            settle(batch=batch, now=AFTERWARDS)
        counts.append(len(queries))
    assert counts[0] == counts[1]
