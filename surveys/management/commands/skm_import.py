"""`manage.py skm_import FILE --unit CODE --period 2024S1`: take in the raw answers of a unit."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pembinaan.base.errors import DomainError
from people.models import Unit
from surveys.imports import import_answers
from surveys.models import ElementOrder
from surveys.periods import span_of
from surveys.rollups import fold_all


class Command(BaseCommand):
    help = "Memasukkan jawaban per responden dari CSV atau XLSX; semua baris atau tidak satu pun."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="berkas .csv atau .xlsx")
        parser.add_argument("--unit", required=True, help="kode unit")
        parser.add_argument("--period", required=True, help="2024, 2024S1, 2024Q3 atau 2024TW3, 2024M07")
        parser.add_argument(
            "--order",
            choices=[ElementOrder.REGULATION.value, ElementOrder.FACILITIES_FIRST.value],
            help="arti U8 dan U9 bila judul kolom tidak menyebut unsur",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        unit = Unit.objects.without_tree_fields().filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(f"Tidak ada unit dengan kode {options['unit']}.")
        try:
            imported = import_answers(
                file_name=path.name,
                content=path.read_bytes(),
                unit=unit,
                period=span_of(options["period"]),
                order=ElementOrder(options["order"]) if options["order"] else None,
                now=timezone.now(),
            )
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        for notice in imported.notices:
            self.stderr.write(f"{path.name}: {notice}")
        fold_all()
        count = imported.file.row_count
        self.stdout.write(f"{count} jawaban masuk untuk {unit.name}, {span_of(options['period']).label}.")
