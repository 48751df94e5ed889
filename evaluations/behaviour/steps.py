"""The steps of a review: naming colleagues, picking two, saying what one sees, the plan and the head's verdict."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.behaviour import telling
from evaluations.models import BehaviourRater, BehaviourReview, RaterRole, Verdict
from evaluations.models.behaviour import MOST_NAMED, MOST_PICKED
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Employee


class BehaviourError(DomainError):
    """The step can't be taken; the message says why and what to do."""


def name_colleagues(*, review: BehaviourReview, colleagues: Sequence[Employee], now: datetime) -> None:
    """The participant names colleagues who see their work: four, or all two or three of a small unit.

    Named again, the former names go, as long as the head has not picked. Raises BehaviourError for fewer than two,
    more than four, someone who is asked anyway, or after the head's choice.
    """
    with transaction.atomic():
        held = _held(review, now)
        if not MOST_PICKED <= len(set(colleagues)) == len(colleagues) <= MOST_NAMED:
            raise BehaviourError(_("Sebutkan empat rekan yang berbeda; di unit kecil paling sedikit dua."))
        if held.raters.filter(pick__isnull=False).exists():
            raise BehaviourError(_("Atasan sudah memilih rekan Anda; daftar ini tidak dapat diubah lagi."))
        if held.raters.exclude(role=RaterRole.COLLEAGUE).filter(employee__in=colleagues).exists():
            raise BehaviourError(_("Anda sendiri dan atasan Anda sudah diminta; sebutkan rekan lain."))
        held.raters.filter(role=RaterRole.COLLEAGUE).delete()
        BehaviourRater.objects.bulk_create(
            BehaviourRater(review=held, role=RaterRole.COLLEAGUE, employee=colleague, place=place)
            for place, colleague in enumerate(colleagues, start=1)
        )


def pick_colleagues(*, review: BehaviourReview, picked: Collection[int], now: datetime) -> None:
    """The head picks two of the colleagues named, by the raters' ids; they are asked at once.

    Raises BehaviourError unless exactly two of those named are picked, and when two were picked before.
    """
    with transaction.atomic():
        held = _held(review, now)
        if held.raters.filter(pick__isnull=False).exists():
            raise BehaviourError(_("Dua rekan sudah dipilih dan sudah diminta."))
        chosen = list(held.raters.filter(role=RaterRole.COLLEAGUE, pk__in=picked).order_by("place"))
        if len(chosen) != MOST_PICKED:
            raise BehaviourError(_("Pilih tepat dua rekan."))
        for pick, rater in enumerate(chosen, start=1):
            rater.pick, rater.asked_at = pick, now
            rater.save(update_fields=["pick", "asked_at"])
        telling.ask(held, number=0, now=now)


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
    """Keep the participant's action plan and its evidence; BehaviourError once the head has judged it."""
    with transaction.atomic():
        held = _held(review, now)
        if held.verdict:
            raise BehaviourError(_("Atasan sudah menilai rencana ini."))
        if not action.strip():
            raise BehaviourError(_("Tuliskan apa yang Anda lakukan berbeda."))
        held.action, held.evidence = action.strip(), evidence.strip()
        held.save(update_fields=["action", "evidence"])


def judge_plan(*, review: BehaviourReview, verdict: Verdict, note: str, now: datetime) -> None:
    """Keep the head's verdict on the action plan; BehaviourError without a plan."""
    with transaction.atomic():
        held = _held(review, now)
        if not held.action:
            raise BehaviourError(_("Belum ada rencana aksi yang dapat dinilai."))
        held.verdict, held.verdict_note = verdict, note.strip()
        held.save(update_fields=["verdict", "verdict_note"])


def _held(review: BehaviourReview, now: datetime) -> BehaviourReview:
    reviews = BehaviourReview.objects.select_for_update(of=("self",))
    held = reviews.select_related("enrollment__employee", "enrollment__batch__program").get(pk=review.pk)
    _require_open(held, now)
    return held


def _require_open(review: BehaviourReview, now: datetime) -> None:
    if city_day(now) > review.closes_on:
        raise BehaviourError(_("Evaluasi ini sudah ditutup."))
