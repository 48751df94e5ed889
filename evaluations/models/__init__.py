"""Models of evaluation."""

from evaluations.models.behaviour import (
    BehaviourEvidence,
    BehaviourRater,
    BehaviourReview,
    BehaviourSchedule,
    RaterRole,
    Verdict,
)
from evaluations.models.impact import ImpactEstimate, ImpactRun
from evaluations.models.knowledge import KnowledgeAttempt, KnowledgeKey, KnowledgeRound, KnowledgeTest, RoundKind
from evaluations.models.next_year import CityNoise, NextYearProposal, RolloutOrder
from evaluations.models.reaction import ReactionAnswer, ReactionForm, ReactionInvitation
from evaluations.models.reports import (
    EvaluationReport,
    EvaluationReportRun,
    EvaluationReportTask,
    Occasion,
    ReportSubscription,
)

__all__ = [
    "BehaviourEvidence",
    "BehaviourRater",
    "BehaviourReview",
    "BehaviourSchedule",
    "CityNoise",
    "EvaluationReport",
    "EvaluationReportRun",
    "EvaluationReportTask",
    "ImpactEstimate",
    "ImpactRun",
    "KnowledgeAttempt",
    "KnowledgeKey",
    "KnowledgeRound",
    "KnowledgeTest",
    "NextYearProposal",
    "Occasion",
    "RaterRole",
    "ReactionAnswer",
    "ReactionForm",
    "ReactionInvitation",
    "ReportSubscription",
    "RolloutOrder",
    "RoundKind",
    "Verdict",
]
