"""`manage.py complaints`: look whether every sealed complaint can be opened, or seal them with the newest key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.complaints.forgetting import seal_anew, unreadable


class Command(BaseCommand):
    help = "--verify: periksa apakah semua pengaduan dapat dibuka; --rotate: segel ulang dengan kunci terbaru."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--verify", action="store_true", help="gagal bila ada yang tidak dapat dibuka")
        choice.add_argument("--rotate", action="store_true", help="segel ulang; sesudahnya kunci lama boleh dilepas")

    def handle(self, *args: Any, **options: Any) -> None:
        closed = unreadable()
        if closed:
            raise CommandError(f"Tidak dapat dibuka dengan kunci yang ada: {', '.join(closed)}")
        if options["rotate"]:
            self.stdout.write(f"{seal_anew()} pengaduan disegel ulang.")
        else:
            self.stdout.write("Semua pengaduan terbuka dapat dibaca.")
