"""Every sentence of the product has its English, and the compiled catalogues are current."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_catalogues_are_complete_and_compiled() -> None:
    check = subprocess.run(
        [sys.executable, "locale/catalogue.py", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout[-4000:] + check.stderr[-2000:]
