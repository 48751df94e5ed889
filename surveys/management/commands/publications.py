"""`manage.py publications --verify`: whether every published version still follows from its own content."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.models import Publication
from surveys.publications.verifying import problems


class Command(BaseCommand):
    help = "Memeriksa periode yang diumumkan: sidik, urutan versi, dan indeks dari jumlahnya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", action="store_true", required=True, help="periksa; gagal bila ada yang salah")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(problems())
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError("Ada periode yang diumumkan yang tidak cocok dengan isinya.")
        self.stdout.write(f"{Publication.objects.count()} versi yang diumumkan cocok dengan isinya.")
