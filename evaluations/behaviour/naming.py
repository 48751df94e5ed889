"""Which colleagues are asked: the participant names four, the head picks two of them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.behaviour import telling
from evaluations.behaviour.colleagues import may_be_named
from evaluations.behaviour.steps import BehaviourError, hold
from evaluations.models import BehaviourRater, BehaviourReview, RaterRole
from evaluations.models.behaviour import MOST_NAMED, MOST_PICKED
from pembinaan.base.dates import city_day
from people.models import Employee


def name_colleague(*, review: BehaviourReview, colleague: Employee, now: datetime) -> None:
    """The participant names one more colleague who sees their work; naming the same one again changes nothing.

    With the fourth the head is told. Raises BehaviourError for a fifth, for someone who does not serve today or is
    asked anyway, and after the head's choice.
    """
    with transaction.atomic():
        held = hold(review, now)
        named = dict(held.raters.filter(role=RaterRole.COLLEAGUE).values_list("employee_id", "place"))
        if colleague.pk in named:
            return
        _require_unpicked(held)
        if len(named) >= MOST_NAMED:
            raise BehaviourError(_("Empat rekan sudah Anda sebut. Hapus satu dahulu bila ingin menggantinya."))
        if not may_be_named(held, colleague.pk, city_day(now)):
            raise BehaviourError(_("Orang ini sudah diminta atau tidak bekerja lagi; sebutkan rekan lain."))
        place = min(set(range(1, MOST_NAMED + 1)) - set(named.values()))
        BehaviourRater.objects.create(review=held, role=RaterRole.COLLEAGUE, employee=colleague, place=place)
        if len(named) + 1 == MOST_NAMED:
            telling.named(held, now=now)


def drop_colleague(*, review: BehaviourReview, rater: int, now: datetime) -> None:
    """The participant takes a name (a rater's id) back; BehaviourError after the head's choice."""
    with transaction.atomic():
        held = hold(review, now)
        _require_unpicked(held)
        held.raters.filter(role=RaterRole.COLLEAGUE, pk=rater).delete()


def pick_colleagues(*, review: BehaviourReview, picked: Collection[int], now: datetime) -> None:
    """The head picks two of the colleagues named, by the raters' ids; they are asked at once.

    Raises BehaviourError unless exactly two of those named are picked, and when two were picked before.
    """
    with transaction.atomic():
        held = hold(review, now)
        if held.raters.filter(pick__isnull=False).exists():
            raise BehaviourError(_("Dua rekan sudah dipilih dan sudah diminta."))
        chosen = list(held.raters.filter(role=RaterRole.COLLEAGUE, pk__in=picked).order_by("place"))
        if len(chosen) != MOST_PICKED:
            raise BehaviourError(_("Pilih tepat dua rekan."))
        for pick, rater in enumerate(chosen, start=1):
            rater.pick, rater.asked_at = pick, now
            rater.save(update_fields=["pick", "asked_at"])
        telling.ask(held, to=[rater.employee_id for rater in chosen], occasion="0", now=now)


def _require_unpicked(held: BehaviourReview) -> None:
    if held.raters.filter(pick__isnull=False).exists():
        raise BehaviourError(_("Atasan sudah memilih rekan Anda; daftar ini tidak dapat diubah lagi."))
