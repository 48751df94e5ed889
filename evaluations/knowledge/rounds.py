"""The two rounds of a batch: made when its program has a test, in step with its timetable, ended by its closing."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from evaluations.knowledge.building import version_of
from evaluations.models import KnowledgeAttempt, KnowledgeRound, KnowledgeTest, RoundKind
from pembinaan.base.dates import city_day
from programs.models import Batch, BatchState
from surveys.models import QuestionnaireVersion

AFTER_DAYS = 14
"""So long after its closing the participants of a batch may still take the second test."""


def keep_rounds(*, now: datetime) -> int:
    """Make the rounds of announced batches whose program asks a test, and follow the timetable of those that have them.

    A batch that has begun when its test is published gets none: without the first test the second tells nothing.
    Run again it changes nothing more. Returns how many batches got rounds.
    """
    made = 0
    tests = KnowledgeTest.objects.select_related("program").order_by("pk")
    for test in tests:
        version = version_of(test) if test.is_asked else None
        for batch in _timed(Batch.objects.filter(program=test.program_id, state=BatchState.OPEN)):
            with transaction.atomic():
                made += _keep(batch, version, now)
    for batch in Batch.objects.filter(_unended(), state=BatchState.CLOSED).distinct().order_by("pk"):
        end_rounds(batch=batch, now=now)
    return made


def end_rounds(*, batch: Batch, now: datetime) -> None:
    """Let the second test of a closed batch end two weeks from now; once set, its end stays."""
    ends_on = max(city_day(now), batch.ends_on) + timedelta(days=AFTER_DAYS)
    with transaction.atomic():
        # A batch that closes before its last day: the test opens with its closing.
        mine = KnowledgeRound.objects.filter(batch=batch, kind=RoundKind.AFTER, closes_at__isnull=True)
        mine.filter(opens_at__gt=now).update(opens_at=now)
        mine.update(closes_at=end_of_day(ends_on))


def end_of_day(day: date) -> datetime:
    """The moment at which the city's day is over."""
    return midnight(day + timedelta(days=1))


def midnight(day: date) -> datetime:
    """The moment at which the city's day begins."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def _unended() -> Q:
    return Q(knowledge_rounds__kind=RoundKind.AFTER, knowledge_rounds__closes_at__isnull=True)


def _timed(batches: QuerySet[Batch]) -> list[Any]:
    """The batches with `first_end`, when their first session ends; None while they have no session."""
    held = Q(sessions__cancelled=False)
    return list(batches.annotate(first_end=Min("sessions__ends_at", filter=held)).order_by("pk"))


def _keep(batch: Any, version: QuestionnaireVersion | None, now: datetime) -> bool:
    first_end: datetime = batch.first_end or end_of_day(batch.starts_on)
    rounds = {one.kind: one for one in KnowledgeRound.objects.select_for_update().filter(batch=batch)}
    if not rounds:
        return bool(version and first_end > now and _make(batch, version, first_end, now))
    if not KnowledgeAttempt.objects.filter(round__batch=batch).exists():
        _exchange(batch, rounds[RoundKind.BEFORE], version, now)
    _follow(batch, rounds, first_end, now)
    return False


def _exchange(batch: Batch, before: KnowledgeRound, version: QuestionnaireVersion | None, now: datetime) -> None:
    """Before anybody has answered: ask the newest version, or nothing where the test is no longer asked."""
    both = KnowledgeRound.objects.filter(batch=batch)
    if version is None:
        both.delete()
    elif version.pk != before.version_id and before.closes_at is not None and before.closes_at > now:
        # One statement, so that both rounds ask the same all the time.
        both.update(version=version, item_count=version.item_count)


def _make(batch: Batch, version: QuestionnaireVersion, first_end: datetime, now: datetime) -> bool:
    _hold(batch)
    if KnowledgeRound.objects.filter(batch=batch).exists():
        return False
    shared = {"batch": batch, "version": version, "item_count": version.item_count}
    KnowledgeRound.objects.bulk_create(
        [
            KnowledgeRound(**shared, kind=RoundKind.BEFORE, opens_at=now, closes_at=first_end),
            KnowledgeRound(**shared, kind=RoundKind.AFTER, opens_at=_after_opens(batch, first_end)),
        ]
    )
    return True


def _hold(batch: Batch) -> None:
    """Of two workers at once the second waits here, and then finds the rounds made."""
    Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)


def _follow(batch: Batch, rounds: dict[str, KnowledgeRound], first_end: datetime, now: datetime) -> None:
    """Sessions were moved: windows that have yet to end or to begin move along."""
    before, after = rounds[RoundKind.BEFORE], rounds[RoundKind.AFTER]
    closes_at = max(first_end, before.opens_at + timedelta(minutes=1))
    running = KnowledgeRound.objects.filter(pk=before.pk, closes_at__gt=now)
    running.exclude(closes_at=closes_at).update(closes_at=closes_at)
    opens_at = _after_opens(batch, closes_at)
    to_come = KnowledgeRound.objects.filter(pk=after.pk, opens_at__gt=now, closes_at__isnull=True)
    to_come.exclude(opens_at=opens_at).update(opens_at=opens_at)


def _after_opens(batch: Batch, first_end: datetime) -> datetime:
    """The last day begins, but never while the first test is still open."""
    return max(midnight(batch.ends_on), first_end)
