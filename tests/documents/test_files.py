"""Files and tables."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from documents.files import download, place_of, store
from documents.models import StoredFile
from documents.spreadsheets import workbook


def test_a_stored_file_is_handed_out_as_it_came_and_never_run(db: None, now: datetime) -> None:
    file = store(name="laporan.html", content_type="text/html", content=b"<script>", now=now)
    answer = download(file)
    assert b"".join(answer.streaming_content) == b"<script>"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="laporan.html"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_same_content_is_kept_once(db: None, now: datetime) -> None:
    first = store(name="a.txt", content_type="text/plain", content=b"sama", now=now)
    second = store(name="b.txt", content_type="text/plain", content=b"sama", now=now)
    assert first.file.name == second.file.name
    assert first.size == 4


def test_what_a_killed_worker_wrote_in_part_is_written_anew(db: None, now: datetime) -> None:
    content = b"laporan yang utuh"
    _digest, path = place_of(content)
    default_storage.save(path, ContentFile(content[:7]))
    file = store(name="a.txt", content_type="text/plain", content=content, now=now)
    assert b"".join(download(file).streaming_content) == content


def test_a_file_without_its_digest_is_refused(db: None, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="stored_file_has_digest"), transaction.atomic():
        StoredFile.objects.create(name="a", content_type="b", size=1, sha256="x", file="c", stored_at=now)


def test_a_table_comes_back_as_it_went_and_no_cell_is_a_formula() -> None:
    rows = [
        ['=HYPERLINK("http://jahat")', "+62", "-1", "@x", "Siti\x07"],
        [1, Decimal("84.25"), date(2026, 3, 9), datetime(2026, 3, 9, 3, 0, tzinfo=UTC), None],
    ]
    content = workbook(title="Daftar/hadir", header=["A", "B", "C", "D", "E"], rows=rows)
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert sheet.title == "Daftar hadir"
    assert [cell.value for cell in sheet[2]] == ['=HYPERLINK("http://jahat")', "+62", "-1", "@x", "Siti"]
    assert {cell.data_type for cell in sheet[2]} == {"s"}
    assert [cell.quotePrefix for cell in sheet[2]] == [True, True, True, True, False]
    assert [cell.value for cell in sheet[3]] == [1, 84.25, datetime(2026, 3, 9), datetime(2026, 3, 9, 10, 0), None]
    assert sheet["A1"].font.bold
