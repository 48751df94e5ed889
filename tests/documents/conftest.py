"""The identity is kept for ten seconds in the process: tests that change it must not hand it on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.identity import forget


@pytest.fixture(autouse=True)
def fresh_identity() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_ROOT = tmp_path
