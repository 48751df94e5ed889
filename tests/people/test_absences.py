"""A head is away: from when to when, and who decides meanwhile."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from pembinaan.base.models import Event
from people import absences
from people.absences import AbsenceError
from people.access import Access
from people.models import Absence, AbsenceReason, Employee
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = date(2026, 3, 9)
FRIDAY = date(2026, 3, 13)


def away(cast: Cast, now: datetime, *, deputy: Employee | None = None, **dates: date) -> Absence:
    days = {"starts_on": TODAY, "ends_on": FRIDAY, **dates}
    return absences.record(
        employee=cast.head.employee, reason=AbsenceReason.LEAVE, deputy=deputy, by=cast.head, now=now, **days
    )


def test_the_deputy_sees_the_requests_of_the_unit_on_those_days_only(cast: Cast, now: datetime) -> None:
    away(cast, now, deputy=cast.employee.employee)
    assert Access(cast.employee, TODAY).approving_unit_ids == [cast.unit.pk]
    assert Access(cast.employee, FRIDAY).is_approver
    assert not Access(cast.employee, date(2026, 3, 14)).is_approver
    assert not Access(cast.employee, TODAY).is_head


def test_the_rooms_above_are_told_once_of_the_beginning_and_the_end(cast: Cast, now: datetime) -> None:
    absence = away(cast, now, deputy=cast.employee.employee)
    absences.end(absence=absence, by=cast.head, now=now)
    absences.end(absence=absence, by=cast.head, now=now)
    kinds = Event.objects.filter(subject_id=absence.pk).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["absence.recorded", "absence.ended"]


def test_one_that_runs_ends_the_day_before_and_one_to_come_is_taken_back(cast: Cast, now: datetime) -> None:
    running = away(cast, now)
    later = now + timedelta(days=2)
    assert absences.end(absence=running, by=cast.head, now=later).ends_on == date(2026, 3, 10)
    coming = away(cast, later, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 2))
    coming = absences.end(absence=coming, by=cast.head, now=later)
    assert (coming.withdrawn_at, coming.starts_on) == (later, date(2026, 4, 1))
    assert list(Absence.objects.to_come(date(2026, 3, 11))) == []
    # The days are free again.
    away(cast, later, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 2))


def test_who_did_it_is_in_the_history(cast: Cast, now: datetime) -> None:
    absence = away(cast, now)
    absences.end(absence=absence, by=cast.hr, now=now)
    trail = absence.pgh_event_model.objects.order_by("pgh_id").select_related("pgh_context")  # type: ignore[attr-defined]
    assert [(event.pgh_context.metadata["deed"], event.pgh_context.metadata["by"]) for event in trail] == [
        ("record absence", cast.head.pk),
        ("end absence", cast.hr.pk),
    ]


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({"starts_on": date(2026, 3, 8)}, "Tanggal mulai paling awal hari ini."),
        ({"ends_on": date(2026, 3, 8)}, "Tanggal selesai tidak boleh sebelum tanggal mulai."),
    ],
)
def test_days_that_cannot_be_are_refused(cast: Cast, now: datetime, dates: dict[str, date], sentence: str) -> None:
    with pytest.raises(AbsenceError) as refusal:
        away(cast, now, **dates)
    assert refusal.value.message == sentence


def test_two_absences_never_share_a_day(cast: Cast, now: datetime) -> None:
    away(cast, now)
    with pytest.raises(AbsenceError, match="sudah tercatat tidak di tempat"):
        away(cast, now, starts_on=FRIDAY, ends_on=FRIDAY)
    known = Absence.objects.get()
    with pytest.raises(IntegrityError, match="absence_one_at_a_time"), transaction.atomic():
        Absence.objects.create(
            employee=known.employee, starts_on=FRIDAY, ends_on=FRIDAY, reason="leave", recorded_at=now
        )


def test_a_deputy_comes_from_the_unit_or_heads_one_right_below(cast: Cast, now: datetime) -> None:
    chosen = absences.candidates(cast.agency_head.employee, TODAY)
    assert list(chosen) == [cast.head.employee]
    assert set(absences.candidates(cast.head.employee, TODAY)) == {cast.employee.employee, cast.officer.employee}
    with pytest.raises(AbsenceError, match="Pilih wakil"):
        away(cast, now, deputy=cast.stranger.employee)


def test_who_heads_nothing_needs_no_deputy(cast: Cast, now: datetime) -> None:
    with pytest.raises(AbsenceError, match="tidak menjabat kepala unit"):
        absences.record(
            employee=cast.employee.employee,
            starts_on=TODAY,
            ends_on=TODAY,
            reason=AbsenceReason.SICK,
            deputy=None,
            by=cast.hr,
            now=now,
        )


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("absence_has_end", {"ends_on": None}),
        ("absence_dates_in_order", {"ends_on": date(2026, 3, 8)}),
        ("absence_deputy_is_another", {"deputy": "self"}),
    ],
)
def test_the_database_refuses_what_cannot_be(
    cast: Cast, now: datetime, constraint: str, fields: dict[str, object]
) -> None:
    values = {"employee": cast.head.employee, "starts_on": TODAY, "ends_on": FRIDAY, "reason": "leave", **fields}
    if values.get("deputy") == "self":
        values["deputy"] = cast.head.employee
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Absence.objects.create(recorded_at=now, **values)


def test_a_unit_does_not_answer_for_itself(cast: Cast) -> None:
    cast.city.answered_by = cast.city
    with pytest.raises(IntegrityError, match="unit_not_answered_by_itself"), transaction.atomic():
        cast.city.save()


def test_the_head_records_and_ends_it_in_the_browser(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.head, backend=BACKEND)
    today = timezone.localdate()
    fields = {"starts_on": today, "ends_on": today, "reason": "travel", "deputy": cast.employee.employee_id}
    page = browser.post("/wakil/", fields, follow=True).content.decode()
    assert "Siti Nurhaliza diberi tahu dan dapat memutuskan selama itu." in page
    assert "Sedang berlaku" in page
    absence = Absence.objects.get()
    assert "kembali memutuskan sendiri" in browser.get(f"/wakil/{absence.pk}/akhiri/").content.decode()
    assert "Dibatalkan" in browser.post(f"/wakil/{absence.pk}/akhiri/", follow=True).content.decode()
    assert "sudah tercatat" not in browser.post("/wakil/", fields, follow=True).content.decode()
    assert "sudah tercatat" in browser.post("/wakil/", fields, follow=True).content.decode()


def test_hr_records_it_for_a_head_who_cannot(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.hr, backend=BACKEND)
    today = timezone.localdate()
    address = f"/pegawai/{cast.head.employee_id}/wakil/"
    fields = {"starts_on": today, "ends_on": today, "reason": "sick", "deputy": ""}
    page = browser.post(address, fields, follow=True).content.decode()
    assert "diputuskan oleh atasan berikutnya" in page
    assert Absence.objects.get().recorded_by == cast.hr
