"""Orders of roll-out that were drawn by lot, for the panel of an evaluation: two queries for all programs."""

from collections import defaultdict

import numpy as np

from evaluations.impact.waves import Waves
from evaluations.lots import month_place, rows_at
from evaluations.models import RolloutOrder
from evaluations.next_year.lot import codes_of, waves_of
from evaluations.panel import Measurements
from pembinaan.base.dates import city_day
from people.models import Unit


def waves_drawn(measured: Measurements) -> dict[int, tuple[Waves, ...]]:
    """Each program's drawn orders whose first wave has passed, oldest first; programs without any are missing.

    Whom HR trained in the end, and when, doesn't matter here: the order is the lot's.
    """
    drawn = RolloutOrder.objects.filter(drawn_at__isnull=False, program__in=list(measured.programs))
    orders = [
        each
        for each in drawn.order_by("frozen_at", "pk")
        if measured.months[0] <= min(each.months) <= measured.months[-1]
    ]
    listed = {code for each in orders for code in codes_of(each.listing)}
    known = dict(Unit.objects.filter(code__in=listed).order_by("pk").values_list("code", "pk"))
    found: defaultdict[int, list[Waves]] = defaultdict(list)
    for order in orders:
        found[order.program_id].append(_waves(measured, order, known))
    return {program: tuple(each) for program, each in found.items()}


def _waves(measured: Measurements, order: RolloutOrder, known: dict[str, int]) -> Waves:
    waves = waves_of(order.listing, order.months, order.seed)
    wave_of = {code: wave.number - 1 for wave in waves for code in wave.codes}
    frozen = min(max(month_place(measured, city_day(order.frozen_at)), 0), len(measured.months) - 1)
    codes = sorted(wave_of)
    return Waves(
        rows_at(measured, [known.get(code, 0) for code in codes], frozen),
        np.array([wave_of[code] for code in codes], dtype=np.int64),
        tuple(month_place(measured, wave.month) for wave in waves),
    )
