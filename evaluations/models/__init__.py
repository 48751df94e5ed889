"""Models of evaluation."""

from evaluations.models.reaction import ReactionAnswer, ReactionForm, ReactionInvitation

__all__ = ["ReactionAnswer", "ReactionForm", "ReactionInvitation"]
