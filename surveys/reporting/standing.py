"""Whether a report's figures are published and final, or provisional, and why."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from pembinaan.base.dates import city_day
from people.models import Unit
from surveys.figures import Figure
from surveys.models import Publication
from surveys.periods import Span
from surveys.publications.published import unit_publication
from surveys.reporting.words import decimal, whole


@dataclass(frozen=True, slots=True)
class Standing:
    """`publication` names the published version, empty for a provisional report; `sentence` says it to readers."""

    publication: str
    digest: str
    sentence: str


def standing_of(*, unit: Unit, span: Span, figure: Figure, day: date) -> Standing:
    """Where the figures of a unit's period stand on a day; one query once the period is over."""
    if span.last >= day:
        return Standing("", "", "Laporan sementara: periode ini belum berakhir, sehingga angkanya masih berubah.")
    published = unit_publication(unit.pk, span)
    if published is None:
        told = "Laporan sementara: hasil periode ini belum diumumkan, sehingga angkanya masih dapat berubah."
        return Standing("", "", told)
    if (published.answers, published.index) != (figure.count, figure.index):
        return Standing("", "", _differing(published))
    on = date_format(city_day(published.published_at), "j F Y")
    told = f"IKM dan nilai unsur laporan ini sama dengan hasil yang diumumkan pada {on}, versi {published.version}."
    return Standing(f"Versi {published.version}", published.digest, told)


def _differing(published: Publication) -> str:
    return (
        f"Laporan sementara: angkanya berbeda dari hasil yang diumumkan (versi {published.version}: IKM "
        f"{decimal(published.index)} dari {whole(published.answers)} jawaban), karena ada jawaban yang masuk atau "
        "disisihkan sesudahnya. Yang berlaku ialah hasil yang diumumkan, sampai versi barunya terbit."
    )
