"""The launcher lives outside the tree of packages; its tests use checkouts made for them."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bin"))

from launcher.places import Places  # noqa: E402
from launcher.signals import StopFlag  # noqa: E402


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A checkout at a path far longer than a socket's may be, with our own environment."""
    root = tmp_path / ("a-very-long-name-" * 8) / "checkout"
    root.mkdir(parents=True)
    (root / ".venv").symlink_to(ROOT / ".venv")
    checkout = Places(root)
    checkout.make()
    return checkout


@pytest.fixture
def flag() -> StopFlag:
    """A flag that nobody raises."""
    return StopFlag()
