"""The panel behind a stored estimate as a table, so that anyone can compute it again."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluations.estimating import digest_of, drawn_in
from evaluations.impact.rules import DEFAULT
from evaluations.impact.table import write_panel
from evaluations.models import ImpactRun
from evaluations.panel import measurements
from pembinaan.base.errors import DomainError
from programs.models import Program


class ExportError(DomainError):
    """There is no stored estimate of this program and outcome."""


@dataclass(frozen=True)
class Exported:
    """The table, and whether the city's data still are those of the stored estimate."""

    text: str
    is_same_data: bool


def export(*, program: str, outcome: str) -> Exported:
    """The panel of the program with this code, for the months of the latest finished run.

    Raises:
        ExportError: nothing has been estimated yet, or not this program and outcome.
    """
    run = ImpactRun.objects.latest_finished()
    if run is None:
        raise ExportError(_("Belum ada perhitungan pengaruh. Jalankan perhitungan dulu."))
    key = Program.objects.filter(code=program).values_list("pk", flat=True).first()
    if not run.estimates.filter(program=key, outcome=outcome).exists():
        raise ExportError(_("Perhitungan terakhir tidak memuat program dan ukuran itu."))
    measured = measurements(until=run.until)
    digest = digest_of(measured, drawn_in(measured), DEFAULT)
    return Exported(write_panel(measured.panel(key or 0, outcome)), digest == run.data_digest)
