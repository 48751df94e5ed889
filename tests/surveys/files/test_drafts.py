"""Tables from elsewhere: read by a mapping that is shown, refused row by row, taken in once."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from surveys.files.drafts import apply, discard_stale, foresee, keep, remap
from surveys.files.roles import ColumnMapping
from surveys.imports import AnswerImportError
from surveys.models import AnswerDraft, ColumnPreset, ImportedFile, Response
from surveys.periods import span_of
from surveys.reports import figure
from surveys.rollups import fold_all
from tests.cast import Cast
from tests.factories.surveys import make_responses, make_service

NOW = datetime(2026, 3, 9, 3, tzinfo=UTC)
SEKADAU = Path(__file__).parents[2] / "data" / "skm" / "sekadau_2019_s1_raw.csv"
HEAD = "No;Persyaratan;Prosedur;Waktu;Biaya;Produk;Kompetensi;Perilaku;Sarana;Pengaduan"
CODED = "No;U1;U2;U3;U4;U5;U6;U7;U8;U9"
GOOD = "1;1;2;3;4;1;2;3;4;1"


def kept(cast, *lines, period="2026Q1", name="a.csv", content=None):
    content = content if content is not None else "\n".join(lines).encode()
    return keep(unit=cast.unit, file_name=name, content=content, span=span_of(period), owner=cast.officer, now=NOW)


def problems(cast, *lines, **more):
    draft = kept(cast, *lines, **more)
    return [str(problem) for problem in foresee(draft=draft, now=NOW).reading.problems]


def remapped(draft, **changes):
    mapping = ColumnMapping.from_json({**draft.mapping, **changes})
    return remap(draft=draft, mapping=mapping)


def test_named_columns_are_read_by_name_and_come_in_once(cast: Cast):
    draft = kept(cast, HEAD, GOOD)
    file = apply(draft=draft, by=cast.officer, now=NOW)
    stored = Response.objects.get()
    assert stored.scores == [1, 2, 3, 4, 1, 2, 3, 1, 4]
    assert (stored.channel, file.imported_by, file.element_order) == ("import", cast.officer, "named")
    draft.refresh_from_db()
    assert draft.content is None
    assert apply(draft=draft, by=cast.officer, now=NOW) == file
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        # five-point answers
        (
            [HEAD, GOOD, "2;1;2;3;4;5;2;3;4;1"],
            ["baris 3: Produk (F) jawaban “5” bukan 1, 2, 3, atau 4"],
        ),
        # blanks
        ([HEAD, "1;1;;3;4;1;2;3;4;1"], ["baris 2: Prosedur (C) jawaban kosong"]),
        (
            [HEAD, GOOD, "2;;;;;;;;;3"],
            [
                (
                    "baris 3: Persyaratan (B) jawaban kosong; Prosedur (C) jawaban kosong; Waktu (D) jawaban kosong; "
                    "Biaya (E) jawaban kosong; Produk (F) jawaban kosong; Kompetensi (G) jawaban kosong; "
                    "Perilaku (H) jawaban kosong; Sarana (I) jawaban kosong"
                )
            ],
        ),
        # a total row, with a label or without
        (
            [HEAD, GOOD, "Jumlah;147;150;151;149;150;148;146;147;150"],
            ["baris 3: “Jumlah” baris jumlah, bukan jawaban; hapus, atau pilih Lewati baris jumlah"],
        ),
        (
            [HEAD, GOOD, "NRR;3;3;3;3;3;3;3;3;3"],
            ["baris 3: “NRR” baris jumlah, bukan jawaban; hapus, atau pilih Lewati baris jumlah"],
        ),
        (
            [HEAD, GOOD, ";1;2;3;4;1;2;3;4;147"],
            ["baris 3: Pengaduan (J) jawaban “147” bukan 1, 2, 3, atau 4"],
        ),
        # percentages
        ([HEAD, "1;85%;2;3;4;1;2;3;4;1"], ["baris 2: Persyaratan (B) “85%” persentase, bukan jawaban 1 sampai 4"]),
        (
            [HEAD, "1;0,85;2;3;4;1;2;3;4;1"],
            ["baris 2: Persyaratan (B) “0,85” tampaknya persentase, bukan jawaban 1 sampai 4"],
        ),
        # unknown order of elements
        (
            [CODED, GOOD],
            ["urutan unsur belum dipilih: judul kolom hanya U1, U2, … dan tidak menyebut unsur"],
        ),
        # a header again in the middle
        ([HEAD, GOOD, HEAD, "2;1;2;3;4;1;2;3;4;1"], ["baris 3: judul kolom terulang; hapus baris ini"]),
        # two columns of one element
        (
            [HEAD.replace("Prosedur", "Syarat"), GOOD],
            [
                "unsur Sistem, Mekanisme, dan Prosedur belum mempunyai kolom",
                "dua kolom dibaca sebagai Persyaratan; pilih satu saja",
            ],
        ),
        # words nobody knows
        (
            [HEAD, "1;Mantap;2;3;4;1;2;3;4;1"],
            ["baris 2: Persyaratan (B) jawaban “Mantap” bukan angka 1 sampai 4 atau kata yang dikenal"],
        ),
        # days
        (
            [f"{HEAD};Tanggal", f"{GOOD};12 Maret lalu"],
            ["baris 2: Tanggal (K) tanggal “12 Maret lalu” tidak terbaca; tulis seperti 2026-03-09 atau 09/03/2026"],
        ),
        (
            [f"{HEAD};Tanggal", f"{GOOD};30/02/2026"],
            ["baris 2: Tanggal (K) tanggal “30/02/2026” tidak ada di kalender"],
        ),
        (
            [f"{HEAD};Tanggal", f"{GOOD};2025-12-31"],
            ["baris 2: Tanggal (K) tanggal 2025-12-31 di luar Triwulan I 2026"],
        ),
        (
            [f"{HEAD};Tanggal", f"{GOOD};2026-03-10"],
            ["baris 2: Tanggal (K) tanggal 2026-03-10 belum tiba"],
        ),
        ([f"{HEAD};Tanggal", f"{GOOD};"], ["baris 2: Tanggal (K) tanggal kosong"]),
        # a service that the unit doesn't have
        (
            [f"{HEAD};Layanan", f"{GOOD};Paspor"],
            ["baris 2: Layanan (K) layanan “Paspor” tidak dikenal di unit ini; abaikan kolomnya bila tidak perlu"],
        ),
        # a column of 1 to 4 whose heading says nothing
        (
            [f"{HEAD};Kesan", f"{GOOD};3"],
            ["kolom Kesan (K): berisi 1 sampai 4, tetapi judulnya bukan unsur; pilih artinya"],
        ),
        ([HEAD, "Keterangan;;;;;;;;;"], None),
    ],
)
def test_wrong_tables_are_told_by_row_and_change_nothing(cast, lines, told):
    draft = kept(cast, *lines)
    found = [str(problem) for problem in foresee(draft=draft, now=NOW).reading.problems]
    assert found == told if told else found
    with pytest.raises(AnswerImportError):
        apply(draft=draft, by=cast.officer, now=NOW)
    assert not Response.objects.exists()
    assert not ImportedFile.objects.exists()


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        (["unsur,total,n", "U1,30,10", "U2,30,10"], "rekap per unsur"),
        (["halo"], "tidak ditemukan baris judul"),
        ([""], "tidak berisi tabel"),
    ],
)
def test_what_is_no_table_of_answers_is_refused_at_once(cast, lines, part):
    with pytest.raises(AnswerImportError, match=part):
        kept(cast, *lines)
    assert not AnswerDraft.objects.exists()


def test_a_period_to_come_is_refused(cast):
    with pytest.raises(AnswerImportError, match="belum dimulai"):
        kept(cast, HEAD, GOOD, period="2026Q2")


def test_swapped_columns_are_told_when_a_heading_contradicts_its_reading(cast):
    draft = kept(cast, HEAD, GOOD)
    roles = list(draft.mapping["roles"])
    roles[8], roles[9] = roles[9], roles[8]
    found = [str(one) for one in foresee(draft=remapped(draft, roles=roles), now=NOW).reading.problems]
    assert found == [
        "kolom Sarana (I): berjudul Sarana dan Prasarana tetapi dibaca sebagai Penanganan Pengaduan, Saran dan Masukan",
        (
            "kolom Pengaduan (J): berjudul Penanganan Pengaduan, Saran dan Masukan "
            "tetapi dibaca sebagai Sarana dan Prasarana"
        ),
    ]


@pytest.mark.parametrize(("order", "last_two"), [("regulation", [4, 1]), ("facilities-first", [1, 4])])
def test_bare_codes_follow_the_order_that_is_chosen(cast, order, last_two):
    draft = remapped(kept(cast, CODED, GOOD), order=order)
    apply(draft=draft, by=cast.officer, now=NOW)
    assert Response.objects.get().scores[7:] == last_two
    assert ImportedFile.objects.get().element_order == order


def test_a_published_table_comes_out_as_published(cast):
    """Sekadau 2019, first half: our 78.74 from the printed raw rows by the exact weight."""
    draft = kept(cast, content=SEKADAU.read_bytes(), name="sekadau.csv", period="2019S1")
    apply(draft=remapped(draft, order="regulation"), by=cast.officer, now=NOW)
    fold_all()
    found = figure(unit_ids=[cast.unit.pk], first=date(2019, 1, 1), last=date(2019, 6, 30))
    assert (str(found.index), found.count) == ("78.74", 49)


def test_total_rows_are_passed_over_when_asked(cast):
    draft = kept(cast, HEAD, GOOD, "Jumlah;147;150;151;149;150;148;146;147;150")
    foreseen = foresee(draft=remapped(draft, skips_sums=True), now=NOW)
    assert (len(foreseen.reading.answers), len(foreseen.reading.problems), len(foreseen.reading.notices)) == (1, 0, 1)


def test_labels_stand_for_digits_element_by_element(cast):
    words = [
        "Sangat sesuai", "Mudah", "Tidak cepat", "Gratis", "sesuai", "Kurang kompeten", "4. Sangat sopan dan ramah",
        "Cukup", "Dikelola dengan baik",
    ]  # fmt: skip
    apply(draft=kept(cast, HEAD, f"1;{';'.join(words)}"), by=cast.officer, now=NOW)
    assert Response.objects.get().scores == [4, 3, 1, 4, 3, 2, 4, 4, 2]


def test_unknown_words_can_be_given_a_meaning(cast):
    draft = kept(cast, HEAD, "1;Mantap;2;3;4;1;2;3;4;1")
    assert list(foresee(draft=draft, now=NOW).reading.words) == ["mantap"]
    apply(draft=remapped(draft, words={"mantap": 4}), by=cast.officer, now=NOW)
    assert Response.objects.get().scores[0] == 4


def test_respondents_in_columns_are_read_too(cast):
    names = HEAD.split(";")[1:]
    lines = ["Unsur;R1;R2", *(f"{name};{place % 4 + 1};3" for place, name in enumerate(names))]
    draft = kept(cast, *lines)
    assert draft.mapping["is_down"] is True
    apply(draft=draft, by=cast.officer, now=NOW)
    assert [answer.scores for answer in Response.objects.order_by("pk")] == [[1, 2, 3, 4, 1, 2, 3, 1, 4], [3] * 9]


def test_places_of_a_table_with_respondents_in_columns_are_the_files_own(cast):
    names = HEAD.split(";")[1:]
    lines = ["Unsur;R1;R2", *(f"{name};3;{5 if name == 'Biaya' else 3}" for name in names)]
    assert problems(cast, *lines) == ["kolom C: Biaya (baris 5) jawaban “5” bukan 1, 2, 3, atau 4"]


def test_what_the_rows_say_beside_answers_is_kept(cast):
    service = make_service(cast.unit, "ktp", "KTP elektronik")
    head = f"Tanggal;Layanan;{HEAD[3:]};JK;Usia;Pendidikan;Pekerjaan;Saran"
    apply(
        draft=kept(cast, head, f"9/2/2026;KTP Elektronik;{GOOD[2:]};L;41 tahun;SLTA;PNS;Ramah"),
        by=cast.officer,
        now=NOW,
    )
    answer = Response.objects.get()
    assert (answer.day, answer.service) == (date(2026, 2, 9), service)
    assert (answer.sex, answer.age_group, answer.education, answer.occupation) == ("m", "35-44", "sma", "asn")
    assert answer.comment == "Ramah"


def test_an_unknown_respondents_field_is_told_and_stored_as_blank(cast):
    draft = kept(cast, f"{HEAD};Pekerjaan", f"{GOOD};Astronaut")
    assert [str(one) for one in foresee(draft=draft, now=NOW).reading.notices] == [
        "baris 2: Pekerjaan (K) “Astronaut” tidak dikenal, dicatat tidak diisi"
    ]
    apply(draft=draft, by=cast.officer, now=NOW)
    assert Response.objects.get().occupation == ""


def workbook(*rows, change=None):
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row.split(";")])
    if change:
        change(book)
    book.save(content)
    return content.getvalue()


def test_formulas_and_merged_cells_of_a_workbook_are_told_by_row(cast):
    def change(book):
        book.active["B2"] = "=C2+1"
        book.active.merge_cells("D2:D3")

    found = problems(cast, name="a.xlsx", content=workbook(HEAD, GOOD, GOOD, change=change))
    assert found == [
        (
            "baris 2: Persyaratan (B) rumus, bukan angka yang diketik; salin lalu tempel sebagai nilai; "
            "Waktu (D) sel digabung; pisahkan selnya, lalu isi setiap barisnya"
        ),
        "baris 3: Waktu (D) sel digabung; pisahkan selnya, lalu isi setiap barisnya",
    ]


def test_real_dates_of_a_workbook_are_read(cast):
    def change(book):
        book.active["K2"] = datetime(2026, 2, 3)

    apply(
        draft=kept(cast, name="a.xlsx", content=workbook(f"{HEAD};Tanggal", f"{GOOD};x", change=change)),
        by=cast.officer,
        now=NOW,
    )
    assert Response.objects.get().day == date(2026, 2, 3)


def test_a_sheet_of_recaps_beside_the_answers_is_passed_by(cast):
    def change(book):
        recap = book.create_sheet("Rekap", 0)
        recap.append(["unsur", "total", "n"])
        recap.append(["U1", "=SUM(1,2)", 1])

    draft = kept(cast, name="a.xlsx", content=workbook(HEAD, GOOD, change=change))
    assert draft.mapping["sheet"] == "Sheet"
    assert foresee(draft=draft, now=NOW).reading.problems == []


def test_the_same_content_never_comes_in_twice_whatever_its_bytes(cast):
    lines = [HEAD, *(f"{n};1;2;3;4;1;2;3;4;{n % 4 + 1}" for n in range(1, 9))]
    apply(draft=kept(cast, *lines), by=cast.officer, now=NOW)
    with pytest.raises(AnswerImportError, match="sudah pernah dimasukkan"):
        kept(cast, *lines)
    again = kept(cast, *lines, "")
    with pytest.raises(AnswerImportError, match="sama persis"):
        apply(draft=again, by=cast.officer, now=NOW)
    assert Response.objects.count() == 8


def test_a_table_taken_out_of_this_unit_is_not_taken_in_beside_its_own_answers(cast):
    make_responses(cast.unit, 10)
    rows = [f"10/02/2026;{';'.join(map(str, [3, 3, 3, 4, 3, 3, 4, 3, 2]))}"] * 10
    found = problems(cast, f"Tanggal;{HEAD[3:]}", *rows)
    assert found == ["10 dari 10 jawaban sudah ada di unit ini pada hari yang sama. Berkas ini tampaknya unduhan."]


def test_the_reading_is_remembered_for_the_units_next_table(cast):
    draft = kept(cast, f"{HEAD};Kesan", f"{GOOD};3")
    roles = [*draft.mapping["roles"][:-1], "ignore"]
    apply(draft=remapped(draft, roles=roles), by=cast.officer, now=NOW)
    assert ColumnPreset.objects.get().mapping["headings"]["kesan"] == "ignore"
    assert problems(cast, f"{HEAD};Kesan", f"{GOOD};4", name="b.csv") == []


def test_an_upload_is_kept_for_two_days(cast):
    draft = kept(cast, HEAD, GOOD)
    later = datetime(2026, 3, 11, 4, tzinfo=UTC)
    with pytest.raises(AnswerImportError, match="kedaluwarsa"):
        apply(draft=draft, by=cast.officer, now=later)
    assert discard_stale(now=later) == 1
