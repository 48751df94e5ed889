"""Of whom a review still awaits something. Plain values, no queries."""

from collections.abc import Iterable

from evaluations.models import BehaviourRater, RaterRole


def awaited_of(raters: Iterable[BehaviourRater]) -> dict[int, str]:
    """Employee ids with their role: who was asked and is silent; of several heads none once one has answered."""
    asked = [one for one in raters if one.asked_at]
    head_answered = any(one.role == RaterRole.HEAD and one.answered_at for one in asked)
    return {
        one.employee_id: one.role
        for one in asked
        if not one.answered_at and not (one.role == RaterRole.HEAD and head_answered)
    }
