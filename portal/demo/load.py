"""Load the demo city: one transaction, COPY, all or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import TextIO

from django.db import connection, transaction
from django.utils.translation import gettext as _

from documents.files import lay_down
from pembinaan.base.errors import DomainError
from pembinaan.base.wake import wake
from people.models import Employee, Unit
from portal.demo.build import build
from portal.demo.city import SEED, City
from portal.demo.complaints import make_complaints
from portal.demo.copying import copy_rows, copy_stream, without_history, without_keys
from portal.demo.evaluation_reports import make_evaluation_reports
from portal.demo.identity import set_identity
from portal.demo.progress import Progress
from portal.demo.publications import make_publications
from portal.demo.questionnaires import make_questionnaires
from portal.demo.reports import make_reports
from portal.demo.survey_work import make_survey_work
from portal.demo.workplace import make_workplace
from surveys.rollups import rebuild

LOAD_LOCK = 7_202_045  # an advisory lock of our own: two loads at once wait for each other


class DemoError(DomainError):
    """The demo city cannot be loaded here."""


@dataclass(frozen=True)
class Loaded:
    """What was loaded."""

    rows: int
    employees: int
    responses: int


def is_empty() -> bool:
    """Whether the database holds neither units nor people."""
    return not (Unit.objects.exists() or Employee.objects.exists())


def load(*, today: date, stream: TextIO, seed: int = SEED, scale: float = 1.0) -> Loaded:
    """Build and copy the city; an interruption or a failure leaves nothing behind.

    Raises:
        DemoError: when the database already holds units or people.
    """
    progress = Progress(stream, 1)
    with transaction.atomic():
        _take_time()
        if not is_empty():
            raise DemoError(
                _("Basis data ini sudah berisi unit atau pegawai. Kota contoh hanya dimuat ke basis data kosong.")
            )
        progress.step(_("Menyusun kota contoh"))
        city = build(today=today, seed=seed, scale=scale)
        progress.total = city.rows.total()
        _copy(city, progress)
        set_identity()
        make_complaints(today)
        others = make_questionnaires(today) + make_survey_work(today)
        make_workplace(today)
        for path, content in city.files.items():
            lay_down(path, content)
    # Answers that no roll-up contains yet wait in the queue: stopped here, the next folding would find them.
    progress.step(_("rekap jawaban"))
    rebuild()
    progress.step(_("periode yang diumumkan"))
    late = make_publications(city)
    wake("evaluations.tasks.estimate")
    make_reports(today)
    make_evaluation_reports(today)
    progress.finish(_("Kota contoh siap"))
    responses = others + late + sum(stream.expected for stream in city.rows.streams)
    return Loaded(rows=city.rows.total(), employees=len(city.rows.of(Employee)), responses=responses)


def _take_time() -> None:
    """A load may take longer than a page; and only one load at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])


def _copy(city: City, progress: Progress) -> None:
    tables = [model._meta.db_table for model in city.rows.tables]
    with without_history(tables):
        for model, rows in city.rows.tables.items():
            progress.step(str(model._meta.verbose_name_plural))
            copy_rows(model, rows, progress.advance)
        for each in city.rows.streams:
            progress.step(str(each.model._meta.verbose_name_plural))
            with without_keys(each.model._meta.db_table):
                copy_stream(each, progress.advance)
