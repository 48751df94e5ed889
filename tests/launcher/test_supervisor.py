"""Children: started again after a crash, ended with all they started, never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from launcher.processes import Launch
from launcher.supervisor import Child, Supervisor, backoff, describe

ROOT = Path(__file__).resolve().parents[2]


def eventually(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def family(log: Path) -> Launch:
    """A shell with a child of its own that would outlive it."""
    return Launch(["/bin/sh", "-c", "sleep 600 & echo $!; wait"], log)


def child_number(log: Path) -> int:
    assert eventually(lambda: log.exists() and log.read_text().strip() != "")
    return int(log.read_text().split()[-1])


def test_pauses_grow_and_are_bounded() -> None:
    assert [backoff(n) for n in (1, 2, 3, 100)] == [0.2, 0.5, 1, 30]


def test_a_killed_child_is_started_again_and_said_so(tmp_path: Path) -> None:
    said: list[str] = []
    child = Child("web", Launch(["/bin/sleep", "600"], tmp_path / "log"))
    supervisor = Supervisor([child], said.append)
    supervisor.tick()
    assert child.process is not None
    first = child.process.pid
    child.process.kill()

    def restarted() -> bool:
        supervisor.tick()
        return child.process is not None and child.process.pid != first

    assert eventually(restarted)
    assert said == ["web ended (signal SIGKILL), starts again in 0.2 s; its log is log"]
    supervisor.stop(1)


def test_a_stop_ends_grandchildren_too(tmp_path: Path) -> None:
    log = tmp_path / "log"
    supervisor = Supervisor([Child("web", family(log))], print)
    supervisor.tick()
    grandchild = child_number(log)
    supervisor.stop(2)
    assert eventually(lambda: not is_alive(grandchild))


def test_a_child_that_ignores_the_stop_is_ended_hard_in_time(tmp_path: Path) -> None:
    log = tmp_path / "log"
    stubborn = Launch(["/bin/sh", "-c", "trap '' TERM; echo 1; while :; do sleep 1; done"], log)
    supervisor = Supervisor([Child("stubborn", stubborn)], print)
    supervisor.tick()
    child_number(log)
    begun = time.monotonic()
    supervisor.stop(0.5)
    assert time.monotonic() - begun < 5


def test_a_launcher_killed_hard_takes_its_children_along(tmp_path: Path) -> None:
    log = tmp_path / "log"
    program = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from launcher.processes import Launch\n"
        "p = Launch(['/bin/sh', '-c', 'echo $$; exec sleep 600'], Path(sys.argv[2])).start()\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, ROOT / "bin", log])
    child = child_number(log)
    assert is_alive(child)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert eventually(lambda: not is_alive(child))


def test_exit_codes_are_told_in_words() -> None:
    assert describe(3) == "exit code 3"
    assert describe(-9) == "signal SIGKILL"
