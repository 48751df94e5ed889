"""Employees who ask for few seats in the same seconds, through the web form, and the same with one coarse lock.

Each opens the batch's page and presses its button, with a sign-in made beforehand; a tenth step back at once; freed
seats are offered by the worker and answered. Alternating runs, medians. At the end the trail is replayed and verified.
Aim: 100 applicants a second on 2 cores.
"""

import http
import statistics
import sys
from typing import Any

import common

RUNS, QUICK_RUNS, QUICK_APPLICANTS = 3, 1, 400
AIM_PER_SECOND = 100


def main() -> None:
    options = common.arguments(__doc__, applicants=2000, seats=40)
    applicants = min(options.applicants, QUICK_APPLICANTS) if options.quick else options.applicants
    with common.bench() as running, common.site(running, whole=True, demo=False) as port:
        running.django()
        from tests import crowd  # noqa: PLC0415  needs the site's settings

        people = crowd.gather(applicants, seed=1)
        with common.web(running, "coarse_lock:application", {}) as coarse_port:
            fine, coarse = [], []
            run(port, people[:60], 10), run(coarse_port, people[:60], 10)  # warm up
            for _ in range(QUICK_RUNS if options.quick else RUNS):
                fine.append(run(port, people, options.seats))
                coarse.append(run(coarse_port, people, options.seats))
        running.manage("enrollments", "--verify")
    told = {"own": median(fine), "coarse": median(coarse)}
    for name, figures in told.items():
        print(f"{name:<7}" + "  ".join(f"{key} {value}" for key, value in figures.items()), flush=True)
    print(f"own against coarse {told['own']['applicants_per_s'] / told['coarse']['applicants_per_s']:.2f}")
    result = {"applicants": applicants, "seats": options.seats, **told["own"], "coarse": told["coarse"]}
    common.tell(options, "enrollment", {**result, "aim_applicants_per_s": AIM_PER_SECOND})


def run(port: int, people: list[Any], seats: int) -> dict[str, Any]:
    """One batch from its opening until its seats are taken for good."""
    from tests import crowd  # noqa: PLC0415

    batch = crowd.announce(seats)
    seen = crowd.rush(port, batch, people)
    crowd.settle(port, batch, people, sweep=lambda: None)
    outcome = crowd.outcome_of(batch)
    worst = max(seen.statuses)
    if seen.failures or worst >= http.HTTPStatus.BAD_REQUEST or outcome.most_held > seats:
        sys.exit(f"a promise was broken: {seen.failures[:1]} {worst} {outcome}")
    return {
        "confirmed": outcome.confirmed,
        "in_order": outcome.in_order,
        "applicants_per_s": round(len(people) / seen.seconds, 1),
        "requests_per_s": round(len(seen.statuses) / seen.seconds, 1),
        "p95_ms": round(seen.percentile(0.95), 1),
    }


def median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of each figure; all runs must have kept the order."""
    figures = ("applicants_per_s", "requests_per_s", "p95_ms")
    kept = {"confirmed": min(run["confirmed"] for run in runs), "in_order": all(run["in_order"] for run in runs)}
    return {**kept, **{name: statistics.median(run[name] for run in runs) for name in figures}}


if __name__ == "__main__":
    main()
