"""Sheets: a page's own id with this site's signature and the time, and whether a form came from this site."""

import time
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

GOOD_FOR_SECONDS = 24 * 3600
OWN_SITES = {"same-origin", "none"}


@dataclass(frozen=True, slots=True)
class Sheets:
    """Makes and reads the sheets of one kind of page; those of another kind are not its own."""

    signer: signing.TimestampSigner

    def made(self, subject: str, client_id: UUID, *, seconds_ago: int = 0) -> str:
        """A sheet for a page about `subject`: it makes a second sending harmless."""
        shown_at = signing.b62_encode(int(time.time()) - seconds_ago)
        return signing.Signer.sign(self.signer, f"{subject}.{client_id}{self.signer.sep}{shown_at}")

    def read(self, sheet: str, *, good_for_seconds: int | None = GOOD_FOR_SECONDS) -> tuple[str, UUID] | None:
        """Subject and id of a sheet that this site made within the last day, or whenever (None); None for any other."""
        try:
            subject, _dot, client_id = self.signer.unsign(sheet, max_age=good_for_seconds).rpartition(".")
            return subject, UUID(client_id)
        except (signing.BadSignature, ValueError):
            return None


def is_own(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of this site (or by a client that says neither)."""
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site in OWN_SITES
    origin = request.META.get("HTTP_ORIGIN")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
