"""`manage.py people`: verify the people room's invariants, or let the first HR in."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people.activation import in_groups
from people.founding import found_hr
from people.verification import breaches


class Command(BaseCommand):
    help = "Verify what must be true of people (--verify), or open the first HR account of an empty city (--first-hr)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        deeds = parser.add_mutually_exclusive_group(required=True)
        deeds.add_argument("--verify", action="store_true", help="say what is not as it must be; exit 1 if anything")
        deeds.add_argument("--first-hr", metavar="ACCOUNT", help="open an HR account and print its activation code")
        parser.add_argument("--name", default="BKPSDM", help="the name of the first HR account's holder")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["first_hr"]:
            code = found_hr(username=options["first_hr"], name=options["name"], now=timezone.now())
            self.stdout.write(f"{options['first_hr']}: {in_groups(code)}  ->  /aktivasi/")
            return
        found = list(breaches(now=timezone.now()))
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"people: {len(found)} not as they must be")
        self.stdout.write("people: all is well")
