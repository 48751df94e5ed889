"""A participant takes a test: once in each round, and what was sent stays as it is."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.models import KnowledgeAttempt, KnowledgeRound, RoundKind
from pembinaan.base.constraints import refusing_with
from pembinaan.base.errors import DomainError
from programs.models import Enrollment
from programs.transitions import ENROLLED, PARTICIPANTS, BatchState, EnrollmentState


class TakingError(DomainError):
    """The answers can't be taken; the message says why and what to do."""


def may_take(one: KnowledgeRound, enrollment: Enrollment) -> bool:
    """Whether someone with this enrollment takes this round, windows aside."""
    if one.kind == RoundKind.BEFORE:
        return enrollment.state in ENROLLED
    return enrollment.state in PARTICIPANTS and enrollment.state != EnrollmentState.ABSENT


def take(
    *, one: KnowledgeRound, enrollment: Enrollment, version_id: int, answers: Sequence[int], now: datetime
) -> KnowledgeAttempt:
    """Keep a participant's answers (1 to 4, 0 for a question left out), in the order of the questions of `version_id`.

    Raises TakingError outside the window, for whoever does not take part, when the questions were exchanged since the
    page was shown, and when this participant has sent answers before.
    """
    with transaction.atomic(), refusing_with(TakingError):
        # The version must not be exchanged between the look at it and the answer to it.
        held = _held(one)
        if not may_take(held, enrollment):
            raise TakingError(_("Hanya peserta angkatan ini yang mengerjakan tesnya."))
        if KnowledgeAttempt.objects.filter(round=held, enrollment=enrollment).exists():
            raise TakingError(_("Jawaban tes Anda sudah diterima."))
        refusal = _outside(held, now)
        if refusal:
            raise TakingError(refusal)
        if held.version_id != version_id:
            raise TakingError(_("Soal tes ini baru saja diganti. Kerjakan soal yang baru di bawah ini."))
        return KnowledgeAttempt.objects.create(
            round=held,
            enrollment=enrollment,
            version_id=held.version_id,
            item_count=held.item_count,
            answers=list(answers),
            sent_at=now,
        )


def _held(one: KnowledgeRound) -> KnowledgeRound:
    rounds = KnowledgeRound.objects.select_for_update(of=("self",), no_key=True)
    return rounds.select_related("batch").get(pk=one.pk)


def _outside(held: KnowledgeRound, now: datetime) -> str:
    if held.batch.state == BatchState.CANCELLED:
        return _("Angkatan ini dibatalkan; tesnya tidak perlu dikerjakan.")
    if now < held.opens_at:
        return _("Tes ini belum dibuka.")
    if held.closes_at is not None and now >= held.closes_at:
        return _("Tes ini sudah ditutup.")
    return ""
