"""`bin/manage COMMAND…`: a management command against the services of this checkout."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from launcher.environment import needed_services, own_environment, with_services
from launcher.lease import Lease, leased
from launcher.places import Places
from launcher.postgres import Postgres
from launcher.problems import Problem
from launcher.progress import Progress
from launcher.python_environment import Environment
from launcher.services import SERVICES
from launcher.signals import StopFlag

WITHOUT_SERVICES = frozenset(
    {
        "check",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "skm_index",
        "startapp",
        "version",
    }
)
"""Commands that never touch database or broker."""
TABLES_FIRST = frozenset({"migrate", "makemigrations", "showmigrations", "dbshell", "flush"})
"""Commands that shall find an empty database as it is."""


def needs_services(arguments: Sequence[str]) -> bool:
    """Say whether this command line may ask the database or the broker."""
    if not arguments or {"--help", "-h", "--version"} & set(arguments):
        return False
    return arguments[0] not in WITHOUT_SERVICES or "--database" in arguments


def main(places: Places, arguments: Sequence[str], flag: StopFlag) -> int:
    """Run the command; its exit code is ours. Our own words go to standard error."""
    progress = Progress(sys.stderr)
    places.make()
    Environment(places, progress, flag).ensure()
    environment = own_environment(places)
    needed = needed_services(environment)
    if not needs_services(arguments):
        addresses = [SERVICES[name](places) for name in needed]
        return _run(places, arguments, with_services(environment, addresses, places), [], flag)
    with leased(places, needed, progress, flag) as leases:
        environment = with_services(environment, [lease.service for lease in leases], places)
        if arguments[0] not in TABLES_FIRST:
            _make_tables(places, environment, leases, progress, flag)
        return _run(places, arguments, environment, leases, flag)


def _make_tables(
    places: Places,
    environment: Mapping[str, str],
    leases: Sequence[Lease],
    progress: Progress,
    flag: StopFlag,
) -> None:
    """Give a database that was made just now its tables."""
    databases = [lease.service for lease in leases if isinstance(lease.service, Postgres)]
    if any(not database.has_table("django_migrations") for database in databases):
        with progress.step("Making the tables of a new database"):
            if _run(places, ["migrate", "--verbosity=0"], environment, leases, flag) != 0:
                raise Problem("the tables could not be made; see above.")


def _run(
    places: Places,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    leases: Sequence[Lease],
    flag: StopFlag,
) -> int:
    """Run manage.py where the person stands, with their terminal; it shares our leases."""
    flag.check()
    process = subprocess.Popen(
        [places.python, places.root / "manage.py", *arguments],
        env=dict(environment),
        pass_fds=[lease.users.fileno() for lease in leases],
    )
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the command itself
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: os.kill(process.pid, received))
    code = process.wait()
    return code if code >= 0 else 128 - code
