"""How long the demo city takes to load into an empty database on disk, as bin/run does it. Aim: under 90 s."""

import json
import time

import common

AIM_SECONDS = 90


def main() -> None:
    options = common.arguments(__doc__)
    with common.bench() as running:
        running.manage("migrate", "-v0")
        begun = time.perf_counter()
        loaded = json.loads(running.manage("demo", "--json"))
        seconds = time.perf_counter() - begun
    print(
        f"{loaded['rows']:,} rows, {loaded['employees']:,} employees, {loaded['responses']:,} responses:"
        f" {seconds:.1f} s (aim: under {AIM_SECONDS} s)"
    )
    common.tell(options, "demo_load", {"seconds": round(seconds, 1), "aim_seconds": AIM_SECONDS, **loaded})


if __name__ == "__main__":
    main()
