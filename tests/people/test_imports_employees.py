"""Employees from a table: newcomers, changes, transfers, heads; findings in words; the same file changes nothing."""

import io
import time
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from people.imports import drafts
from people.imports.drafts import ImportRefusedError
from people.imports.report import report_from
from people.models import Account, Assignment, Employee, Headship, ImportDraft, ImportKind, RankHolding
from tests.cast import Cast
from tests.factories.people import EPOCH, make_account

HEADER = "nama,status,nip,surel,kode_unit,jabatan,jenis_jabatan,golongan,tmt,kepala,nip_lama,nama_akun,tmt_golongan\n"
ANI = "Ani,PNS,19860926 201505 1 001,ani@contoh.test,153,Perawat,fungsional,III/a,01-02-2026"
SINCE = date(2026, 1, 1)


def keep(rows: str, now: datetime) -> ImportDraft:
    padded = "".join(row + "," * (12 - row.count(",")) + "\n" for row in rows.splitlines())
    return drafts.keep(
        kind=ImportKind.EMPLOYEES,
        content=(HEADER + padded).encode(),
        filename="pegawai.csv",
        effective_on=SINCE,
        owner=make_account(),
        now=now,
    )


def bring_in(rows: str, now: datetime) -> ImportDraft:
    draft = keep(rows, now)
    assert findings(draft) == []
    return drafts.apply(draft=draft, by=draft.owner, now=now)


def findings(draft: ImportDraft) -> list[tuple[int, str, str]]:
    return [(f.row, f.column, f.message) for f in report_from(draft.report).findings if f.blocking]


def changes(draft: ImportDraft) -> list[tuple[int, str, str]]:
    return [(c.row, c.deed, c.detail) for c in report_from(draft.report).changes]


def posts(name: str) -> list[tuple[str, str, date, date | None]]:
    rows = Assignment.objects.filter(employee__name=name).order_by("starts_on")
    return list(rows.values_list("unit__code", "position__name", "starts_on", "ends_on"))


def test_a_newcomer_comes_with_post_grade_and_account(cast: Cast, now: datetime) -> None:
    bring_in(ANI, now)
    ani = Employee.objects.get(name="Ani")
    assert (ani.status, ani.number, ani.email) == ("pns", "198609262015051001", "ani@contoh.test")
    assert posts("Ani") == [("153", "Perawat", date(2026, 2, 1), None)]
    assert RankHolding.objects.get(employee=ani).grade.code == "III/a"
    account = Account.objects.get(employee=ani)
    assert (account.username, account.email) == ("198609262015051001", "ani@contoh.test")
    assert not account.has_usable_password()


def test_the_check_shows_posts_and_says_once_which_positions_are_new(cast: Cast, now: datetime) -> None:
    draft = keep(f"{ANI}\nDedi,honorer,,dedi@contoh.test,114,Perawat,fungsional", now)
    assert changes(draft) == [
        (2, "Pegawai baru", "UPTD Puskesmas Sei Jang sebagai Perawat"),
        (3, "Pegawai baru", "Dinas Perhubungan sebagai Perawat"),
    ]
    (note,) = report_from(draft.report).findings
    assert (note.row, note.column, note.blocking) == (2, "jabatan", False)
    assert note.message.startswith("Jabatan baru: Perawat (Fungsional).")


def test_a_unit_by_its_name_is_answered_with_its_code(cast: Cast, now: datetime) -> None:
    draft = keep(ANI.replace(",153,", ",puskesmas sei jang,"), now)
    assert findings(draft) == [(2, "kode_unit", "Isi kode unit; maksud Anda 153 (UPTD Puskesmas Sei Jang)?")]


def test_the_same_file_changes_nothing(cast: Cast, now: datetime) -> None:
    table = (
        f"{ANI},ya\nBudi,PPPK,199207152023212034,,153,Perawat,,IX,2026-02-01\n"
        "Citra,non-ASN,,,114,Sopir,pelaksana,,\nDedi,honorer,,dedi@contoh.test,114,Sopir,pelaksana"
    )
    bring_in(table, now)
    kept = (Employee, Assignment, RankHolding, Headship)
    counted = [model.objects.count() for model in kept]
    history = Employee.pgh_event_model.objects.count(), Assignment.pgh_event_model.objects.count()
    again = keep(table, now)
    assert changes(again) == []
    drafts.apply(draft=again, by=cast.hr, now=now)
    assert [model.objects.count() for model in kept] == counted
    assert (Employee.pgh_event_model.objects.count(), Assignment.pgh_event_model.objects.count()) == history


def test_another_unit_with_a_tmt_is_a_transfer(cast: Cast, now: datetime) -> None:
    bring_in(ANI, now)
    move = ANI.replace(",153,", ",114,").replace("01-02-2026", "01-06-2026")
    draft = keep(move, now)
    assert changes(draft) == [
        (2, "Pindah", "dari UPTD Puskesmas Sei Jang (Perawat) ke Dinas Perhubungan (Perawat) mulai 1 Juni 2026")
    ]
    drafts.apply(draft=draft, by=cast.hr, now=now)
    assert posts("Ani") == [
        ("153", "Perawat", date(2026, 2, 1), date(2026, 5, 31)),
        ("114", "Perawat", date(2026, 6, 1), None),
    ]
    assert changes(keep(move, now)) == []
    assert changes(keep(ANI, now)) == [], "an old file finds its past recorded"


def test_a_transfer_into_the_past_is_refused(cast: Cast, now: datetime) -> None:
    bring_in(ANI, now)
    draft = keep(ANI.replace(",153,", ",114,").replace("01-02-2026", "01-01-2026"), now)
    assert findings(draft) == [
        (2, "tmt", "tmt harus setelah 1 Februari 2026, awal penempatan terakhir di UPTD Puskesmas Sei Jang.")
    ]


def test_another_tmt_for_the_same_post_is_noted_and_not_used(cast: Cast, now: datetime) -> None:
    bring_in(ANI, now)
    draft = keep(ANI.replace("01-02-2026", "01-03-2026"), now)
    (note,) = report_from(draft.report).findings
    assert not note.blocking
    assert note.message == "Penempatan ini tercatat mulai 1 Februari 2026; tmt di berkas tidak dipakai."
    assert changes(draft) == []


def test_a_candidate_becomes_a_civil_servant_and_rises_in_grade(cast: Cast, now: datetime) -> None:
    bring_in(ANI.replace("PNS", "CPNS"), now)
    draft = keep(ANI.replace("III/a", "iii b") + ",,,,01-04-2026", now)
    assert changes(draft) == [(2, "Data diubah", "status"), (2, "Golongan baru", "III/a → III/b")]
    drafts.apply(draft=draft, by=cast.hr, now=now)
    ranks = RankHolding.objects.filter(employee__name="Ani").order_by("starts_on")
    assert list(ranks.values_list("grade__code", "starts_on", "ends_on")) == [
        ("III/a", date(2026, 2, 1), date(2026, 3, 31)),
        ("III/b", date(2026, 4, 1), None),
    ]


def test_a_new_number_is_carried_over_by_the_old_one(cast: Cast, now: datetime) -> None:
    bring_in("Budi,PPPK,199207152023212034,,153,Perawat,fungsional,,01-02-2026", now)
    row = "Budi,CPNS,199207152026032001,,153,Perawat,,,01-02-2026,,199207152023212034"
    draft = keep(row, now)
    assert changes(draft) == [(2, "Data diubah", "status, nomor")]
    drafts.apply(draft=draft, by=cast.hr, now=now)
    assert Account.objects.get(employee__name="Budi").username == "199207152026032001"
    assert changes(keep(row, now)) == []


def test_a_head_takes_over_and_the_former_ends_the_day_before(cast: Cast, now: datetime) -> None:
    bring_in(f"{ANI},ya", now)
    rows = Headship.objects.filter(unit=cast.unit).order_by("starts_on")
    assert list(rows.values_list("employee__name", "starts_on", "ends_on")) == [
        ("Kepala Puskesmas", EPOCH, date(2026, 1, 31)),
        ("Ani", date(2026, 2, 1), None),
    ]


def test_a_head_who_moves_leaves_the_unit(cast: Cast, now: datetime) -> None:
    number = cast.head.username
    bring_in(f"Kepala Puskesmas,PNS,{number},,114,Analis,,,01-06-2026", now)
    assert Headship.objects.get(unit=cast.unit).ends_on == date(2026, 5, 31)


def test_a_blank_cell_wipes_nothing(cast: Cast, now: datetime) -> None:
    bring_in(ANI, now)
    draft = keep(ANI.replace("ani@contoh.test", "").replace("III/a", ""), now)
    assert changes(draft) == []


def test_an_account_follows_the_recorded_address_but_keeps_an_own_one(cast: Cast, now: datetime) -> None:
    bring_in(ANI, now)
    bring_in(ANI.replace("ani@", "ani.baru@"), now)
    account = Account.objects.get(employee__name="Ani")
    assert account.email == "ani.baru@contoh.test"
    Account.objects.filter(pk=account.pk).update(email="milik.ani@contoh.test")
    bring_in(ANI.replace("ani@", "ani.lagi@"), now)
    account.refresh_from_db()
    assert account.email == "milik.ani@contoh.test"


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",PNS,198609262015051001,,153,Analis", "nama", "Kolom ini belum diisi."),
        ("Ani,,,,153,Analis", "status", "Kolom ini belum diisi."),
        ("Ani,pejabat,198609262015051001,,153,Analis", "status", "“pejabat” tidak dikenal. Pilih salah satu:"),
        ("Ani,PNS,19860926201505100,,153,Analis", "nip", "NIP terdiri atas 18 angka; yang tertulis 17 angka."),
        ("Ani,PNS,,,153,Analis", "nip", "Isi NIP, 18 angka."),
        ("Ani,PPPK,,,153,Analis", "nip", "Isi NI PPPK, 18 angka."),
        ("Ani,PNS,1.98609E+17,,153,Analis", "nip", "Angka panjang ini disimpan sebagai bilangan"),
        ("Ani,non-ASN,198609262015051001,,153,Analis", "nip", "Non-ASN tidak mempunyai NIP."),
        ("Ani,PNS,198609262015051001,ani(at)contoh,153,Analis", "surel", "“ani(at)contoh” bukan alamat surel."),
        ("Ani,PNS,198609262015051001,hr@contoh.test,153,Analis", "surel", "Surel ini sudah dipakai akun lain."),
        ("Ani,PNS,198609262015051001,,777,Analis", "kode_unit", "Unit “777” tidak ada. Impor dahulu unitnya."),
        ("Ani,PNS,198609262015051001,,153,", "jabatan", "Kolom ini belum diisi."),
        ("Ani,PNS,198609262015051001,,153,Juru Api", "jenis_jabatan", "Jabatan “Juru Api” belum terdata."),
        ("Ani,PNS,198609262015051001,,153,Analis,jpt", "jenis_jabatan", "Jabatan ini tercatat sebagai Pelaksana."),
        ("Ani,PNS,198609262015051001,,153,Analis,,IX", "golongan", "Golongan “IX” tidak ada untuk PNS."),
        ("Ani,non-ASN,,,153,Analis,,III/a", "golongan", "Non-ASN tidak mempunyai golongan."),
        ("Ani,PNS,198609262015051001,,153,Analis,,,kemarin", "tmt", "“kemarin” bukan tanggal."),
        ("Ani,PNS,198609262015051001,,153,Analis,,,01-01-2062", "tmt", "Tanggal ini lebih dari setahun di depan."),
        (
            "Ani,PNS,198609262015051001,,153,Analis,,,01-01-2019",
            "kode_unit",
            "Unit ini baru berdiri pada 1 Januari 2020",
        ),
        ("Ani,PNS,198609262015051001,,153,Analis,,,,mungkin", "kepala", "Isi “ya” atau “tidak”, bukan “mungkin”."),
        ("Ani,PNS,198609262015051001,,153,Analis,,,,,199999999999999999", "nip_lama", "Tidak ada pegawai dengan nomor"),
        ("Ani,non-ASN,,,153,Analis,,,,,,N999999", "nama_akun", "Akun ini tidak ada."),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(
    cast: Cast, now: datetime, row: str, column: str, reason: str
) -> None:
    Account.objects.filter(pk=cast.hr.pk).update(email="hr@contoh.test")
    draft = keep(row, now)
    (only,) = findings(draft)
    assert only[:2] == (2, column)
    assert only[2].startswith(reason)


def test_a_number_that_is_the_name_of_another_account_is_found(cast: Cast, now: datetime) -> None:
    make_account(username="198609262015051001")
    assert findings(keep(ANI, now)) == [
        (2, "nip", "Nomor ini sudah menjadi nama akun orang lain. Hubungi pengelola sistem.")
    ]


def test_one_wrong_row_keeps_all_others_out(cast: Cast, now: datetime) -> None:
    draft = keep(f"{ANI}\nBudi,PNS,1,,153,Analis", now)
    with pytest.raises(ImportRefusedError):
        drafts.apply(draft=draft, by=cast.hr, now=now)
    assert not Employee.objects.filter(name__in=["Ani", "Budi"]).exists()


def test_rows_contradicting_each_other_are_found(cast: Cast, now: datetime) -> None:
    twins = f"{ANI},ya\nBudi,PNS,198609262015051001,ani@contoh.test,153,Perawat,pelaksana,,01-02-2026,ya"
    assert findings(keep(twins, now)) == [
        (3, "jenis_jabatan", "Jabatan ini di baris lain berjenis Fungsional. Samakan."),
        (3, "kepala", "Sudah ada di baris 2."),
        (3, "nip", "Sudah ada di baris 2."),
        (3, "surel", "Sudah ada di baris 2."),
    ]


def test_namesakes_without_a_number_are_never_guessed(cast: Cast, now: datetime) -> None:
    bring_in("Wati,non-ASN,,,153,Analis", now)
    username = Account.objects.get(employee__name="Wati").username
    elsewhere = "Wati,non-ASN,,,114,Analis,,,01-06-2026"
    assert findings(keep(elsewhere, now)) == [
        (
            2,
            "nama",
            (
                f"Sudah ada non-ASN bernama sama ({username}). Isi nama_akun bila orang yang sama, "
                "atau surel bila orang lain."
            ),
        )
    ]
    assert [deed for _row, deed, _detail in changes(keep(f"{elsewhere},,,{username}", now))] == ["Pindah"]
    other = elsewhere.replace("non-ASN,,,", "non-ASN,,wati.lain@contoh.test,")
    assert [deed for _row, deed, _detail in changes(keep(other, now))] == ["Pegawai baru"]


def test_an_excel_file_with_five_thousand_rows_is_checked_and_applied_in_time(cast: Cast, now: datetime) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER.strip().split(","))
    for n in range(5000):
        number = f"{1970 + n % 20}{n // 20 % 12 + 1:02d}{n // 240 % 28 + 1:02d}201501{n % 2 + 1}{n % 1000:03d}"
        unit = ("153", "114", "111")[n % 3]
        sheet.append([f"Pegawai {n}", "PNS", number, f"p{n}@contoh.test", unit, "Analis", "pelaksana", "III/a", SINCE])
    buffer = io.BytesIO()
    book.save(buffer)
    started = time.process_time()
    draft = drafts.keep(
        kind=ImportKind.EMPLOYEES,
        content=buffer.getvalue(),
        filename="pegawai.xlsx",
        effective_on=SINCE,
        owner=cast.hr,
        now=now,
    )
    assert findings(draft) == []
    drafts.apply(draft=draft, by=cast.hr, now=now)
    assert Employee.objects.filter(name__startswith="Pegawai ").count() == 5000
    assert time.process_time() - started < 12, "20 s by the clock, most of it here, the rest in the database"
