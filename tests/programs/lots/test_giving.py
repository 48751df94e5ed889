"""Giving seats by ranked need."""

from datetime import datetime, timedelta

import pytest

from notifications.models import Message
from pembinaan.base.events import sweep
from people.models import Employee
from programs.applications.approval import approve
from programs.errors import DrawingError
from programs.lots.drawing import freeze, record_value
from programs.lots.due import give_what_is_due
from programs.lots.giving import give_by_need
from programs.models import Enrollment, Need, Placement
from programs.verify import breaches
from tests.cast import Cast
from tests.factories.lots import (
    DRAWN_AT,
    FROZEN_AT,
    REVEAL_BY,
    VALUE,
    make_approved,
    make_lot_batch,
)
from tests.factories.people import make_employee
from tests.factories.programs import CLOSES_AT, OPENS_AT, make_batch, make_enrollment, make_session


def state_need(employee: Employee, *, gap: int, rank: int | None = None, **fields: object) -> Need:
    unit = employee.assignments.get(main=True).unit
    return Need.objects.create(
        employee=employee,
        unit=unit,
        **{
            "year": 2026,
            "kind": "teknis",
            "competency": "Triase",
            "gap": gap,
            "rank": rank,
            "stated_at": OPENS_AT,
            **fields,
        },
    )


def test_seats_go_by_the_heads_rank_then_the_gap_then_the_time(cast: Cast) -> None:
    batch = make_batch(seat_method="need", seats=2, reserves=2)
    make_session(batch)
    people = {name: make_employee(name, unit=cast.unit) for name in ("tanpa", "awal", "besar", "dua", "satu", "lain")}
    state_need(people["satu"], gap=1, rank=1)
    state_need(people["dua"], gap=3, rank=2)
    state_need(people["besar"], gap=3)
    state_need(people["awal"], gap=2)
    state_need(people["lain"], gap=3, kind="manajerial")  # of another kind: it does not count
    state_need(people["tanpa"], gap=3, year=2025)  # of another year
    for number, person in enumerate(people.values()):
        make_enrollment(batch, person, state="approved", requested_at=OPENS_AT + timedelta(hours=number))
    give_by_need(batch=batch, by=cast.hr, now=CLOSES_AT)
    placed = Placement.objects.order_by("place").select_related("enrollment__employee")
    assert [(one.enrollment.employee.name, one.enrollment.state) for one in placed] == [
        ("satu", "confirmed"),
        ("dua", "confirmed"),
        ("besar", "waiting"),
        ("awal", "waiting"),
        ("tanpa", "not_drawn"),
        ("lain", "not_drawn"),
    ]
    assert list(Enrollment.objects.in_queue().values_list("queue_number", flat=True)) == [1, 2]
    assert placed[0].reason == (
        "Urutan ke-1 dari 6 menurut kebutuhan: peringkat 1 dari kepala unit; kesenjangan kecil; "
        "diajukan 1 Maret 2026, 11.00 WIB."
    )
    assert placed[2].reason.startswith(
        "Urutan ke-3 dari 6 menurut kebutuhan: belum diberi peringkat oleh kepala unit; kesenjangan besar;"
    )
    assert "belum ada kebutuhan yang sesuai" in placed[4].reason
    assert breaches(now=CLOSES_AT) == []


def test_given_twice_nothing_more_happens_and_nothing_before_closing(cast: Cast, now: datetime) -> None:
    batch = make_batch(seat_method="need", seats=1)
    make_approved(batch, 2)
    with pytest.raises(DrawingError, match="setelah pendaftaran ditutup"):
        give_by_need(batch=batch, by=cast.hr, now=now)
    first = give_by_need(batch=batch, by=cast.hr, now=CLOSES_AT)
    again = give_by_need(batch=batch, by=cast.hr, now=CLOSES_AT + timedelta(days=1))
    assert first.seats_given_at == again.seats_given_at == CLOSES_AT
    assert Placement.objects.count() == 2


def test_only_a_batch_by_need_that_runs_gives_by_need(cast: Cast) -> None:
    with pytest.raises(DrawingError, match="tidak dibagikan menurut kebutuhan"):
        give_by_need(batch=make_batch(), by=cast.hr, now=CLOSES_AT)
    with pytest.raises(DrawingError, match="diumumkan dan belum selesai"):
        give_by_need(batch=make_batch(seat_method="need", state="draft"), by=cast.hr, now=CLOSES_AT)


def test_who_is_approved_after_the_giving_comes_behind(cast: Cast) -> None:
    batch = make_batch(seat_method="need", seats=1)
    late = make_enrollment(batch, cast.employee.employee)
    state_need(cast.employee.employee, gap=3, rank=1)
    make_approved(batch, 2)
    give_by_need(batch=batch, by=None, now=CLOSES_AT)
    approve(enrollment=late, by=cast.head, now=CLOSES_AT + timedelta(hours=1))
    late.refresh_from_db()
    assert (late.state, late.queue_number) == ("waiting", 2)


def test_an_approval_says_when_seats_are_given(cast: Cast, now: datetime) -> None:
    batch = make_batch(seat_method="need")
    approve(enrollment=make_enrollment(batch, cast.employee.employee), by=cast.head, now=now)
    told = Message.objects.get(to=cast.employee, kind="enrollment.decided")
    assert told.body == (
        "Disetujui. Kursi dibagikan menurut kebutuhan setelah pendaftaran ditutup, 20 Maret 2026, 07.00 WIB."
    )


def test_the_clock_gives_freezes_and_draws_what_is_due(cast: Cast) -> None:
    by_need, by_lot, missed = make_batch(seat_method="need"), make_lot_batch(), make_lot_batch()
    for batch in (by_need, by_lot, missed):
        make_approved(batch, 3)
    give_what_is_due(now=CLOSES_AT - timedelta(seconds=1))
    assert not Placement.objects.exists()
    freeze(batch=missed, by=None, now=FROZEN_AT)
    record_value(batch=missed, value=VALUE, by=cast.hr, now=DRAWN_AT)
    give_what_is_due(now=FROZEN_AT)
    by_lot.lot.refresh_from_db()
    by_need.refresh_from_db()
    assert by_need.seats_given_at == by_lot.lot.frozen_at == FROZEN_AT
    give_what_is_due(now=REVEAL_BY)
    missed.lot.refresh_from_db()
    by_lot.lot.refresh_from_db()
    assert (missed.lot.drawn_at, missed.lot.secret) == (REVEAL_BY, "")
    assert by_lot.lot.drawn_at is None  # nobody has written the public value down yet


def test_everybody_is_told_once(cast: Cast) -> None:
    batch = make_batch(seat_method="need", seats=1)
    for person in (cast.employee, cast.stranger):
        make_enrollment(batch, person.employee, state="approved")
    give_by_need(batch=batch, by=None, now=CLOSES_AT)
    sweep(now=CLOSES_AT)
    assert Message.objects.filter(kind="enrollment.seats_given").count() == 2
