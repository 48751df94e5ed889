"""Models of evaluation."""

from evaluations.models.impact import ImpactEstimate, ImpactRun
from evaluations.models.reaction import ReactionAnswer, ReactionForm, ReactionInvitation

__all__ = ["ImpactEstimate", "ImpactRun", "ReactionAnswer", "ReactionForm", "ReactionInvitation"]
