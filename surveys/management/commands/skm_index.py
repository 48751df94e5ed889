"""`manage.py skm_index FILE...`: the satisfaction index (IKM) of published tables, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.index import EXACT_WEIGHT, PRINTED_WEIGHTS, IndexRuleError, band_of
from surveys.tables.faults import TableError
from surveys.tables.reading import read_table
from surveys.tables.table import Table


class Command(BaseCommand):
    help = "Menghitung IKM dari tabel SKM (CSV atau XLSX): jawaban per responden atau rekap per unsur."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="berkas .csv atau .xlsx")
        parser.add_argument("--json", action="store_true", help="satu objek JSON per berkas dan baris")
        parser.add_argument(
            "--weight",
            choices=(EXACT_WEIGHT, *PRINTED_WEIGHTS),
            default=EXACT_WEIGHT,
            help="bobot unsur: exact (1/k), atau angka tercetak untuk sembilan unsur",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        faulty = 0
        for file in options["files"]:
            try:
                self._print(read_table(Path(file)), options["weight"], as_json=options["json"])
            except TableError as error:
                faulty += 1
                self.stderr.write(str(error))
            except IndexRuleError as error:
                faulty += 1
                self.stderr.write(f"{file}: {error}")
        if faulty:
            raise CommandError(f"{faulty} dari {len(options['files'])} berkas tidak dapat dihitung.")

    def _print(self, table: Table, weight: str, *, as_json: bool) -> None:
        lines = json_line(table, weight) if as_json else text_lines(table, weight)
        for notice in table.notices:
            self.stderr.write(f"{table.file}: {notice}", self.style.WARNING)
        self.stdout.write(lines)


def json_line(table: Table, weight: str) -> str:
    """One JSON object on one line: file, n, nrr by element, ikm, grade, weight."""
    index = table.index(weight)
    figures = {
        "file": table.file,
        "n": table.count,
        "nrr": {element.label: float(element.mean) for element in table.elements},
        "ikm": float(index),
        "grade": band_of(index).grade,
        "weight": weight,
    }
    return json.dumps(figures, ensure_ascii=False)


def text_lines(table: Table, weight: str) -> str:
    """The same for people: one line an element, then the index and its grade."""
    index = table.index(weight)
    band = band_of(index)
    width = max(len("unsur"), *(len(label) for label in table.labels))
    rows = [table.file, f"  {'unsur':<{width}}  {'jumlah':>7}  {'n':>6}  {'NRR':>7}"]
    for element in table.elements:
        total = "-" if element.total is None else element.total
        count = "-" if element.count is None else element.count
        mean = f"{float(element.mean):.4f}".replace(".", ",")
        rows.append(f"  {element.label:<{width}}  {total:>7}  {count:>6}  {mean:>7}")
    printed = str(index).replace(".", ",")
    rows.append(f"  IKM {printed} · {band.grade} ({band.name}) · bobot {weight}\n")
    return "\n".join(rows)
