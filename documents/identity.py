"""Whose system this is: read on every page, changed once in years."""

from datetime import date
from time import monotonic

from documents.models import CityIdentity, Signatory

KEPT_SECONDS = 10.0
_kept: tuple[float, CityIdentity] | None = None


def current_identity() -> CityIdentity:
    """The active identity, kept in this process for ten seconds so that pages pay no query for it.

    An empty database answers with an example city that is not stored.
    """
    global _kept  # noqa: PLW0603  the one cache that must not cost a trip to the shared cache
    if _kept is None or monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = (monotonic(), CityIdentity.objects.filter(active=True).select_related("logo").first() or _example())
    return _kept[1]


def forget() -> None:
    """Read the identity again at the next question; for those who just changed it."""
    global _kept  # noqa: PLW0603
    _kept = None


def signatory(*, kind: str, day: date) -> Signatory | None:
    """Who signs documents of `kind` on the city's day `day`, or None when HR has named nobody."""
    found: Signatory | None = Signatory.objects.on(day).filter(kind=kind).first()
    return found


def _example() -> CityIdentity:
    return CityIdentity(name="Kota Contoh", short_name="Contoh", government_name="Pemerintah Kota Contoh")
