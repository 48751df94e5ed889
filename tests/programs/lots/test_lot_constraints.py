"""Each rule of lots and of giving seats, broken once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from pembinaan.base.constraints import message_of, violated_name
from programs.lots import lot
from programs.lots.drawing import freeze, record_value
from programs.models import Batch, BatchChange, Enrollment, Lot, LotEntry, LotStratum, Placement
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
    make_lot,
    make_lot_batch,
)
from tests.factories.programs import CLOSES_AT, OPENS_AT, make_batch, make_enrollment

pytestmark = pytest.mark.django_db


def broken(act: Callable[[], object]) -> str:
    """The name of the constraint that refuses; it has a sentence for people."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert message_of(caught.value)
    return violated_name(caught.value)


def put(**columns: object) -> Callable[[], object]:
    """Write columns of the only lot, past every use case."""
    return lambda: Lot.objects.update(**columns)


@pytest.fixture
def frozen() -> Batch:
    batch = make_lot_batch()
    make_approved(batch, 3)
    freeze(batch=batch, by=None, now=FROZEN_AT)
    return batch


@pytest.fixture
def recorded(frozen: Batch) -> Batch:
    record_value(batch=frozen, value=VALUE, by=None, now=DRAWN_AT)
    return frozen


def seed(secret: str = SECRET) -> str:
    return lot.seed_of(secret=secret, list_digest=Lot.objects.get().list_digest, value=VALUE)


def test_a_batch_by_lot_is_not_announced_without_its_lot() -> None:
    assert broken(lambda: make_batch(seat_method="lot")) == "batch_opens_with_its_lot"


def test_a_batch_gives_its_seats_all_at_once_only_by_need_or_lot() -> None:
    assert broken(lambda: make_batch(seats_given_at=CLOSES_AT)) == "batch_gives_all_at_once_or_not"


def test_a_lot_by_unit_is_not_divided_by_unit_again() -> None:
    assert broken(lambda: make_batch(lot_by="unit", strata_by="unit")) == "batch_unit_lot_keeps_units_whole"


@pytest.mark.parametrize(
    "change", [{"seat_method": "need"}, {"lot_by": "unit"}, {"strata_by": "sector"}, {"reserves": 3}]
)
def test_what_was_announced_of_giving_seats_stays(change: dict[str, object]) -> None:
    make_lot_batch()
    assert broken(lambda: Batch.objects.update(**change)) == "batch_keeps_its_way_of_giving_seats"


def test_seats_are_given_once() -> None:
    make_batch(seat_method="need", seats_given_at=CLOSES_AT)
    assert broken(lambda: Batch.objects.update(seats_given_at=None)) == "batch_seats_given_once"


def test_a_lot_begins_with_the_digest_of_a_secret() -> None:
    batch = make_batch(state="draft", seat_method="lot")
    assert broken(lambda: make_lot(batch, secret_digest="rahasia")) == "lot_promises_a_secret"
    assert broken(lambda: make_lot(batch, reveal_by=VALUE_AT)) == "lot_revealed_after_its_value"


def test_a_published_digest_stays_and_one_of_a_draft_may_change() -> None:
    draft = make_batch(state="draft", seat_method="lot")
    make_lot(draft)
    put(secret_digest=lot.digest("lain"))()
    Batch.objects.update(state="open")
    BatchChange.objects.create(batch=draft, from_state="draft", to_state="open", at=OPENS_AT)
    assert broken(put(secret_digest=lot.digest("lagi"))) == "lot_keeps_its_digest"


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"frozen_at": FROZEN_AT}, "lot_frozen_whole"),
        ({"frozen_at": FROZEN_AT, "listing": "a", "list_digest": "b" * 64}, "lot_list_digest_true"),
        (
            {"frozen_at": VALUE_AT, "listing": "a", "list_digest": lot.digest("a")},
            "lot_frozen_before_its_value_is_born",
        ),
        ({"value": VALUE, "value_recorded_at": VALUE_AT}, "lot_value_after_its_birth"),
        ({"secret": SECRET}, "lot_drawn_whole"),
    ],
)
def test_steps_of_a_lot_come_in_their_order(columns: dict[str, object], rule: str) -> None:
    make_lot_batch()
    assert broken(put(**columns)) == rule


@pytest.mark.parametrize(
    "columns",
    [
        {"listing": "kode,unit,strata\n", "list_digest": lot.digest("kode,unit,strata\n")},
        {"value_source": "lain"},
        {"value_at": VALUE_AT + timedelta(days=1)},
        {"reveal_by": REVEAL_BY + timedelta(days=1)},
    ],
)
def test_a_frozen_list_and_its_named_value_stay(frozen: Batch, columns: dict[str, object]) -> None:
    assert broken(put(**columns)) == "lot_keeps_its_list"


def test_the_value_is_not_recorded_before_its_birth(frozen: Batch) -> None:
    early = put(value=VALUE, value_recorded_at=VALUE_AT - timedelta(seconds=1))
    assert broken(early) == "lot_value_after_its_birth"


def test_a_draw_has_the_true_secret_and_seed_or_waited_for_the_deadline(recorded: Batch) -> None:
    assert broken(put(drawn_at=DRAWN_AT, secret="0" * 64, seed=seed("0" * 64))) == "lot_secret_fits_its_digest"
    assert broken(put(drawn_at=DRAWN_AT, secret=SECRET, seed="0" * 64)) == "lot_seed_true"
    assert broken(put(drawn_at=DRAWN_AT, seed=seed(""))) == "lot_waits_for_its_secret"
    put(drawn_at=DRAWN_AT, secret=SECRET, seed=seed())()
    assert broken(put(drawn_at=REVEAL_BY)) == "lot_drawn_once"


def test_a_lot_is_neither_removed_nor_moved() -> None:
    batch, other = make_lot_batch(), make_batch(state="draft", seat_method="lot")
    assert broken(lambda: Lot.objects.filter(batch=batch).delete()) == "lot_stays_with_its_batch"
    assert broken(put(batch=other)) == "lot_stays_with_its_batch"


def test_seats_and_closing_stay_between_list_and_draw(frozen: Batch) -> None:
    assert broken(lambda: Batch.objects.update(seats=9)) == "batch_keeps_its_lot_possible"
    later = CLOSES_AT + timedelta(minutes=5)
    assert broken(lambda: Batch.objects.update(enrollment_closes_at=later)) == "batch_keeps_its_lot_possible"


def test_enrollment_closes_before_the_value_is_born() -> None:
    make_lot_batch()
    late = lambda: Batch.objects.update(enrollment_closes_at=VALUE_AT)  # noqa: E731
    assert broken(late) == "lot_value_born_after_closing"


def test_list_strata_and_places_are_kept_for_good() -> None:
    batch = make_lot_batch()
    make_approved(batch, 3)
    make_drawn(batch)
    for model, rule in (
        (LotEntry, "lot_entry_append_only"),
        (LotStratum, "lot_stratum_append_only"),
        (Placement, "placement_append_only"),
    ):
        rows = model.objects.all()  # type: ignore[attr-defined]
        assert broken(lambda rows=rows: rows.update(id=0)) == rule  # type: ignore[misc]
        assert broken(lambda rows=rows: rows._raw_delete("default")) == rule  # type: ignore[misc]


def test_lines_of_the_list_and_places_are_there_once(frozen: Batch) -> None:
    entry = LotEntry.objects.order_by("pk")[0]
    others = make_approved(frozen, 2)
    again = lambda: LotEntry.objects.create(lot=entry.lot, enrollment=others[0], code=entry.code, stratum="semua")  # noqa: E731
    assert broken(again) == "lot_entry_once"
    stratum = lambda **fields: LotStratum.objects.create(lot=entry.lot, name="semua", applicants=1, **fields)  # noqa: E731
    assert broken(lambda: stratum(seats=1)) == "lot_stratum_once"
    crowded = lambda: LotStratum.objects.create(lot=entry.lot, name="lain", applicants=1, seats=2)  # noqa: E731
    assert broken(crowded) == "lot_stratum_seats_for_its_people"

    def place(number: int, enrollment: Enrollment) -> Placement:
        return Placement.objects.create(
            batch=frozen, enrollment=enrollment, place=number, outcome="seat", reason="-", at=DRAWN_AT
        )

    assert broken(lambda: place(0, others[0])) == "placement_from_one"
    place(1, others[0])
    assert broken(lambda: place(1, others[1])) == "placement_place_once"


def test_an_application_to_a_lot_has_a_code_that_stays(cast: Cast) -> None:
    batch = make_lot_batch()
    nameless = lambda: make_enrollment(batch, cast.employee.employee, code=None)  # noqa: E731
    assert broken(nameless) == "enrollment_in_a_lot_has_a_code"
    make_enrollment(batch, cast.employee.employee)
    assert broken(lambda: Enrollment.objects.update(code=lot.new_code())) == "enrollment_keeps_its_code"
