"""A participant's answer to the reaction form: once, and nobody can tell whose it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.models import ReactionAnswer, ReactionForm, ReactionInvitation
from evaluations.reaction.opinions import LEAST_ANSWERS
from partners.models import Instructor
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError


class ReactionError(DomainError):
    """The answer can't be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Scores from 1 to 4 in the order of the items, with an optional comment."""

    scores: Sequence[int]
    comment: str = ""


def answer(
    *,
    invitation: ReactionInvitation,
    batch: Opinion,
    instructors: Mapping[Instructor, Opinion],
    now: datetime,
    partner: Opinion | None = None,
) -> None:
    """Take a participant's opinion of the batch, of those instructors whom they met, and of the batch's partner.

    Raises ReactionError after the last day, and when this participant has answered before.
    """
    with transaction.atomic():
        invitations = ReactionInvitation.objects.select_for_update(of=("self",)).select_related("form__batch")
        held = invitations.get(pk=invitation.pk)
        # Two fifth answers at once would each count four others and release nobody.
        ReactionForm.objects.select_for_update().get(pk=held.form_id)
        if held.answered:
            raise ReactionError(_("Tanggapan Anda sudah diterima. Terima kasih."))
        if city_day(now) > held.form.closes_on:
            raise ReactionError(_("Formulir tanggapan ini sudah ditutup."))
        held.answered = True
        held.save(update_fields=["answered"])
        rows = [_row(batch, form=held.form, version_id=held.form.version_id)]
        for instructor, opinion in instructors.items():
            version_id = held.form.instructor_version_id
            rows.append(_row(opinion, form=held.form, version_id=version_id, instructor=instructor))
        if partner and held.form.partner_version_id:
            institution_id, version_id = held.form.batch.institution_id, held.form.partner_version_id
            rows.append(_row(partner, form=held.form, version_id=version_id, institution_id=institution_id))
        ReactionAnswer.objects.bulk_create(rows)
        for row in rows:
            _release(row)


def _release(answer: ReactionAnswer) -> None:
    """Show the answers about the same matter that wait, once they are enough to hide each other."""
    same = ReactionAnswer.objects.filter(
        form=answer.form, instructor=answer.instructor, institution=answer.institution_id
    )
    waiting = same.filter(released=False)
    if waiting.count() >= LEAST_ANSWERS:
        waiting.update(released=True)


def instructors_of(form: ReactionForm) -> list[Instructor]:
    """Who taught in the batch, by name."""
    taught = Instructor.objects.filter(sessions__batch=form.batch_id, sessions__cancelled=False)
    return list(taught.distinct().order_by("name", "pk"))


def _row(opinion: Opinion, **about: Any) -> ReactionAnswer:
    return ReactionAnswer(
        item_count=len(opinion.scores), scores=list(opinion.scores), comment=opinion.comment.strip(), **about
    )
