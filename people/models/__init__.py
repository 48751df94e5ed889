"""What is: units in time, employees and who worked where when, accounts, uploads under check."""

from people.models.absences import Absence, AbsenceQuerySet, AbsenceReason
from people.models.accounts import Account, AccountManager, ActivationAttempt, ActivationCode, Role, RoleKind
from people.models.employees import (
    NI_PPPK_PATTERN,
    NIP_PATTERN,
    Assignment,
    AssignmentQuerySet,
    Employee,
    EmployeeQuerySet,
    EmployeeStatus,
    Grade,
    GradeScheme,
    Headship,
    Position,
    PositionKind,
    RankHolding,
)
from people.models.units import Sector, Unit, UnitKind, UnitQuerySet
from people.models.uploads import ImportDraft, ImportKind

__all__ = [
    "NIP_PATTERN",
    "NI_PPPK_PATTERN",
    "Absence",
    "AbsenceQuerySet",
    "AbsenceReason",
    "Account",
    "AccountManager",
    "ActivationAttempt",
    "ActivationCode",
    "Assignment",
    "AssignmentQuerySet",
    "Employee",
    "EmployeeQuerySet",
    "EmployeeStatus",
    "Grade",
    "GradeScheme",
    "Headship",
    "ImportDraft",
    "ImportKind",
    "Position",
    "PositionKind",
    "RankHolding",
    "Role",
    "RoleKind",
    "Sector",
    "Unit",
    "UnitKind",
    "UnitQuerySet",
]
