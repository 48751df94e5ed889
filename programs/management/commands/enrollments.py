"""`manage.py enrollments --verify`: every promise about seats, queues and trails, checked on live data."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programs.verify import breaches


class Command(BaseCommand):
    help = "Checks the invariants of enrollments on live data; exits non-zero on a breach."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", action="store_true", required=True, help="check and report")

    def handle(self, *args: Any, **options: Any) -> None:
        found = breaches(now=timezone.now())
        for breach in found:
            self.stdout.write(f"{breach.rule}: {breach.where}")
        if found:
            raise CommandError(f"{len(found)} breaches.")
        self.stdout.write("Enrollments: every invariant holds.")
