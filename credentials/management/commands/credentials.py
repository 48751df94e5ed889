"""Proves that certificates and hours agree with what happened."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from credentials.checks import breaches


class Command(BaseCommand):
    help = "Verify certificates and the ledger of hours; exits with 1 when anything is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--verify", action="store_true", required=True, help="look at everything, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for breach in breaches():
            found += 1
            self.stderr.write(breach)
        if found:
            raise CommandError(f"{found} breaches found")
        self.stdout.write("certificates and hours agree")
