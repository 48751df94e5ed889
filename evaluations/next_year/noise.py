"""How much the city's monthly figures go up and down by themselves: measured with each run, kept beside it."""

from dataclasses import replace

import numpy as np
from django.db import transaction

from evaluations.impact.planning import Noise, noise_of
from evaluations.impact.rules import DEFAULT, Rules
from evaluations.impact.sample import Sample, clean
from evaluations.models import CityNoise, ImpactRun
from evaluations.panel import Exposure, Measurements, measurements

NOBODY = 0
"""No program's id: a program in which nobody was trained, so that every clean cell is untreated."""
LEAST_CELLS = 24


def keep_noise(*, run: ImpactRun, rules: Rules = DEFAULT) -> int:
    """Measure the noise of the index and of every element on the run's months, once; return how many were kept."""
    if CityNoise.objects.filter(run=run).exists():
        return 0
    measured = measurements(until=run.until)
    samples = {outcome: clean(untrained(measured).panel(NOBODY, outcome), rules) for outcome in measured.outcomes}
    rows = [_row(run, outcome, each) for outcome, each in samples.items() if each.untreated.sum() >= LEAST_CELLS]
    with transaction.atomic():
        # Two workers at once: the unique key lets one of them keep its figures; they are the same.
        CityNoise.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def untrained(measured: Measurements) -> Measurements:
    """The city with a program that nobody attended beside the others, whose effects are taken off."""
    shape = (len(measured.series), len(measured.months))
    nobody = Exposure(np.zeros(shape), np.zeros(shape, dtype=bool))
    return replace(
        measured,
        programs={**measured.programs, NOBODY: ()},
        exposures={**measured.exposures, NOBODY: nobody},
    )


def _row(run: ImpactRun, outcome: str, sample: Sample) -> CityNoise:
    noise = noise_of(sample)
    return CityNoise(
        run=run,
        outcome=outcome,
        monthly=noise.monthly,
        serial=noise.serial,
        answer=noise.answer,
        units=int(sample.untreated.any(axis=1).sum()),
        answers=float(np.median(sample.panel.count[sample.untreated])),
    )


def as_noise(row: CityNoise) -> Noise:
    """Kept noise as plain values."""
    return Noise(row.monthly, row.serial, row.answer)
