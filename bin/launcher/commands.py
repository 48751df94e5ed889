"""Which function answers which command, and how a failure is told in one line."""

import errno
import io
import signal
import sys
from collections.abc import Callable, Sequence

from launcher import keeper, manage, run, suite
from launcher.places import Places
from launcher.problems import Problem, Stopped, explain
from launcher.signals import StopFlag

Command = Callable[[Places, Sequence[str], StopFlag], int]

COMMANDS: dict[str, Command] = {
    "run": run.main,
    "manage": manage.main,
    "test": suite.main,
    "keep": keeper.main,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code (130 after Ctrl-C)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    places = Places.of_this_checkout()
    flag = StopFlag()
    flag.listen(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    try:
        return COMMANDS[arguments[0]](places, arguments[1:], flag)
    except Stopped:
        return 128 + (flag.signal or signal.SIGINT)
    except BrokenPipeError:
        return 1
    except Problem as problem:
        print(f"bin/{arguments[0]}: {problem}", file=sys.stderr)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EPERM}:
            raise
        print(f"bin/{arguments[0]}: {explain(error)}", file=sys.stderr)
    return 1
