"""What a person may see of their own tests: nothing of the key, and by topic only when both tests are over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from evaluations.models import KnowledgeAttempt, KnowledgeKey, KnowledgeRound, RoundKind
from programs.models import Enrollment


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic: how many questions it has, and how many of them were right before and after (None: not taken)."""

    topic: str
    questions: int
    before: int | None
    after: int | None


@dataclass(frozen=True)
class OwnTests:
    """A person's two rounds in one batch, with what they sent."""

    enrollment: Enrollment
    rounds: dict[str, KnowledgeRound]
    attempts: dict[str, KnowledgeAttempt]
    now: datetime

    @property
    def before(self) -> KnowledgeRound:
        """The round before the training."""
        return self.rounds[RoundKind.BEFORE]

    @property
    def after(self) -> KnowledgeRound:
        """The round after the training."""
        return self.rounds[RoundKind.AFTER]

    @property
    def is_over(self) -> bool:
        """Whether neither test takes answers any more: only then is anything told."""
        return self.after.closes_at is not None and self.after.closes_at <= self.now

    @cached_property
    def topics(self) -> list[TopicLine]:
        """Right answers by topic, in the order of the questions; empty until both tests are over."""
        if not self.is_over or not self.attempts:
            return []
        keys = KnowledgeKey.objects.filter(item__version=self.after.version_id).order_by("item__position")
        rows = list(keys.values_list("item__element__name", "right"))
        names = dict.fromkeys(name for name, _right in rows)
        return [
            TopicLine(
                name,
                sum(topic == name for topic, _right in rows),
                self._right_in(name, rows, RoundKind.BEFORE),
                self._right_in(name, rows, RoundKind.AFTER),
            )
            for name in names
        ]

    @property
    def questions(self) -> int:
        """How many questions the test has."""
        return self.after.item_count

    @property
    def right_before(self) -> int | None:
        """How many were right before; None when not taken."""
        return _sum(line.before for line in self.topics)

    @property
    def right_after(self) -> int | None:
        """How many were right after; None when not taken."""
        return _sum(line.after for line in self.topics)

    def _right_in(self, name: str, rows: list[tuple[str, int]], kind: str) -> int | None:
        if kind not in self.attempts:
            return None
        answered = zip(rows, self.attempts[kind].answers, strict=True)
        return sum(topic == name and right == answer for (topic, right), answer in answered)


def own_tests(*, batch_id: int, employee_id: int, now: datetime) -> OwnTests | None:
    """The person's tests in a batch; None where there are none or the person took no part."""
    taken = Enrollment.objects.participants().select_related("batch__program")
    enrollment = taken.filter(batch=batch_id, employee=employee_id).order_by("-pk").first()
    rounds = {one.kind: one for one in KnowledgeRound.objects.filter(batch=batch_id).select_related("batch__program")}
    if enrollment is None or len(rounds) < len(RoundKind):
        return None
    attempts = KnowledgeAttempt.objects.filter(enrollment=enrollment).select_related("round")
    return OwnTests(enrollment, rounds, {one.round.kind: one for one in attempts}, now)


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
