"""`manage.py evaluation_reports`: whether kept reports are whole, and whether they come out the same again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluations.models import EvaluationReport
from evaluations.reporting.verifying import comes_out_the_same, problems


class Command(BaseCommand):
    help = "Memeriksa laporan evaluasi yang tersimpan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", action="store_true", help="periksa versi, berkas, dan pembuatan yang terhenti")
        parser.add_argument("--again", metavar="KODE", help="buat lagi versi terbaru sebuah cakupan dan bandingkan")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            self._make_again(options["again"])
        elif options["verify"]:
            self._verify()
        else:
            raise CommandError("Pilih --verify atau --again KODE.")

    def _verify(self) -> None:
        found = list(problems())
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError("Ada laporan evaluasi yang tidak utuh.")
        self.stdout.write(f"{EvaluationReport.objects.count()} versi laporan evaluasi utuh.")

    def _make_again(self, code: str) -> None:
        reports = EvaluationReport.objects.filter(scope=code).select_related("pdf", "workbook")
        report = reports.order_by("-version").first()
        if report is None:
            raise CommandError("Laporan ini belum pernah dibuat.")
        same = comes_out_the_same(report)
        if same is False:
            raise CommandError(f"Versi {report.version} keluar dengan berkas lain, padahal datanya sama.")
        words = "keluar sama persis" if same else "tidak dapat dibandingkan: datanya berubah sejak dibuat"
        self.stdout.write(f"Versi {report.version} {words}.")
