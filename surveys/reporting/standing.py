"""Whether a report's figures are published and final, or provisional, and why."""

from dataclasses import dataclass
from datetime import date

from people.models import Unit
from surveys.figures import Figure
from surveys.periods import Span


@dataclass(frozen=True, slots=True)
class Standing:
    """`publication` names the published version, empty for a provisional report; `sentence` says it to readers."""

    publication: str
    digest: str
    sentence: str


def standing_of(*, unit: Unit, span: Span, figure: Figure, day: date) -> Standing:
    """Where the figures of a unit's period stand on a day."""
    if span.last >= day:
        return Standing("", "", "Laporan sementara: periode ini belum berakhir, sehingga angkanya masih berubah.")
    told = "Laporan sementara: hasil periode ini belum diumumkan, sehingga angkanya masih dapat berubah."
    return Standing("", "", told)
