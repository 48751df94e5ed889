"""A finished answer spends its link; opening, reloading and half an answer don't.

The link's row knows that it was spent, the answer's row that it came by a link; neither names the other, and the link
keeps no time of it. (Both are written in one transaction of one database; nothing that we store joins them.)
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.errors import DomainError
from surveys.answers import Answers, submit
from surveys.content import SurveyContent
from surveys.invitations.tokens import digest_of
from surveys.models import Channel, Invitation, Response


class SpentError(DomainError):
    """The link was used before or has expired."""


def invitation_of(token: str) -> Invitation | None:
    """The link behind an address, good or not; None for an unknown one."""
    return Invitation.objects.select_related("unit", "service").filter(digest=digest_of(token)).first()


def answer_by_link(*, token: str, content: SurveyContent, answers: Answers, client_id: UUID, now: datetime) -> bool:
    """Store an answer and spend its link; False when this very answer was stored before (sent twice: thanked once).

    Raises SpentError when another answer spent the link or it expired, AnswerError as `submit` does; then nothing is
    stored and the link stays as it was.
    """
    if Response.objects.filter(client_id=client_id).exists():
        return False
    with transaction.atomic():
        # Conditional: of two answers that are sent at the same moment the second waits here and finds it spent.
        if not Invitation.objects.good(now).filter(digest=digest_of(token)).update(is_spent=True):
            raise SpentError(_("Tautan ini sudah dipakai atau sudah lewat masa berlakunya."))
        if not submit(content=content, answers=answers, client_id=client_id, channel=Channel.LINK, now=now):
            raise SpentError(_("Tautan ini sudah dipakai atau sudah lewat masa berlakunya."))
    return True
