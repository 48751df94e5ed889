"""The steps of a review: saying what one sees, the action plan, and the head's verdict on it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.behaviour import telling
from evaluations.models import BehaviourRater, BehaviourReview, Verdict
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError


class BehaviourError(DomainError):
    """The step can't be taken; the message says why and what to do."""


def say(*, rater: BehaviourRater, scores: Sequence[int], now: datetime) -> None:
    """Keep what someone saw, from 1 to 4 for each question; final once sent.

    Raises BehaviourError when this person has answered before or was not asked.
    """
    with transaction.atomic():
        held = BehaviourRater.objects.select_for_update(of=("self",)).select_related("review").get(pk=rater.pk)
        _require_open(held.review, now)
        if held.answered_at or not held.asked_at:
            raise BehaviourError(_("Jawaban Anda sudah tersimpan dan tidak dapat diubah."))
        held.answered_at, held.scores, held.item_count = now, list(scores), len(scores)
        held.save(update_fields=["answered_at", "scores", "item_count"])


def write_plan(*, review: BehaviourReview, action: str, evidence: str, now: datetime) -> None:
    """Keep the participant's action plan and where it shows; the head is told of the first one.

    Raises BehaviourError once the head has judged it.
    """
    with transaction.atomic():
        held = hold(review, now)
        require_unjudged(held)
        if not action.strip():
            raise BehaviourError(_("Tuliskan apa yang Anda lakukan berbeda."))
        held.action, held.evidence = action.strip(), evidence.strip()
        held.save(update_fields=["action", "evidence"])
        telling.planned(held, now=now)


def judge_plan(*, review: BehaviourReview, verdict: Verdict, note: str, now: datetime) -> None:
    """Keep the head's verdict on the action plan and tell the participant; BehaviourError without a plan."""
    with transaction.atomic():
        held = hold(review, now)
        if not held.action:
            raise BehaviourError(_("Belum ada rencana aksi yang dapat dinilai."))
        held.verdict, held.verdict_note = verdict, note.strip()
        held.save(update_fields=["verdict", "verdict_note"])
        telling.judged(held, now=now)


def hold(review: BehaviourReview, now: datetime) -> BehaviourReview:
    """The review under its lock: two steps at once would each miss the other. BehaviourError once it has closed."""
    reviews = BehaviourReview.objects.select_for_update(of=("self",))
    held = reviews.select_related("enrollment__employee", "enrollment__batch__program").get(pk=review.pk)
    _require_open(held, now)
    return held


def require_unjudged(held: BehaviourReview) -> None:
    """Refuse with BehaviourError once the head has judged the plan."""
    if held.verdict:
        raise BehaviourError(_("Atasan sudah menilai rencana ini."))


def _require_open(review: BehaviourReview, now: datetime) -> None:
    if city_day(now) > review.closes_on:
        raise BehaviourError(_("Evaluasi ini sudah ditutup."))
