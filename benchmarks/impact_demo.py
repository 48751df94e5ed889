"""Does the evaluation find what the demo city has built in? Its panels alone, seed by seed, without a database.

For each program and outcome: how often the 95 % interval holds the built-in effect (aim: 93 of 100),
and which words were given. The program without effect should be called anything but "tidak ada bukti" or "terbukti
kecil" at most 7 times in 100.
"""

import os
from collections import Counter
from datetime import date
from typing import Any

import common

SEEDS, QUICK_SEEDS = 100, 10
FIRST_SEED = 2045
TODAY = date(2026, 11, 24)
FINE = ("tidak ada bukti", "terbukti kecil")


def main() -> None:
    options = common.arguments(__doc__, seeds=SEEDS)
    seeds = min(options.seeds, QUICK_SEEDS) if options.quick else options.seeds
    set_up()
    found = [line for seed in range(FIRST_SEED, FIRST_SEED + seeds) for line in city(seed)]
    questions = list(dict.fromkeys(name for name, *_rest in found))
    lines = [told(name, [line for line in found if line[0] == name]) for name in questions]
    common.tell(options, "impact_demo", {"seeds": seeds, "questions": lines})


def set_up() -> None:
    """The demo's makers lie in a Django application, but no database is opened."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pembinaan.settings.test")
    os.environ.setdefault("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
    os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")
    django.setup()


def city(seed: int) -> list[tuple[str, float, float, float, str]]:
    """One line for each program and outcome: name, truth, estimate, margin and the word."""
    from evaluations.impact.analysis import analyse  # noqa: PLC0415
    from evaluations.impact.rules import DEFAULT  # noqa: PLC0415
    from evaluations.impact.sample import clean  # noqa: PLC0415
    from portal.demo.catalogue import BY_CODE  # noqa: PLC0415
    from portal.demo.effects import EFFECTS  # noqa: PLC0415
    from portal.demo.impact_panels import INDEX, measured  # noqa: PLC0415

    answers, lines = measured(today=TODAY, seed=seed), []
    for program in EFFECTS:
        for outcome in (INDEX, *BY_CODE[program].elements):
            panel = answers.panel(program, outcome)
            result, treated = analyse(panel), clean(panel, DEFAULT).treated
            truth = float(answers.truth(program, outcome)[treated].mean()) if treated.any() else 0.0
            effect = result.effect
            value, margin = (effect.value, effect.margin) if effect else (float("nan"), float("nan"))
            lines.append((f"{program} · {outcome}", truth, value, margin, str(result.verdict)))
    return lines


def told(name: str, lines: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Print a line; return it as values."""
    given = [line for line in lines if line[2] == line[2]]
    covered = sum(abs(value - truth) <= margin for _name, truth, value, margin, _word in given)
    bias = sum(line[2] - line[1] for line in given) / max(len(given), 1)
    words = Counter(line[4] for line in lines)
    others = sum(count for word, count in words.items() if word not in FINE)
    print(f"{name:<36} covered {covered:>3}/{len(given):<3}  bias {bias:+.3f}  {dict(words)}", flush=True)
    return {
        "name": name,
        "covered": covered,
        "given": len(given),
        "bias": round(bias, 4),
        "words": words,
        "not_fine": others,
    }


if __name__ == "__main__":
    main()
