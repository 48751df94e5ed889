"""City identity, numbers, files, charts and long jobs."""

from documents.models.charts import Chart
from documents.models.files import StoredFile
from documents.models.identity import CityIdentity, DocumentKind, Signatory
from documents.models.jobs import Job, JobState
from documents.models.numbers import IssuedNumber, NumberPattern, NumberSequence
from documents.models.runs import RunTask, TaskState

__all__ = [
    "Chart",
    "CityIdentity",
    "DocumentKind",
    "IssuedNumber",
    "Job",
    "JobState",
    "NumberPattern",
    "NumberSequence",
    "RunTask",
    "Signatory",
    "StoredFile",
    "TaskState",
]
