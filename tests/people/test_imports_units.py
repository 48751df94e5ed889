"""The unit tree from a table: the real city's list, parents that come later, and every finding in words."""

from datetime import date, datetime
from pathlib import Path

import pytest

from people import units as use_cases
from people.imports import drafts
from people.imports.drafts import ImportRefusedError
from people.imports.report import report_from
from people.models import ImportDraft, ImportKind, Unit, UnitEvent
from tests.cast import Cast
from tests.factories.people import make_account

CITY = Path(__file__).parent.parent / "data" / "tanjungpinang_units.csv"
HEADER = "kode,nama,jenis,induk,sektor,mulai\n"
SINCE = date(2020, 1, 1)


def keep(text: str | bytes, now: datetime) -> ImportDraft:
    content = text if isinstance(text, bytes) else (HEADER + text).encode()
    owner = make_account()
    return drafts.keep(
        kind=ImportKind.UNITS, content=content, filename="unit.csv", effective_on=SINCE, owner=owner, now=now
    )


def findings(draft: ImportDraft) -> list[tuple[int, str, str]]:
    return [(f.row, f.column, f.message) for f in report_from(draft.report).findings]


def bring_in(text: str | bytes, now: datetime) -> ImportDraft:
    draft = keep(text, now)
    return drafts.apply(draft=draft, by=draft.owner, now=now)


def test_the_real_city_comes_in_whole_and_once(db: None, now: datetime) -> None:
    draft = keep(CITY.read_bytes(), now)
    assert findings(draft) == []
    assert draft.report["counts"]["rows"] == 87
    assert Unit.objects.count() == 0, "the check writes nothing"
    drafts.apply(draft=draft, by=draft.owner, now=now)
    assert Unit.objects.count() == 87
    ward = Unit.objects.get(name="Kelurahan Tanjungpinang Timur")
    assert ward.parent is not None
    assert ward.parent.name == "Kecamatan Bukit Bestari"
    before = UnitEvent.objects.count()
    again = bring_in(CITY.read_bytes(), now)
    assert again.report["counts"] == {
        "rows": 87, "changed": 0, "faulty": 0, "unchanged": 87, "blocking": 0, "notes": 0, "deeds": {}
    }  # fmt: skip
    assert UnitEvent.objects.count() == before


def test_a_parent_may_come_later_in_the_file(db: None, now: datetime) -> None:
    bring_in("153,Puskesmas,puskesmas,111,health,\n111,Dinas,Dinas,K,Kesehatan,\nK,Kota,pemda,,internal,\n", now)
    assert [unit.code for unit in Unit.objects.get(code="153").ancestors(include_self=True)] == ["K", "111", "153"]


def test_changes_are_named_and_only_they_are_written(cast: Cast, now: datetime) -> None:
    draft = keep("114,Dinas Perhubungan dan Pelabuhan,dinas,111,infrastructure,\n", now)
    (change,) = report_from(draft.report).changes
    assert (change.row, change.subject, change.deed, change.detail) == (
        2, "Dinas Perhubungan", "Unit diubah", "nama, induk"
    )  # fmt: skip
    drafts.apply(draft=draft, by=cast.hr, now=now)
    changed = Unit.objects.get(code="114")
    assert (changed.name, changed.parent, changed.starts_on) == (
        "Dinas Perhubungan dan Pelabuhan", cast.agency, cast.other_unit.starts_on
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",Dinas,dinas,,health,", "kode", "Kolom ini belum diisi."),
        ("1 1,Dinas,dinas,,health,", "kode", "Kode unit hanya berisi huruf, angka"),
        ("999,,dinas,,health,", "nama", "Kolom ini belum diisi."),
        ("999,Dinas,dinasti,,health,", "jenis", "“dinasti” tidak dikenal. Pilih salah satu: badan, dinas"),
        ("999,Dinas,dinas,,sihir,", "sektor", "“sihir” tidak dikenal."),
        ("999,Dinas,dinas,777,health,", "induk", "Unit induk “777” tidak ada, di berkas ini maupun di data."),
        ("999,Dinas,dinas,999,health,", "induk", "Unit ini berada di bawah dirinya sendiri."),
        ("999,Dinas,dinas,,health,31-02-2020", "mulai", "“31-02-2020” bukan tanggal."),
        ("PEMKO,Kota,pemda,153,internal,", "induk", "Unit ini berada di bawah dirinya sendiri."),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(
    cast: Cast, now: datetime, row: str, column: str, reason: str
) -> None:
    draft = keep(row + "\n", now)
    (only,) = findings(draft)
    assert only[:2] == (2, column)
    assert only[2].startswith(reason)
    before = Unit.objects.count()
    with pytest.raises(ImportRefusedError, match="Masih ada yang harus diperbaiki"):
        drafts.apply(draft=draft, by=cast.hr, now=now)
    assert Unit.objects.count() == before


def test_a_code_comes_once(db: None, now: datetime) -> None:
    draft = keep("9,A,dinas,,health,\n9,B,dinas,,health,\n", now)
    assert findings(draft) == [(3, "kode", "Kode ini sudah ada di baris 2.")]


def test_missing_doubled_and_unknown_columns_are_said(db: None, now: datetime) -> None:
    draft = keep(b"kode;nama;jenis;Kode;warna\n9;A;dinas;9;biru\n", now)
    assert [item for item in findings(draft) if item[0] == 1] == [
        (1, "Kode", "Kolom ini ada dua kali. Hapus salah satunya."),
        (1, "induk", "Kolom ini tidak ada. Tambahkan di baris judul."),
        (1, "sektor", "Kolom ini tidak ada. Tambahkan di baris judul."),
        (1, "warna", "Kolom ini tidak dikenal dan tidak dibaca."),
    ]


def test_a_unit_under_a_merged_one_is_sent_to_the_successor(cast: Cast, now: datetime) -> None:
    use_cases.merge(unit=cast.agency, into=cast.other_unit, on=date(2026, 1, 1), by=cast.hr, now=now)
    draft = keep("153,UPTD Puskesmas Sei Jang,puskesmas,111,health,\n", now)
    assert findings(draft) == [(2, "induk", "Unit induk berakhir pada 31 Desember 2025. Pakai penerusnya: 114.")]
