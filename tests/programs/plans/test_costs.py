"""What a batch cost: recorded once, corrected in the open."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Sum

from programs.errors import CostError
from programs.models import Batch, Cost, CostKind
from programs.plans import costs
from tests.cast import Cast
from tests.factories.programs import make_batch, make_cost

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 25, 3, tzinfo=UTC)


def unsaved(batch: Batch | None, amount: int, day: date = date(2026, 3, 24)) -> Cost:
    return Cost(batch=batch, kind=CostKind.objects.get(code="konsumsi"), amount=amount, spent_on=day)


def standing(batch: Batch) -> int:
    return Cost.objects.standing().filter(batch=batch).aggregate(n=Sum("amount"))["n"] or 0


def test_a_payment_is_kept_with_who_and_when(cast: Cast) -> None:
    kept = costs.record(cost=unsaved(make_batch(), 750_000), by=cast.hr, now=NOW)
    assert (kept.amount, kept.by, kept.at, kept.voided_at) == (750_000, cast.hr, NOW, None)


def test_a_payment_of_a_day_to_come_is_refused(cast: Cast) -> None:
    with pytest.raises(CostError, match="belum tiba"):
        costs.record(cost=unsaved(make_batch(), 1, date(2026, 3, 26)), by=cast.hr, now=NOW)


def test_an_amount_of_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(CostError, match="lebih dari Rp0"):
        costs.record(cost=unsaved(make_batch(), 0), by=cast.hr, now=NOW)


def test_a_correction_replaces_the_amount_and_leaves_the_wrong_one_readable(cast: Cast) -> None:
    batch = make_batch()
    wrong = make_cost(batch, 7_500_000)
    right = costs.correct(cost=wrong, instead=unsaved(None, 750_000), reason="Kelebihan nol", by=cast.hr, now=NOW)
    wrong.refresh_from_db()
    assert right is not None
    assert (right.batch, right.corrects) == (batch, wrong)
    assert (wrong.amount, wrong.void_reason, wrong.voided_by) == (7_500_000, "Kelebihan nol", cast.hr)
    assert standing(batch) == 750_000


def test_a_payment_that_never_was_is_taken_back_without_another(cast: Cast) -> None:
    batch = make_batch()
    assert costs.correct(cost=make_cost(batch, 5), instead=None, reason="Ganda", by=cast.hr, now=NOW) is None
    assert standing(batch) == 0


def test_a_correction_has_a_reason_and_happens_once(cast: Cast) -> None:
    wrong = make_cost(make_batch(), 5)
    with pytest.raises(CostError, match="alasan koreksi"):
        costs.correct(cost=wrong, instead=None, reason=" ", by=cast.hr, now=NOW)
    costs.correct(cost=wrong, instead=None, reason="Ganda", by=cast.hr, now=NOW)
    with pytest.raises(CostError, match="sudah dikoreksi"):
        costs.correct(cost=wrong, instead=unsaved(None, 6), reason="Lagi", by=cast.hr, now=NOW)


def test_a_wrong_replacement_leaves_the_first_payment_standing(cast: Cast) -> None:
    batch = make_batch()
    with pytest.raises(CostError, match="lebih dari Rp0"):
        costs.correct(cost=make_cost(batch, 5), instead=unsaved(None, 0), reason="x", by=cast.hr, now=NOW)
    assert standing(batch) == 5
