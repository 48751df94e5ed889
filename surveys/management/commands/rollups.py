"""`manage.py rollups`: fold waiting answers, verify the roll-ups against the answers, or rebuild them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.rollups import fold_all, rebuild, verify, waiting_count


class Command(BaseCommand):
    help = "Merekap jawaban yang menunggu; --verify memeriksa, --rebuild menghitung ulang semua rekap."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--verify", action="store_true", help="hitung ulang dan bandingkan; gagal bila berbeda")
        choice.add_argument("--rebuild", action="store_true", help="bangun ulang semua rekap dari jawaban")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verify"]:
            self._verify()
        elif options["rebuild"]:
            self.stdout.write(f"{rebuild()} jawaban direkap ulang.")
        else:
            self.stdout.write(f"{fold_all()} jawaban direkap.")

    def _verify(self) -> None:
        differences = verify()
        for difference in differences:
            self.stderr.write(f"Rekap {difference.rollup}: {difference.rows} baris tidak cocok dengan jawaban.")
        if differences:
            raise CommandError("Rekap tidak cocok. Jalankan “rollups --rebuild”.")
        self.stdout.write(f"Rekap cocok dengan jawaban; {waiting_count()} jawaban menunggu direkap.")
