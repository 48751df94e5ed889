"""Who reads a review, and what this reader may see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from evaluations.behaviour.views_of_work import Line, Overall, lines_of, overall_of
from evaluations.models import BehaviourRater, BehaviourReview, RaterRole
from people.access import Access


@dataclass(frozen=True)
class Reader:
    """One of those who were asked, looking at a review."""

    review: BehaviourReview
    raters: tuple[BehaviourRater, ...]
    employee_id: int

    @cached_property
    def rater(self) -> BehaviourRater:
        """The reader's own part."""
        return next(one for one in self.raters if one.employee_id == self.employee_id and one.asked_at)

    @property
    def is_participant(self) -> bool:
        """Whether it is about the reader."""
        return self.rater.role == RaterRole.SELF

    @property
    def is_head(self) -> bool:
        """Whether the reader was asked as head."""
        return self.rater.role == RaterRole.HEAD

    @property
    def is_colleague(self) -> bool:
        """Whether the reader was asked as colleague: reads nothing but their own part."""
        return self.rater.role == RaterRole.COLLEAGUE

    @property
    def named(self) -> list[BehaviourRater]:
        """The colleagues whom the participant named, in their order."""
        return sorted((one for one in self.raters if one.role == RaterRole.COLLEAGUE), key=lambda one: one.place or 0)

    @property
    def is_picked(self) -> bool:
        """Whether the head has picked two of them."""
        return any(one.pick for one in self.raters)

    @property
    def reads(self) -> bool:
        """Self beside others is for the participant and the head, once they have answered; for colleagues nothing."""
        return bool(self.rater.answered_at) and (self.is_participant or self.is_head)

    def lines(self, questions: Sequence[str]) -> list[Line]:
        """Self and head, question by question."""
        if not self.reads:
            return []
        return lines_of(questions, self_scores=self._one(RaterRole.SELF), head=self._one(RaterRole.HEAD))

    def overall(self) -> Overall | None:
        """All questions together, with the colleagues."""
        if not self.reads:
            return None
        colleagues = [one.scores for one in self.raters if one.role == RaterRole.COLLEAGUE and one.scores]
        own, head = self._one(RaterRole.SELF), self._one(RaterRole.HEAD)
        return overall_of(self_scores=own, head=head, colleagues=colleagues)

    def _one(self, role: str) -> list[int] | None:
        answered = [one for one in self.raters if one.role == role and one.answered_at]
        first = min(answered, key=lambda one: one.answered_at, default=None)  # type: ignore[arg-type,return-value]
        return first.scores if first else None


def reader_of(review: BehaviourReview, access: Access) -> Reader:
    """The reader of a review that is visible to them."""
    raters = tuple(review.raters.select_related("employee").order_by("pk"))
    return Reader(review, raters, access.employee_id or 0)
