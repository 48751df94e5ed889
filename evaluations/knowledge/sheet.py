"""A test's questions in a table: one a row, all of them kept or none."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.knowledge.building import MOST_ANSWER, MOST_TEXT, MOST_TOPIC, QuestionText
from pembinaan.base.spreadsheets import read_rows
from people.imports.table import Column, Finding, Findings, Line, lines_of
from surveys.models.questionnaires import MOST_ITEMS

LETTERS: Final = "ABCD"
TOPIC, TEXT, KEY = "topik", "soal", "kunci"
ANSWERS: Final = tuple(f"jawaban_{letter.lower()}" for letter in LETTERS)
COLUMNS: Final = (
    Column(
        TOPIC,
        required=True,
        help=gettext_lazy("Pokok bahasan soal ini; peserta melihat hasilnya menurut topik."),
        example="Waktu tunggu",
    ),
    Column(
        TEXT,
        ("pertanyaan",),
        required=True,
        help=gettext_lazy("Bunyi soal, paling panjang 200 huruf."),
        example="Apa yang paling dahulu diukur untuk memperpendek antrean?",
    ),
    *(
        Column(name, (f"jawaban {name[-1]}", name[-1]), required=True,
               help=gettext_lazy("Satu jawaban, paling panjang 80 huruf; keempatnya berbeda."), example=example)
        for name, example in zip(
            ANSWERS, ("Jumlah petugas", "Waktu tiap langkah", "Warna ruang tunggu", "Jumlah kursi"), strict=True
        )
    ),
    Column(
        KEY,
        ("jawaban_benar", "kunci_jawaban"),
        required=True,
        help=gettext_lazy("Huruf jawaban yang benar: A, B, C, atau D."),
        example="B",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What a table says: its questions, or what stands in the way."""

    questions: list[QuestionText]
    findings: list[Finding]

    @property
    def is_good(self) -> bool:
        """Whether the questions may be kept."""
        return not any(finding.blocking for finding in self.findings)


def read(content: bytes, filename: str) -> Reading:
    """The questions of an XLSX or CSV table, with a finding for each cell that is to be mended.

    Raises SpreadsheetError when the file as a whole can't be read.
    """
    sheet = read_rows(content, filename, max_rows=MOST_ITEMS)
    findings = Findings()
    lines = lines_of(sheet, COLUMNS, findings)
    if findings.blocking_in_header:
        return Reading([], findings.items)
    if not lines:
        findings.add(sheet.header_row, TEXT, _("Tidak ada soal di bawah judul kolom."))
    return Reading([_question(line) for line in lines], findings.items)


def _question(line: Line) -> QuestionText:
    answers = tuple(_short(line, name, MOST_ANSWER) for name in ANSWERS)
    if all(answers) and len({answer.casefold() for answer in answers}) < len(answers):
        line.refuse(ANSWERS[-1], _("Keempat jawaban harus berbeda."))
    return QuestionText(_short(line, TOPIC, MOST_TOPIC), _short(line, TEXT, MOST_TEXT), answers, _right(line))


def _short(line: Line, column: str, most: int) -> str:
    text = " ".join(line.filled(column).split())
    if len(text) > most:
        line.refuse(
            column, _("Panjangnya %(length)d huruf; paling panjang %(most)d.") % {"length": len(text), "most": most}
        )
    return text


def _right(line: Line) -> int:
    text = line.filled(KEY).strip().upper()
    if text and (len(text) > 1 or text not in LETTERS):
        line.refuse(KEY, _("Tulis A, B, C, atau D, bukan “%(text)s”.") % {"text": text[:20]})
        return 0
    return LETTERS.index(text) + 1 if text else 0
