"""A lot from its secret to its outcome."""

import hashlib
import hmac
from datetime import datetime, timedelta

import pytest

from notifications.models import Message
from pembinaan.base.events import sweep
from programs.applications.approval import approve
from programs.applications.enrollment import cancel, request
from programs.batches import change, open_enrollment
from programs.errors import BatchError, DrawingError
from programs.lots import lot
from programs.lots.drawing import PublicValue, draw, freeze, name_value, prepare, record_value
from programs.models import Batch, Enrollment, Lot, LotEntry, Placement
from programs.verify import breaches
from tests.cast import Cast
from tests.factories.lots import (
    DRAWN_AT,
    FROZEN_AT,
    REVEAL_BY,
    SECRET,
    VALUE,
    VALUE_AT,
    make_approved,
    make_drawn,
    make_lot_batch,
)
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import CLOSES_AT, make_batch, make_enrollment, make_session

NAMED = PublicValue("drand quicknet, round 1", "https://api.drand.sh/public/1", VALUE_AT, REVEAL_BY)


def states(batch: Batch) -> list[str]:
    """The states in the order of the lot."""
    placed = Placement.objects.filter(batch=batch).order_by("place")
    return list(placed.values_list("enrollment__state", flat=True))


def test_the_secret_is_shown_once_and_only_its_digest_is_kept(cast: Cast, now: datetime) -> None:
    batch = make_batch(state="draft", seat_method="lot")
    made = prepare(batch=batch, value=NAMED, by=cast.hr, now=now)
    assert made.lot.secret_digest == hashlib.sha256(made.secret.encode()).hexdigest()
    kept = Lot.objects.get(batch=batch)
    assert made.secret not in {str(value) for value in vars(kept).values()}


def test_a_lost_secret_is_made_anew_as_long_as_the_batch_is_a_draft(cast: Cast, now: datetime) -> None:
    batch = make_batch(state="draft", seat_method="lot")
    first = prepare(batch=batch, value=NAMED, by=cast.hr, now=now)
    second = prepare(batch=batch, value=NAMED, by=cast.hr, now=now)
    assert first.secret != second.secret
    assert Lot.objects.get().secret_digest == lot.digest(second.secret)
    make_session(batch)
    open_enrollment(batch=batch, by=cast.hr, now=now)
    with pytest.raises(DrawingError, match="Pendaftaran sudah dibuka"):
        prepare(batch=batch, value=NAMED, by=cast.hr, now=now)


def test_a_batch_by_lot_opens_only_with_its_lot(cast: Cast, now: datetime) -> None:
    batch = make_batch(state="draft", seat_method="lot")
    make_session(batch)
    with pytest.raises(BatchError, match="Siapkan undian dahulu"):
        open_enrollment(batch=batch, by=cast.hr, now=now)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"born_at": CLOSES_AT}, "setelah pendaftaran ditutup"),
        ({"reveal_by": VALUE_AT}, "sesudah nilai umum lahir"),
    ],
)
def test_the_public_value_is_born_after_closing_and_before_the_deadline(
    cast: Cast, now: datetime, fields: dict[str, datetime], sentence: str
) -> None:
    batch = make_batch(state="draft", seat_method="lot")
    value = PublicValue(**{**vars(NAMED), **fields})  # type: ignore[arg-type]
    with pytest.raises(DrawingError, match=sentence):
        prepare(batch=batch, value=value, by=cast.hr, now=now)


def test_enrollment_is_not_prolonged_beyond_the_birth_of_the_value(cast: Cast, now: datetime) -> None:
    batch = make_lot_batch()
    batch.enrollment_closes_at = VALUE_AT
    with pytest.raises(BatchError, match="Nilai umum undian harus lahir setelah"):
        change(batch=batch, sessions=[], by=cast.hr, now=now)
    later = PublicValue("Undian umum", "", VALUE_AT + timedelta(hours=2), REVEAL_BY)
    name_value(batch=batch, value=later, by=cast.hr, now=now)
    change(batch=batch, sessions=[], by=cast.hr, now=now)


def test_an_approval_leads_to_the_lot_and_not_to_a_seat(cast: Cast, now: datetime) -> None:
    batch = make_lot_batch(seats=30)
    asked = request(batch=batch, employee=cast.employee.employee, by=cast.employee, now=now)
    assert len(asked.code or "") == 11
    approved = approve(enrollment=asked, by=cast.head, now=now)
    assert (approved.state, approved.queue_number) == ("approved", None)
    told = Message.objects.get(to=cast.employee, kind="enrollment.decided")
    assert told.body == (
        "Disetujui dan ikut undian. Kursi diundi setelah pendaftaran ditutup, 20 Maret 2026, 07.00 WIB. "
        f"Kode undian Anda: {asked.code}."
    )


def test_the_list_holds_those_approved_and_its_digest_is_published(cast: Cast) -> None:
    batch = make_lot_batch()
    ours = make_approved(batch, 3)
    make_enrollment(batch, cast.employee.employee, state="requested")
    make_enrollment(batch, cast.stranger.employee, state="declined")
    found = freeze(batch=batch, by=None, now=FROZEN_AT)
    lines = found.listing.splitlines()
    assert lines == ["kode,unit,strata", *sorted(f"{one.code},,semua" for one in ours)]
    assert found.list_digest == hashlib.sha256(found.listing.encode()).hexdigest()
    assert list(found.strata.values_list("name", "applicants", "seats")) == [("semua", 3, 2)]
    assert Message.objects.get(kind="lot.frozen").to == cast.hr


def test_frozen_twice_the_list_stays_and_who_is_approved_later_is_not_in_it(cast: Cast) -> None:
    batch = make_lot_batch()
    make_approved(batch, 2)
    late = make_enrollment(batch, cast.employee.employee)
    first = freeze(batch=batch, by=None, now=FROZEN_AT)
    approve(enrollment=late, by=cast.head, now=FROZEN_AT)
    assert freeze(batch=batch, by=cast.hr, now=FROZEN_AT + timedelta(minutes=1)).list_digest == first.list_digest
    assert LotEntry.objects.count() == 2


def test_the_list_is_not_frozen_before_closing_nor_after_the_birth_of_the_value(cast: Cast, now: datetime) -> None:
    batch = make_lot_batch()
    with pytest.raises(DrawingError, match="dikunci setelah pendaftaran ditutup"):
        freeze(batch=batch, by=cast.hr, now=now)
    with pytest.raises(DrawingError, match="sudah lahir sebelum daftar dikunci"):
        freeze(batch=batch, by=cast.hr, now=VALUE_AT)
    with pytest.raises(DrawingError, match="sudah lahir"):
        name_value(batch=batch, value=NAMED, by=cast.hr, now=VALUE_AT)
    later = PublicValue("Undian umum", "", VALUE_AT + timedelta(hours=2), REVEAL_BY)
    name_value(batch=batch, value=later, by=cast.hr, now=VALUE_AT)
    assert freeze(batch=batch, by=cast.hr, now=VALUE_AT).frozen_at == VALUE_AT


def test_after_freezing_no_other_value_is_named(cast: Cast) -> None:
    batch = make_lot_batch()
    freeze(batch=batch, by=None, now=FROZEN_AT)
    with pytest.raises(DrawingError, match="sudah dikunci"):
        name_value(batch=batch, value=NAMED, by=cast.hr, now=FROZEN_AT)


def test_the_value_is_recorded_after_its_birth_and_mended_until_the_draw(cast: Cast) -> None:
    batch = make_lot_batch()
    with pytest.raises(DrawingError, match="belum dikunci"):
        record_value(batch=batch, value=VALUE, by=cast.hr, now=FROZEN_AT)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    with pytest.raises(DrawingError, match="belum lahir"):
        record_value(batch=batch, value=VALUE, by=cast.hr, now=FROZEN_AT)
    with pytest.raises(DrawingError, match="persis seperti"):
        record_value(batch=batch, value="  ", by=cast.hr, now=VALUE_AT)
    record_value(batch=batch, value="salah ketik", by=cast.hr, now=VALUE_AT)
    assert record_value(batch=batch, value=f" {VALUE}\n", by=cast.hr, now=VALUE_AT).value == VALUE
    draw(batch=batch, secret=SECRET, by=cast.hr, now=DRAWN_AT)
    with pytest.raises(DrawingError, match="sudah dilakukan"):
        record_value(batch=batch, value="lain", by=cast.hr, now=DRAWN_AT)


def test_the_draw_gives_seats_and_queue_numbers_along_the_order_that_anyone_recomputes(cast: Cast) -> None:
    batch = make_lot_batch(seats=2, reserves=3)
    make_session(batch)
    ours = make_approved(batch, 7)
    found = make_drawn(batch)
    # Recomputed here from the published texts alone.
    lines = sorted(f"{one.code},,semua\n" for one in ours)
    list_digest = hashlib.sha256(("kode,unit,strata\n" + "".join(lines)).encode()).hexdigest()
    seed = hashlib.sha256((SECRET + list_digest + VALUE).encode()).digest()
    expected = sorted(ours, key=lambda one: hmac.new(seed, (one.code or "").encode(), "sha256").hexdigest())
    placed = Placement.objects.order_by("place")
    assert list(placed.values_list("enrollment_id", flat=True)) == [one.pk for one in expected]
    assert list(placed.values_list("outcome", flat=True)) == ["seat"] * 2 + ["reserve"] * 3 + ["none"] * 2
    assert states(batch) == ["confirmed"] * 2 + ["waiting"] * 3 + ["not_drawn"] * 2
    numbers = placed.values_list("enrollment__queue_number", flat=True)
    assert list(numbers) == [None, None, 1, 2, 3, None, None]
    assert found.seed == seed.hex()
    batch.refresh_from_db()
    assert batch.seats_given_at == DRAWN_AT
    assert breaches(now=DRAWN_AT) == []


def test_drawn_twice_the_first_draw_is_returned(cast: Cast) -> None:
    batch = make_lot_batch()
    make_approved(batch, 5)
    first = make_drawn(batch)
    again = draw(batch=batch, secret="f" * 64, by=cast.hr, now=DRAWN_AT + timedelta(hours=1))
    assert (again.drawn_at, again.seed) == (first.drawn_at, first.seed)
    assert Placement.objects.count() == 5


def test_a_secret_that_does_not_fit_its_digest_is_refused(cast: Cast) -> None:
    batch = make_lot_batch()
    make_approved(batch, 2)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    with pytest.raises(DrawingError, match="catat nilai umum dahulu"):
        draw(batch=batch, secret=SECRET, by=cast.hr, now=DRAWN_AT)
    record_value(batch=batch, value=VALUE, by=cast.hr, now=VALUE_AT)
    with pytest.raises(DrawingError, match="tidak cocok dengan sidik"):
        draw(batch=batch, secret="0" * 64, by=cast.hr, now=DRAWN_AT)
    assert Lot.objects.get().drawn_at is None


def test_without_the_secret_the_draw_waits_for_the_deadline_and_then_says_so(cast: Cast) -> None:
    batch = make_lot_batch()
    make_approved(batch, 3)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    record_value(batch=batch, value=VALUE, by=cast.hr, now=VALUE_AT)
    with pytest.raises(DrawingError, match="setelah batas waktunya lewat"):
        draw(batch=batch, secret="", by=cast.hr, now=REVEAL_BY - timedelta(seconds=1))
    found = draw(batch=batch, secret="", by=None, now=REVEAL_BY)
    assert found.secret == ""
    assert found.seed == hashlib.sha256((found.list_digest + VALUE).encode()).hexdigest()
    assert states(batch) == ["confirmed", "confirmed", "waiting"]


def test_everybody_is_told_what_they_got_and_why(cast: Cast) -> None:
    batch = make_lot_batch(seats=1, reserves=1)
    make_session(batch)
    for person in (cast.employee, cast.stranger, cast.officer):
        make_enrollment(batch, person.employee, state="approved")
    make_drawn(batch)
    sweep(now=DRAWN_AT)
    sweep(now=DRAWN_AT)
    told = {message.to.employee_id: message.body for message in Message.objects.filter(kind="enrollment.seats_given")}
    first, second, third = Placement.objects.order_by("place").select_related("enrollment")
    code = first.enrollment.code
    assert told[first.enrollment.employee_id] == (
        f"Anda mendapat kursi. Urutan ke-1 dari 3 dalam undian untuk 1 kursi (kode {code}). "
        "Jadwal ada di halaman angkatan."
    )
    assert told[second.enrollment.employee_id].startswith(
        "Anda belum mendapat kursi dan masuk daftar tunggu. Urutan ke-2"
    )
    assert told[third.enrollment.employee_id].startswith("Kali ini Anda tidak mendapat kursi. Urutan ke-3 dari 3")
    assert Message.objects.get(kind="session.reminder").to.employee_id == first.enrollment.employee_id


def test_who_stepped_back_before_the_draw_is_passed_over_and_the_seat_is_offered(cast: Cast) -> None:
    batch = make_lot_batch(seats=1)
    ours = make_approved(batch, 3)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    seed = lot.seed_of(secret=SECRET, list_digest=Lot.objects.get().list_digest, value=VALUE)
    winner = min(ours, key=lambda one: lot.mark(seed, one.code or ""))
    cancel(enrollment=winner, by=None, reason="Pindah tugas", now=FROZEN_AT)
    record_value(batch=batch, value=VALUE, by=None, now=DRAWN_AT)
    draw(batch=batch, secret=SECRET, by=None, now=DRAWN_AT)
    assert states(batch) == ["cancelled", "waiting", "waiting"]
    sweep(now=DRAWN_AT)
    assert states(batch) == ["cancelled", "offered", "waiting"]
    assert breaches(now=DRAWN_AT) == []


def test_who_is_approved_after_the_list_comes_behind_everyone_in_it(cast: Cast, now: datetime) -> None:
    batch = make_lot_batch(seats=1)
    before, after = (make_enrollment(batch, one.employee) for one in (cast.employee, cast.stranger))
    make_approved(batch, 3)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    approve(enrollment=before, by=cast.hr, now=FROZEN_AT)
    record_value(batch=batch, value=VALUE, by=None, now=DRAWN_AT)
    draw(batch=batch, secret=SECRET, by=None, now=DRAWN_AT)
    approve(enrollment=after, by=cast.hr, now=DRAWN_AT + timedelta(hours=1))
    queue = Enrollment.objects.in_queue().values_list("pk", flat=True)
    assert list(queue)[2:] == [before.pk, after.pk]
    assert not hasattr(before, "placement")


def test_free_seats_go_to_who_was_approved_late(cast: Cast) -> None:
    batch = make_lot_batch(seats=3)
    late = make_enrollment(batch, cast.employee.employee)
    make_approved(batch, 1)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    approve(enrollment=late, by=cast.hr, now=FROZEN_AT)
    record_value(batch=batch, value=VALUE, by=None, now=DRAWN_AT)
    draw(batch=batch, secret=SECRET, by=None, now=DRAWN_AT)
    assert Enrollment.objects.filter(state="confirmed").count() == 2


def test_in_a_lot_by_unit_the_people_of_a_unit_win_together(cast: Cast) -> None:
    batch = make_lot_batch(seats=4, lot_by="unit")
    units = [make_unit() for _ in range(4)]
    for unit in units:
        make_approved(batch, 2, unit=unit)
    found = make_drawn(batch)
    seed = bytes.fromhex(found.seed)
    by_mark = sorted(
        (unit.code for unit in units), key=lambda code: hmac.new(seed, code.encode(), "sha256").hexdigest()
    )
    won = Placement.objects.filter(outcome="seat").order_by("place").values_list("enrollment__unit__code", flat=True)
    assert list(won) == [by_mark[0]] * 2 + [by_mark[1]] * 2
    assert breaches(now=DRAWN_AT) == []


def test_seats_are_shared_out_by_sector_before_anyone_is_drawn(cast: Cast) -> None:
    batch = make_lot_batch(seats=4, strata_by="sector")
    make_approved(batch, 6, unit=make_unit(sector="health"))
    make_approved(batch, 2, unit=make_unit(sector="infrastructure"))
    found = make_drawn(batch)
    shared = found.strata.order_by("name").values_list("name", "applicants", "seats")
    assert list(shared) == [("health", 6, 3), ("infrastructure", 2, 1)]
    won = Placement.objects.filter(outcome="seat").values_list("enrollment__unit__sector__code", flat=True)
    assert sorted(won) == ["health"] * 3 + ["infrastructure"]
    assert breaches(now=DRAWN_AT) == []


def test_a_batch_without_approvals_draws_all_who_applied(cast: Cast, now: datetime) -> None:
    batch = make_lot_batch(needs_approval=False)
    assert request(batch=batch, employee=cast.employee.employee, by=cast.employee, now=now).state == "approved"


def test_seats_do_not_change_between_list_and_draw(cast: Cast) -> None:
    batch = make_lot_batch(seats=2)
    make_approved(batch, 4)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    batch.refresh_from_db()
    batch.seats = 5
    with pytest.raises(BatchError, match="sudah dikunci"):
        change(batch=batch, sessions=[], by=cast.hr, now=FROZEN_AT)
    record_value(batch=batch, value=VALUE, by=None, now=DRAWN_AT)
    draw(batch=batch, secret=SECRET, by=None, now=DRAWN_AT)
    batch.refresh_from_db()
    batch.seats = 3
    change(batch=batch, sessions=[], by=cast.hr, now=DRAWN_AT)
    sweep(now=DRAWN_AT)
    assert states(batch) == ["confirmed", "confirmed", "offered", "waiting"]


def test_a_person_without_an_account_takes_part_like_any_other(cast: Cast) -> None:
    batch = make_lot_batch(seats=1)
    make_enrollment(batch, make_employee("Tanpa akun", unit=cast.unit), state="approved")
    make_drawn(batch)
    sweep(now=DRAWN_AT)
    assert states(batch) == ["confirmed"]
