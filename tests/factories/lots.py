"""Batches by lot for tests, at any step, with a secret that the test knows."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from people.models import Employee
from programs.lots import lot
from programs.lots.drawing import draw, freeze, record_value
from programs.models import Batch, Enrollment, Lot
from tests.factories.people import make_employee, make_unit
from tests.factories.programs import CLOSES_AT, make_batch, make_enrollment

SECRET = "0" * 63 + "1"
VALUE = "0b2d1c9a" * 8
VALUE_AT = CLOSES_AT + timedelta(hours=1)
REVEAL_BY = CLOSES_AT + timedelta(hours=49)
FROZEN_AT = CLOSES_AT + timedelta(minutes=1)
DRAWN_AT = VALUE_AT + timedelta(minutes=5)
BEFORE = datetime(2026, 2, 20, tzinfo=UTC)


@transaction.atomic
def make_lot_batch(**fields: Any) -> Batch:
    """An open batch by lot with two seats; its lot was prepared before it opened."""
    batch = make_batch(seat_method="lot", **fields)
    make_lot(batch)
    return batch


def make_lot(batch: Batch, **fields: Any) -> Lot:
    """A prepared lot."""
    return Lot.objects.create(
        batch=batch,
        **{
            "secret_digest": lot.digest(SECRET),
            "committed_at": BEFORE,
            "value_source": "drand quicknet, round 27107212",
            "value_url": "https://api.drand.sh/public/27107212",
            "value_at": VALUE_AT,
            "reveal_by": REVEAL_BY,
            **fields,
        },
    )


def make_approved(batch: Batch, many: int, **fields: Any) -> list[Enrollment]:
    """Approved applications of as many people, in one unit unless told otherwise."""
    unit = fields.pop("unit", None) or make_unit()
    people: list[Employee] = [make_employee(f"Pendaftar {number}", unit=unit) for number in range(many)]
    return [make_enrollment(batch, person, unit, state="approved", **fields) for person in people]


def make_drawn(batch: Batch) -> Lot:
    """Freeze, record and draw."""
    freeze(batch=batch, by=None, now=FROZEN_AT)
    record_value(batch=batch, value=VALUE, by=None, now=DRAWN_AT)
    return draw(batch=batch, secret=SECRET, by=None, now=DRAWN_AT)


def numbered_codes(many: int) -> list[str]:
    """The same codes each time."""
    dice = random.Random(many)
    return ["".join(dice.choices(lot.CODE_LETTERS, k=5)) + "-" + f"{number:05d}" for number in range(many)]
