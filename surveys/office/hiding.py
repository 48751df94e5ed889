"""Hiding a comment that names or insults somebody, and showing it again. The answer itself stays untouched."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pembinaan.base.constraints import refusing_with
from pembinaan.base.errors import DomainError
from people.models import Account
from surveys.models import HiddenComment, Response


class HidingError(DomainError):
    """A comment is not hidden or not shown; the message says why."""


def hide(*, response: Response, reason: str, words: str, by: Account, now: datetime) -> HiddenComment:
    """Hide an answer's comment from lists and files; the trace says who, when and why.

    Raises HidingError when it is hidden already, has no comment, or "another reason" has no words.
    """
    if not response.comment:
        raise HidingError(_("Jawaban ini tidak memuat saran."))
    with refusing_with(HidingError):
        return HiddenComment.objects.create(
            response=response, reason=reason, words=words.strip(), hidden_by=by, hidden_at=now
        )


def show_again(*, response: Response, by: Account, now: datetime) -> None:
    """Show a hidden comment again; raises HidingError when it is not hidden."""
    with transaction.atomic():
        # Conditional: of two who show it at once, one is too late.
        if not HiddenComment.objects.in_force().filter(response=response).update(shown_by=by, shown_at=now):
            raise HidingError(_("Saran ini tidak sedang disembunyikan."))
