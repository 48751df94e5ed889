"""How long does the worker estimate a large city, and in how much memory?

150 units × 36 months, the index and all nine elements, as measured from a database (without one: answers are drawn).
Five programs as in the demo city, each aimed at three elements, and twelve, each aimed at all nine: every program then
has eleven others to be told apart from, on every outcome. Reading a panel from a real database adds six queries. Aims:
under 30 s and under 500 MB. Ends with the SHA-256 of all results: run again, on any number of threads, it is the same.
"""

import hashlib
import json
import resource
import sys
import time
from datetime import date
from typing import Any

import common
from impact_demo import set_up

UNITS, MONTHS, SEED = 150, 36, 31
CITIES = ((5, 3), (12, 9))
"""Programs, and elements that each is aimed at."""
AIMS = {"seconds": 30.0, "megabytes": 500.0}


def main() -> None:
    options = common.arguments(__doc__)
    set_up()
    lines = [timed(*each) for each in (CITIES[:1] if options.quick else CITIES)]
    common.tell(options, "impact_speed", {"units": UNITS, "months": MONTHS, "aims": AIMS, "cities": lines})


def timed(programs: int, elements: int) -> dict[str, Any]:
    """One city: seconds by the clock and of the processor, the process's largest size so far, the results' digest."""
    measured = city(programs, elements)
    clock, processor = time.perf_counter(), time.process_time()
    records = estimated(measured)
    line = {
        "programs": programs,
        "questions": len(records),
        "seconds": round(time.perf_counter() - clock, 1),
        "processor_seconds": round(time.process_time() - processor, 1),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "results": hashlib.sha256(json.dumps(list(records.values())).encode()).hexdigest()[:16],
    }
    print(line, file=sys.stderr, flush=True)
    return line


def estimated(measured: Any) -> dict[tuple[int, str], dict[str, Any]]:
    """All questions answered, judged by family, as they are stored."""
    from evaluations.estimating import questions_of  # noqa: PLC0415
    from evaluations.impact import DEFAULT, analyse, as_record, data_digest, with_holm  # noqa: PLC0415
    from evaluations.panel import INDEX  # noqa: PLC0415

    questions = questions_of(measured)
    data_digest((measured.panel(*question) for question in questions), DEFAULT)
    found = {question: analyse(measured.panel(*question)) for question in questions}
    families: dict[Any, dict[Any, Any]] = {}
    for (program, outcome), result in found.items():
        families.setdefault(INDEX if outcome == INDEX else program, {})[program, outcome] = result
    judged = {question: each for family in families.values() for question, each in with_holm(family).items()}
    return {question: as_record(judged[question]) for question in questions}


def city(programs: int, elements: int) -> Any:
    """What evaluations would know of it."""
    import numpy as np  # noqa: PLC0415

    from evaluations.panel import INDEX, Exposure, Measurements, Outcome, Series  # noqa: PLC0415
    from surveys.index import ELEMENT_KEYS  # noqa: PLC0415

    chance = np.random.default_rng([SEED, programs])
    shape = (UNITS, MONTHS)
    month = np.arange(MONTHS)[None, :]
    count = chance.poisson(np.exp(chance.uniform(3, 5, size=(UNITS, 1))), size=shape)
    starts = {
        program: np.where(chance.random(UNITS) < 0.4, chance.integers(8, 30, UNITS), MONTHS)[:, None]
        for program in range(1, programs + 1)
    }
    aims = {
        program: tuple(chance.permutation(ELEMENT_KEYS)[:elements].tolist()) if elements < 9 else tuple(ELEMENT_KEYS)
        for program in starts
    }

    def outcome() -> Outcome:
        mean = 78 + 3 * chance.normal(size=(UNITS, 1)) + chance.normal(size=(1, MONTHS)) + chance.normal(size=shape)
        return Outcome(mean, 140 * chance.uniform(0.8, 1.2, size=shape), count)

    return Measurements(
        tuple(date(2023 + place // 12, place % 12 + 1, 1) for place in range(MONTHS)),
        tuple(Series(unit, f"sector {unit % 10}", 0, MONTHS - 1) for unit in range(UNITS)),
        {key: outcome() for key in (INDEX, *ELEMENT_KEYS)},
        aims,
        {key: Exposure(np.where(month > first, 0.5, 0.0), month >= first) for key, first in starts.items()},
        np.full(shape, 20.0),
    )


if __name__ == "__main__":
    main()
