"""Memory of each process of the whole site when idle. Aims: 120 MB a web worker, 700 MB for everything.

PSS shares what several processes have in common among them, so its sum is what the machine really spends;
RSS counts it in each. Processes of PostgreSQL are added up.
"""

import time
from dataclasses import dataclass
from pathlib import Path

import common

AIM_WEB_WORKER, AIM_ALL = 120.0, 700.0
SETTLE_SECONDS, QUICK_SECONDS = 40, 12
WARM_UP = ("/", "/unit/153/", "/s/153/", "/healthz")


@dataclass(frozen=True)
class Process:
    """Memory of one process in MB."""

    name: str
    pid: int
    rss: float
    pss: float


def main() -> None:
    options = common.arguments(__doc__)
    with common.bench() as running, common.site(running, whole=True) as port:
        for path in WARM_UP * 4:
            common.fetch(port, path)
        time.sleep(QUICK_SECONDS if options.quick else SETTLE_SECONDS)
        processes = [each for child in running.children for each in measure(child.name, child.process.pid)]
    show(processes)
    web = max(each.rss for each in processes if each.name == "web child")
    total = sum(each.pss for each in processes)
    print(f"largest web worker {web:.0f} MB RSS (aim {AIM_WEB_WORKER:.0f})")
    print(f"everything {total:.0f} MB PSS (aim {AIM_ALL:.0f})")
    table = [{"name": each.name, "rss_mb": round(each.rss, 1), "pss_mb": round(each.pss, 1)} for each in processes]
    result = {"web_worker_mb": round(web, 1), "all_mb": round(total, 1), "processes": table}
    common.tell(options, "memory", result)


def measure(name: str, pid: int) -> list[Process]:
    """A child and all below it; PostgreSQL's many processes as one."""
    found = [_read(_title(name, place), each) for place, each in enumerate(_tree(pid))]
    if "postgres" not in name.lower():
        return found
    return [Process(name, pid, sum(each.rss for each in found), sum(each.pss for each in found))]


def _title(name: str, place: int) -> str:
    return name if place == 0 else f"{name} child"


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(below for child in children for below in _tree(int(child)))]


def _read(name: str, pid: int) -> Process:
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        key, value = line.split(":")
        sizes[key] = int(value.split()[0]) / 1024
    return Process(name, pid, sizes["Rss"], sizes["Pss"])


def show(processes: list[Process]) -> None:
    """Print a table."""
    print(f"{'process':<24} {'RSS MB':>8} {'PSS MB':>8}")
    for each in processes:
        print(f"{each.name:<24} {each.rss:>8.0f} {each.pss:>8.0f}")


if __name__ == "__main__":
    main()
