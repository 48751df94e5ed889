"""Many files as one, a piece at a time."""

import io
import os
import zipfile
from datetime import UTC, datetime

import pytest

from documents.archive import CHUNK, zipped
from documents.files import store
from documents.models import StoredFile

NOW = datetime(2026, 4, 2, 3, tzinfo=UTC)


def kept(name: str, content: bytes) -> StoredFile:
    return store(name=name, content_type="application/pdf", content=content, now=NOW)


@pytest.mark.django_db
def test_the_archive_holds_every_file_as_it_is_and_never_more_than_a_piece_in_memory() -> None:
    contents = {f"laporan-{place}.pdf": os.urandom(5 * CHUNK + place) for place in range(3)}
    pieces = list(zipped([kept(*one) for one in contents.items()], beside=[("daftar.xlsx", b"daftar")]))
    assert max(map(len, pieces)) < 3 * CHUNK
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {"daftar.xlsx": b"daftar", **contents}


@pytest.mark.django_db
def test_the_same_files_give_the_same_archive() -> None:
    files = [kept("a.pdf", b"a" * 1000)]
    assert b"".join(zipped(files)) == b"".join(zipped(files))
