"""Needs, programs, batches, sessions, enrollments and attendance: what is. What happens stands beside this folder."""

from programs.models.attendance import Attendance, Excuse, MarkedBy, counted
from programs.models.batch import Batch, BatchChange, BatchQuerySet
from programs.models.cost import Cost, CostKind, PlannedCost
from programs.models.enrollment import Enrollment, EnrollmentChange, EnrollmentQuerySet
from programs.models.feed import CalendarFeed
from programs.models.letter import Letter, LetterKind, LetterPerson
from programs.models.lot import Lot, LotEntry, LotStratum, Placement, PlacementOutcome
from programs.models.material import Material, MaterialQuerySet
from programs.models.need import Gap, Need
from programs.models.plan import Plan, PlanChange, PlanRevision
from programs.models.planned import Origin, PlannedChange, PlannedNeed, PlannedProgram, Quarter
from programs.models.program import CompetencyKind, LearningPath, Program, TrainingType
from programs.models.regret import Regret
from programs.models.room import Room
from programs.models.roster import Roster
from programs.models.seating import LotBy, SeatMethod, StrataBy
from programs.models.session import Session
from programs.models.target import TargetRules
from programs.models.waiting import AnswerDeadline, Nudge, NudgeKind
from programs.transitions import (
    APPROVED,
    ENDED,
    ENDS,
    ENROLLED,
    HOLDING,
    OVER,
    PARTICIPANTS,
    SEATED,
    BatchState,
    EnrollmentState,
    PlannedState,
    PlanState,
)

__all__ = [
    "APPROVED",
    "ENDED",
    "ENDS",
    "ENROLLED",
    "HOLDING",
    "OVER",
    "PARTICIPANTS",
    "SEATED",
    "AnswerDeadline",
    "Attendance",
    "Batch",
    "BatchChange",
    "BatchQuerySet",
    "BatchState",
    "CalendarFeed",
    "CompetencyKind",
    "Cost",
    "CostKind",
    "Enrollment",
    "EnrollmentChange",
    "EnrollmentQuerySet",
    "EnrollmentState",
    "Excuse",
    "Gap",
    "LearningPath",
    "Letter",
    "LetterKind",
    "LetterPerson",
    "Lot",
    "LotBy",
    "LotEntry",
    "LotStratum",
    "MarkedBy",
    "Material",
    "MaterialQuerySet",
    "Need",
    "Nudge",
    "NudgeKind",
    "Origin",
    "Placement",
    "PlacementOutcome",
    "Plan",
    "PlanChange",
    "PlanRevision",
    "PlanState",
    "PlannedChange",
    "PlannedCost",
    "PlannedNeed",
    "PlannedProgram",
    "PlannedState",
    "Program",
    "Quarter",
    "Regret",
    "Room",
    "Roster",
    "SeatMethod",
    "Session",
    "StrataBy",
    "TargetRules",
    "TrainingType",
    "counted",
]
