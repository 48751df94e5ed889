"""A participant's answer to the reaction form: once, and nobody can tell whose it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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
    *, invitation: ReactionInvitation, batch: Opinion, instructors: Mapping[Instructor, Opinion], now: datetime
) -> None:
    """Take a participant's opinion of the batch and of those instructors whom they met.

    Raises ReactionError after the last day, and when this participant has answered before.
    """
    with transaction.atomic():
        held = ReactionInvitation.objects.select_for_update(of=("self",)).select_related("form").get(pk=invitation.pk)
        # Two fifth answers at once would each count four others and release nobody.
        ReactionForm.objects.select_for_update().get(pk=held.form_id)
        if held.answered:
            raise ReactionError(_("Tanggapan Anda sudah diterima. Terima kasih."))
        if city_day(now) > held.form.closes_on:
            raise ReactionError(_("Formulir tanggapan ini sudah ditutup."))
        held.answered = True
        held.save(update_fields=["answered"])
        rows = [_row(held.form, None, batch)]
        rows += [_row(held.form, instructor, opinion) for instructor, opinion in instructors.items()]
        ReactionAnswer.objects.bulk_create(rows)
        for row in rows:
            _release(row)


def _release(answer: ReactionAnswer) -> None:
    """Show the answers about the same matter that wait, once they are enough to hide each other."""
    waiting = ReactionAnswer.objects.filter(form=answer.form, instructor=answer.instructor, released=False)
    if waiting.count() >= LEAST_ANSWERS:
        waiting.update(released=True)


def instructors_of(form: ReactionForm) -> list[Instructor]:
    """Who taught in the batch, by name."""
    taught = Instructor.objects.filter(sessions__batch=form.batch_id, sessions__cancelled=False)
    return list(taught.distinct().order_by("name", "pk"))


def _row(form: ReactionForm, instructor: Instructor | None, opinion: Opinion) -> ReactionAnswer:
    version_id = form.instructor_version_id if instructor else form.version_id
    return ReactionAnswer(
        form=form,
        instructor=instructor,
        version_id=version_id,
        item_count=len(opinion.scores),
        scores=list(opinion.scores),
        comment=opinion.comment.strip(),
    )
