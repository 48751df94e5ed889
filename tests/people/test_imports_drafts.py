"""Between the check and the import: what was shown is what happens, once, within two days."""

from datetime import date, datetime, timedelta

import pytest

from pembinaan.base.spreadsheets import SpreadsheetError
from people.imports import drafts
from people.imports.drafts import ImportRefusedError
from people.models import ImportDraft, ImportKind, Unit
from tests.cast import Cast

TABLE = b"kode,nama,jenis,induk,sektor\n999,Dinas Baru,dinas,PEMKO,health\n"


@pytest.fixture
def draft(cast: Cast, now: datetime) -> ImportDraft:
    return drafts.keep(
        kind=ImportKind.UNITS, content=TABLE, filename="unit.csv", effective_on=date(2026, 1, 1), owner=cast.hr, now=now
    )


def test_an_import_happens_once_and_keeps_only_digest_and_counts(draft: ImportDraft, cast: Cast, now: datetime) -> None:
    first = drafts.apply(draft=draft, by=cast.hr, now=now)
    second = drafts.apply(draft=draft, by=cast.hr, now=now + timedelta(days=9))
    assert first.applied_at == second.applied_at == now
    kept = ImportDraft.objects.get()
    assert (bytes(kept.content), set(kept.report), len(kept.digest)) == (b"", {"counts"}, 64)
    assert Unit.objects.filter(code="999").count() == 1


def test_what_changed_since_the_check_is_checked_and_shown_again(draft: ImportDraft, cast: Cast, now: datetime) -> None:
    Unit.objects.filter(code="PEMKO").update(code="KOTA")
    with pytest.raises(ImportRefusedError, match="Data berubah sejak berkas ini diperiksa"):
        drafts.apply(draft=draft, by=cast.hr, now=now)
    draft.refresh_from_db()
    assert draft.report["counts"]["blocking"] == 1
    assert not Unit.objects.filter(code="999").exists()


def test_an_upload_waits_two_days_and_is_then_thrown_away(draft: ImportDraft, cast: Cast, now: datetime) -> None:
    later = now + timedelta(days=2)
    with pytest.raises(ImportRefusedError, match="sudah kedaluwarsa"):
        drafts.apply(draft=draft, by=cast.hr, now=later)
    assert drafts.discard_stale(now=now) == 0
    assert drafts.discard_stale(now=later) == 1


def test_a_file_that_cannot_be_read_is_not_kept(cast: Cast, now: datetime) -> None:
    with pytest.raises(SpreadsheetError):
        drafts.keep(
            kind=ImportKind.UNITS, content=b"", filename="a.csv", effective_on=date(2026, 1, 1), owner=cast.hr, now=now
        )
    assert not ImportDraft.objects.exists()
