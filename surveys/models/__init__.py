"""What is: elements, questionnaires, services, periods, answers and their roll-ups."""

from surveys.models.answers import (
    AnswerQuerySet,
    Channel,
    ElementOrder,
    ImportedFile,
    Response,
    WaitingResponse,
)
from surveys.models.comments import HiddenComment, HidingReason
from surveys.models.complaints import (
    OPEN_STATES,
    Complaint,
    ComplaintDeed,
    ComplaintRule,
    ComplaintSender,
    ComplaintState,
    ComplaintStep,
)
from surveys.models.devices import Device, DeviceKind, DeviceQuerySet, RefusedAnswer, Revocation
from surveys.models.doubts import DailySalt, SetAside, SetAsideReason, Trace, WaitingCorrection
from surveys.models.files import AnswerDraft, ColumnPreset
from surveys.models.invitations import ApiClient, Invitation
from surveys.models.own_questions import (
    BuilderChange,
    OwnQuestion,
    OwnRollup,
    OwnVersion,
    OwnWording,
    QuestionKind,
)
from surveys.models.paper import PaperSheet, PaperStack
from surveys.models.publications import Publication
from surveys.models.questionnaires import (
    SATISFACTION,
    Element,
    Item,
    ItemWording,
    Questionnaire,
    QuestionnaireVersion,
    RespondentField,
    RespondentOption,
    Scale,
    SurveyLanguage,
)
from surveys.models.reporting import (
    ElementNumbering,
    ReportChapter,
    ReportLayout,
    ReportRun,
    ReportTask,
    UnitReport,
)
from surveys.models.rollups import DailyRollup, MonthlyRollup
from surveys.models.rules import CityMethod, GradeBandRow, SurveyRule
from surveys.models.targets import Population
from surveys.models.units import ImprovementPlan, PeriodKind, Service, SurveyPeriod

__all__ = [
    "OPEN_STATES",
    "SATISFACTION",
    "AnswerDraft",
    "AnswerQuerySet",
    "ApiClient",
    "BuilderChange",
    "Channel",
    "CityMethod",
    "ColumnPreset",
    "Complaint",
    "ComplaintDeed",
    "ComplaintRule",
    "ComplaintSender",
    "ComplaintState",
    "ComplaintStep",
    "DailyRollup",
    "DailySalt",
    "Device",
    "DeviceKind",
    "DeviceQuerySet",
    "Element",
    "ElementNumbering",
    "ElementOrder",
    "GradeBandRow",
    "HiddenComment",
    "HidingReason",
    "ImportedFile",
    "ImprovementPlan",
    "Invitation",
    "Item",
    "ItemWording",
    "MonthlyRollup",
    "OwnQuestion",
    "OwnRollup",
    "OwnVersion",
    "OwnWording",
    "PaperSheet",
    "PaperStack",
    "PeriodKind",
    "Population",
    "Publication",
    "QuestionKind",
    "Questionnaire",
    "QuestionnaireVersion",
    "RefusedAnswer",
    "ReportChapter",
    "ReportLayout",
    "ReportRun",
    "ReportTask",
    "RespondentField",
    "RespondentOption",
    "Response",
    "Revocation",
    "Scale",
    "Service",
    "SetAside",
    "SetAsideReason",
    "SurveyLanguage",
    "SurveyPeriod",
    "SurveyRule",
    "Trace",
    "UnitReport",
    "WaitingCorrection",
    "WaitingResponse",
]
