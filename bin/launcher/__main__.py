"""The door from the shell scripts: `python3 bin/launcher COMMAND ARGUMENT…`."""

import signal
import sys
from pathlib import Path

signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the launcher listens: no traceback
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from launcher.commands import main  # noqa: E402  (the line above makes it importable)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
