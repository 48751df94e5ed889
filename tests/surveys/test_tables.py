"""Published tables and their many relatives: read for sure, or refused with the place named."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from surveys.index import ELEMENT_KEYS, EXACT_WEIGHT, grade_of
from surveys.tables.faults import TableError
from surveys.tables.numbers import readings
from surveys.tables.reading import read_table, table_of

DATA = Path(__file__).parent.parent / "data" / "skm"
U9 = tuple(f"U{number}" for number in range(1, 10))


def table(text, name="t.csv"):
    return table_of(name, text.encode())


def refusal(text):
    with pytest.raises(TableError) as caught:
        table(text)
    return str(caught.value)


# Published tables


@pytest.mark.parametrize(
    ("name", "weight", "published", "count"),
    [
        ("pn_payakumbuh_2020_s1.csv", EXACT_WEIGHT, "87.56", 100),
        ("scribd_lab_responsiveness.csv", EXACT_WEIGHT, "91.25", 20),
        ("kemenag_gaspul_tw3.csv", "0.11", "90.56", 29),
    ],
)
def test_published_figures_come_out_with_their_publishers_weight(name, weight, published, count):
    read = read_table(DATA / name)
    assert (read.index(weight), read.count) == (Decimal(published), count)
    assert read.remarks["published_ikm"] == published


@pytest.mark.parametrize(("weight", "ours"), [(EXACT_WEIGHT, "78.74"), ("0.111", "78.66"), ("0.11", "77.95")])
def test_the_raw_answers_of_sekadau_give_the_figures_computed_by_hand(weight, ours):
    read = read_table(DATA / "sekadau_2019_s1_raw.csv")
    assert (read.index(weight), read.count, len(read.answers)) == (Decimal(ours), 49, 49)


def test_the_figure_printed_by_bmkg_amahai_contradicts_its_own_table():
    """It prints 87.40, but its own weighted total 3.536 makes 88.40, which alone fits its grade A."""
    read = read_table(DATA / "bmkg_amahai_2025_s1.csv")
    figures = [read.index(weight) for weight in (EXACT_WEIGHT, "0.111", "0.11")]
    assert Decimal("87.40") not in figures
    assert figures == [Decimal("88.47"), Decimal("88.38"), Decimal("87.59")]
    assert (grade_of(Decimal("88.40")), grade_of(Decimal("87.40"))) == ("A", "B")


def test_sums_are_used_before_printed_means():
    first = read_table(DATA / "kemenag_gaspul_tw3.csv").elements[0]
    assert (first.mean, first.total, first.count) == (Fraction(105, 29), 105, 29)


# Relatives of the raw layout


RAW = [
    "respondent,U1,U2\n1,4,3\n2,3,3\n",
    "\ufeffNo;U1;U2\r\n1;4;3\r\n2;3;3\r\n",
    "sep=;\nNo;U1;U2\n1;4;3\n2;3;3\n",
    "NO. RESPONDEN\tU1\tU2\n1\t4\t3\n2\t3\t3\n",
    "# source: x; y, z\n# n: 2\nResponden,u 1,U-2,,\n1,4,3,,\n2,3,3,,\n,,,,\n\n",
    "Responden;U1;U2\nR001;4,0;3.0\nR002;3;3\n",
    "U1,U2\n4,3\n3,3\n",
    'REKAPITULASI SKM,,\n"Dinas X, 2024",,\nNo,Nilai Unsur,\n,U1,U2\n1,4,3\n2,3,3\n',
    "No,U1,U2,Jumlah,Rata-rata\n1,4,3,7,3.5\n2,3,3,6,3\n",
    "No,Jenis Kelamin,Usia,U1,U2,Saran\n1,L,30,4,3,bagus\n2,P,41,3,3,\n",
    "No,U1,U2\n1,4,3\n2,3,3\nJumlah,7,6\nNRR per unsur,3.50,3.00\nNRR tertimbang,1.75,1.5\nIKM,,81.25\n",
    "No,U1,U2\nTOTAL,7,6\n1,4,3\n2,3,3\n",
    "No,1,2\n1,4,3\n2,3,3\n",
    "No,P1,P2\n1,4,3\n2,3,3\n",
    "No;Unsur 1;Unsur 2\n 1 ;  4 ; 3\n2;3;3\n\nMengetahui, Kepala Dinas;;\n",
    (
        "NO. RES;U1;U2;;\n1;4;3;;\n2;3;3;;\n∑Nilai/Unsur;7;6;;\nNRR/Unsur;3,50;3;;\nNRR tertbg/Unsur;1,75;1,5;*);3,25\n"
        "IKM Unit Pelayanan;;;**);81,25\nKeterangan;;;;\nU1;Persyaratan;3,50;;\nU2;Prosedur;3,00;;\n"
    ),
    "No,Unit Layanan,Jenis Layanan,U1,U2\n1,1,2,4,3\n2,1,3,3,3\n",
]


@pytest.mark.parametrize("text", RAW)
def test_raw_answers_are_read_however_they_are_written(text):
    read = table(text)
    assert read.labels == ("U1", "U2")
    assert [answer.scores for answer in read.answers] == [(4, 3), (3, 3)]
    assert (read.count, read.index()) == (2, Decimal("81.25"))


NAMES = {
    "requirements": "Persyaratan",
    "procedure": "Sistem, Mekanisme, dan Prosedur",
    "time": "Waktu Penyelesaian",
    "cost": "Biaya/Tarif",
    "product": "Produk Spesifikasi Jenis Pelayanan",
    "competence": "Kompetensi Pelaksana",
    "conduct": "Perilaku Pelaksana",
    "complaints": "Penanganan Pengaduan, Saran dan Masukan",
    "facilities": "Sarana dan Prasarana",
}


@pytest.mark.parametrize("order", [ELEMENT_KEYS, (*ELEMENT_KEYS[:7], "facilities", "complaints")])
@pytest.mark.parametrize("form", ["{name}", "{n}. {name}", "U{n} {name}", "U{n} - {name}", "{name} (U{n})"])
def test_named_headings_become_element_keys_in_either_order(order, form):
    heading = ";".join(form.format(n=n, name=NAMES[key]) for n, key in enumerate(order, start=1))
    read = table(f"No;{heading}\n1;4;3;3;3;3;3;3;2;1\n")
    assert read.labels == order
    assert read.elements[7].mean == 2


def test_questions_as_google_forms_prints_them_are_recognised():
    read = table(
        "Timestamp,Usia,Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan?,"
        "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?,Saran\n"
        "1/2/2024 08:00:00,33,4,3,ok\n"
    )
    assert read.labels == ("requirements", "procedure")


def test_a_sum_row_that_does_not_fit_is_told():
    read = table("No,U1,U2\n1,4,3\n2,3,3\nJumlah,8,6\n")
    assert read.count == 2
    assert "baris 4, kolom U1 (B): tercetak 8, dihitung 7" in read.notices


# Refused raw tables


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("No,U1,U2\n1,4,3\n2,5,3\n", "t.csv: baris 3, kolom U1 (B): jawaban “5” bukan 1, 2, 3, atau 4"),
        ("No,U1,U2\n1,4,0\n", "t.csv: baris 2, kolom U2 (C): jawaban “0” bukan 1, 2, 3, atau 4"),
        ("No,U1,U2\n1,4,3\n2,,3\n", "t.csv: baris 3, kolom U1 (B): jawaban kosong"),
        ("No,U1,U2\n1,4,3.5\n", "t.csv: baris 2, kolom U2 (C): jawaban “3.5” bukan 1, 2, 3, atau 4"),
        ("No,U1,U2\n1,baik,3\n", "t.csv: baris 2, kolom U1 (B): jawaban “baik” bukan angka 1 sampai 4"),
        ("No,U1,U2\n1,-3,3\n", "t.csv: baris 2, kolom U1 (B): jawaban “-3” bukan angka 1 sampai 4"),
        ("# x\n# y\nNo,U1,U2\n1,75%,3\n", "t.csv: baris 4, kolom U1 (B): jawaban “75%” bukan angka 1 sampai 4"),
        ("No,U1,U3\n1,4,3\n", "t.csv: baris 1: unsur U2 tidak ada, padahal U3 ada"),
        ("No,U1,U1\n1,4,3\n", "t.csv: baris 1: unsur U1 ada lebih dari satu kali"),
    ],
)
def test_a_wrong_answer_is_refused_by_file_row_and_column(text, message):
    assert refusal(text) == message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("No,U1,U2\n1,4,3\n,158,157\n", "tidak ada nomor responden"),
        ("No,U1,U2\n1,4,3\n,4,3\n", "tidak ada nomor responden"),
        ("No,U1,U2,Keamanan\n1,4,3,3\n2,3,3,1\n", "judulnya bukan unsur"),
        ("No,U1,U2\n1,4,3,3\n2,3,3,1\n", "kolom ini berisi 1 sampai 4"),
        ("No,U1,U2\n1,4,3,7\n2,3,3,9\n", "lebih panjang daripada judulnya"),
        ("No,Persyaratan,Waktu pelayanan,Waktu penyelesaian\n1,4,3,3\n", "menyebut unsur yang sama"),
        ("No,U1,U2\n1,4,3\n2,,\n3,3,3\n", "baris 3, kolom U1 (B): jawaban kosong"),
        ("No,U1,U2\n1,4,3\nJumlah,4,3\n2,3,3\n", "di bawah baris jumlah"),
        ("No,U1,U2\n", "tidak ada baris jawaban"),
        ("1,4,3\n2,3,3\n", "tidak ditemukan baris judul"),
        ("", "tidak ditemukan baris judul"),
    ],
)
def test_what_could_mean_two_things_is_refused(text, part):
    assert part in refusal(text)


def test_all_faults_are_told_up_to_twenty():
    text = "No,U1,U2\n" + "".join(f"{n},9,9\n" for n in range(1, 20))
    lines = refusal(text).splitlines()
    assert (len(lines), lines[-1]) == (21, "t.csv: dan 18 kesalahan lain")


# Relatives of the recap layout


RECAP = [
    "unsur,total,n,nrr,nrr_weighted\nU1,7,2,3.5,1.75\nU2,6,2,3,1.5\n",
    'Unsur;Total;N;NRR\nU1;;2;"3,500"\nU2;;2;3,000\n',
    "UNSUR;NRR\nU1;3,5\nU2;3,0\nIKM;81,25\n",
    "No,Unsur Pelayanan,Nilai Rata-rata\n1,U1,3.50\n2,U2,3.00\n,Jumlah,6.5\n,Rata-rata,3.25\n",
    "Kode,Jumlah Nilai,Jumlah Responden\nU1,7,2\nU2,6,2\nTotal,13,2\n",
    "Unsur,NRR per unsur,NRR tertimbang\nU1,3.5,1.75\nU2,3,1.5\n",
    "No,NRR\n1,3.5\n2,3\n",
    "Unsur,NRR,Mutu,Kinerja\n(1),(2),(3),(4)\nU1,3.5,B,Baik\nU2,3,C,Kurang\n",
    "Unsur,Nilai Konversi\nU1,87.5\nU2,75\n",
    "Unsur,Nilai (NRR),Nilai Indeks\nU1,3.5,87.5\nU2,3,75\n",
    "Unsur,1,2,3,4\nU1,0,0,1,1\nU2,,,2,\n",
    "Unsur;Tidak Baik;Kurang Baik;Baik;Sangat Baik\nU1.;-;-;1;1\nU2.;-;-;2;-\n",
    "Kode;Jumlah Nilai;Jumlah Responden;Peringkat\nU1;7;2 orang;1\nU2;6;2 orang;2\n",
    "No;Unsur;Nilai Unsur Pelayanan\n1;U1;3,50\n2;U2;3,00\n;Nilai Indeks;3,25\n;Mutu Pelayanan;B\n",
    ",U1,U2\nJumlah nilai,7,6\nJumlah responden,2,2\nNRR,3.5,3\n",
    "Unsur,U1,U2\nNRR per unsur,3.5,3\nNRR tertimbang,1.75,1.5\n",
]


@pytest.mark.parametrize("text", RECAP)
def test_recaps_are_read_however_they_are_written(text):
    read = table(text)
    assert read.labels == ("U1", "U2")
    assert [element.mean for element in read.elements] == [Fraction(7, 2), Fraction(3)]
    assert read.index() == Decimal("81.25")


def test_recaps_with_names_become_element_keys():
    lines = "".join(f'{n},"{name}","3,5"\n' for n, name in enumerate(NAMES.values(), start=1))
    assert table(f"No,Unsur,NRR\n{lines}").labels == ELEMENT_KEYS


def test_the_stale_list_of_2014_keeps_its_own_name_when_numbered():
    text = "No;Unsur;NRR\n1;Persyaratan;3,5\n2;Maklumat Pelayanan;3\n"
    assert table(text).labels == ("requirements", "Maklumat Pelayanan")
    assert "bukan nama unsur yang dikenal" in refusal("Unsur;NRR\nPersyaratan;3,5\nMaklumat Pelayanan;3\n")


def test_thousands_are_told_from_decimals_by_what_is_possible():
    read = table("Unsur;Total;n;NRR\nU1;4.200;1.200;3,500\nU2;3.600;1.200;3,000\n")
    assert (read.count, read.elements[0].total) == (1200, 4200)


def test_the_count_may_stand_above_the_table():
    assert table("# n: 2\nunsur,total,n,nrr\nU1,7,,\nU2,6,,\n").count == 2
    assert table("# n: at least 2\nunsur,nrr\nU1,3.5\nU2,3\n").count is None


def test_a_printed_mean_that_is_not_the_sum_by_the_count_is_told():
    read = table("unsur,total,n,nrr\nU1,7,2,3.6\nU2,6,2,3.0\n")
    assert read.elements[0].mean == Fraction(7, 2)
    assert read.notices == ("baris 2, U1: NRR tercetak 3.6, dari jumlah/responden 3.5000; dipakai yang kedua",)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("unsur,nrr\nU1,3,58\nU2,3,60\n", "baris 2"),
        ("unsur,n,nrr,nrr_weighted\nU1,100,3,58\nU2,100,3,60\n", "tidak cocok dengan NRR"),
        ("unsur,nrr\nU1,87.5\nU2,75\n", "bukan nilai 1 sampai 4"),
        ("unsur,total,n\nU1,9,2\nU2,6,2\n", "baris 2, kolom total (B): U1: jumlah 9 dari 2 responden"),
        ("unsur,total\nU1,9\nU2,6\n", "jumlah responden (n) tidak ada"),
        ("unsur,nrr\nU1,\nU2,3\n", "baris 2, kolom nrr (B): U1: NRR kosong"),
        ("unsur,nrr\nU1,3.5\n,3\n", "angka tanpa nama unsur"),
        ("unsur,nrr\nU1,3.5\nU3,3\n", "unsur U2 tidak ada"),
        ("unsur,nilai,skor\nU1,3.5,3.6\nU2,3,3.1\n", "sama-sama dapat berarti NRR"),
        ("unsur,nrr\n", "tidak ada baris unsur"),
        ("No,Unsur,NRR\n1,Persyaratan,3\n2,Waktu,3\n3,Rata-rata,3\n", "baris 4: “Rata-rata” bernomor seperti unsur"),
    ],
)
def test_a_recap_that_could_mean_two_things_is_refused(text, part):
    assert part in refusal(text)


# Files


def workbook(path, rows, title="Sheet"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_like_its_csv(tmp_path):
    rows = [["# source: somewhere"], ["No", "U1", "U2"], [1, 4, 3.0], [2, "3", 3], [None, None, None]]
    read = read_table(workbook(tmp_path / "a.xlsx", rows))
    assert (read.count, read.index(), read.remarks) == (2, Decimal("81.25"), {"source": "somewhere"})


def test_a_wrong_answer_in_a_workbook_is_named_by_its_row_and_column(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["No", "U1", "U2"], [1, 4, 3], [2, 3, 5]])
    with pytest.raises(TableError, match=r"a\.xlsx: baris 3, kolom U2 \(C\): jawaban “5” bukan"):
        read_table(path)


def test_raw_answers_are_preferred_to_a_recap_on_another_sheet(tmp_path):
    path = tmp_path / "a.xlsx"
    workbook(path, [["No", "U1", "U2"], [1, 4, 3], [2, 3, 3]], "Data")
    book = load_workbook(path)
    recap = book.create_sheet("Rekap")
    for row in (["Unsur", "NRR"], ["U1", 3.5], ["U2", 3]):
        recap.append(row)
    book.save(path)
    assert read_table(path).count == 2
    second = book.create_sheet("Data 2")
    for row in (["No", "U1", "U2"], [1, 2, 2]):
        second.append(row)
    book.save(path)
    with pytest.raises(TableError, match="beberapa tabel"):
        read_table(path)


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.xlsx", b"PK\x03\x04broken", "bukan berkas .xlsx yang utuh"),
        ("a.xlsx", b"No,U1", "bukan berkas .xlsx yang utuh"),
        ("a.xls", b"\xd0\xcf\x11\xe0old", "simpan ulang sebagai .xlsx"),
        ("a.csv", b"\x00\x01\x02", "bukan berkas teks"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(name, content, part):
    with pytest.raises(TableError) as caught:
        table_of(name, content)
    assert part in str(caught.value)


def test_a_missing_file_is_refused_in_words(tmp_path):
    with pytest.raises(TableError, match="tidak dapat dibuka"):
        read_table(tmp_path / "none.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding):
    content = "# catatan: “baik” – é\nNo;U1;U2\n1;4;3\n".encode(encoding)
    assert table_of("t.csv", content).labels == ("U1", "U2")


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=30), st.sampled_from(",;\t|"))
def test_raw_answers_and_their_recap_give_the_same_index(rows, separator):
    heading = separator.join(["No", *U9])
    body = [separator.join(map(str, [n, *row])) for n, row in enumerate(rows, start=1)]
    raw = table("\n".join([heading, *body]))
    sums = [sum(column) for column in zip(*rows, strict=True)]
    recap = [separator.join(map(str, [u, total, len(rows)])) for u, total in zip(U9, sums, strict=True)]
    assert raw.index() == table("\n".join([separator.join(["Unsur", "Total", "n"]), *recap])).index()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3,58", ["3.58"]),
        ("3.580", ["3.58", "3580"]),
        ("1.234,50", ["1234.5"]),
        ("1,234.50", ["1234.5"]),
        ("1 234", ["1234"]),
        ("12.345.678", ["12345678"]),
        ("1.2.3", []),
        ("abc", []),
        ("", []),
    ],
)
def test_printed_numbers_have_the_meanings_they_can_have(text, numbers):
    assert readings(text) == [Fraction(number) for number in numbers]
