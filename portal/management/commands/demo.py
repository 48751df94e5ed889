"""Load the demo city, or print its sign-ins."""

import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from documents.identity import current_identity
from pembinaan.base.dates import today
from portal.demo.accounts import SIGN_INS
from portal.demo.city import PASSWORD, SEED
from portal.demo.load import DemoError, is_empty, load


class Command(BaseCommand):
    help = "Muat kota contoh: unit nyata, orang karangan, tiga tahun pelatihan dan jawaban warga."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-absent", action="store_true", help="Jangan lakukan apa pun bila sudah ada isinya.")
        parser.add_argument("--sign-ins", action="store_true", help="Hanya cetak satu akun masuk tiap peran.")
        parser.add_argument("--seed", type=int, default=SEED, help="Benih acak; benih sama, kota sama.")
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="Hari ini bagi kota itu.")
        parser.add_argument("--json", action="store_true", help="Cetak hasil sebagai satu baris JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self._print_sign_ins()
            return
        if options["if_absent"] and not is_empty():
            return
        try:
            loaded = load(today=options["today"] or today(), stream=sys.stderr, seed=options["seed"])
        except DemoError as refused:
            raise CommandError(refused.message) from refused
        except KeyboardInterrupt:
            raise CommandError(_("Dihentikan. Tidak ada yang tersimpan."), returncode=130) from None
        if options["json"]:
            self.stdout.write(json.dumps(vars(loaded)))

    def _print_sign_ins(self) -> None:
        if not current_identity().demo:
            raise CommandError(_("Kota contoh belum dimuat. Jalankan: bin/manage demo"))
        for address, role in SIGN_INS.values():
            self.stdout.write(f"{role:<20} {address:<26} {PASSWORD}")
