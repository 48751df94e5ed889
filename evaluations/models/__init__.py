"""Models of evaluation."""

from evaluations.models.behaviour import BehaviourRater, BehaviourReview, BehaviourSchedule, RaterRole, Verdict
from evaluations.models.impact import ImpactEstimate, ImpactRun
from evaluations.models.reaction import ReactionAnswer, ReactionForm, ReactionInvitation

__all__ = [
    "BehaviourRater",
    "BehaviourReview",
    "BehaviourSchedule",
    "ImpactEstimate",
    "ImpactRun",
    "RaterRole",
    "ReactionAnswer",
    "ReactionForm",
    "ReactionInvitation",
    "Verdict",
]
