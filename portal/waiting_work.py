"""What waits for HR today."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from documents.models import Job, JobState, TaskState
from evaluations.models import EvaluationReportTask
from notifications.models import NEVER_SENT, Message
from partners.models import Agreement
from pembinaan.base.dates import city_day
from pembinaan.base.models import Event
from people.models import Unit
from programs.applications.chasing import asked_before, deadline_on
from programs.models import Batch, BatchState, Enrollment, EnrollmentState
from programs.stages import Stage, stage_of
from surveys.models import ImprovementPlan, MonthlyRollup
from surveys.office.overview import without_survey
from surveys.office.reminding import FIRST_MONTH_OF_WARNING

AGREEMENT_WARNING = timedelta(days=30)
# An event that failed this often will not mend itself.
STUBBORN = 5


@dataclass(frozen=True)
class Overdue:
    """Applications that nobody has decided though their deciders were due to be reminded after `days` days."""

    count: int
    oldest: Enrollment | None
    oldest_days: int
    days: int


@dataclass(frozen=True)
class RunningBatch:
    """A batch that HR keeps an eye on, and how it stands."""

    batch: Batch
    stage: Stage


def overdue_approvals(now: datetime) -> Overdue:
    """Applications undecided for as many days as the city's rule allows, and the oldest of them."""
    day = city_day(now)
    days = deadline_on(day).remind_after
    undecided = Enrollment.objects.filter(state=EnrollmentState.REQUESTED)
    late = asked_before(undecided, day, days=days)
    oldest = late.select_related("unit").order_by("requested_at", "pk").first()
    age = (day - city_day(oldest.requested_at)).days if oldest else 0
    return Overdue(late.count(), oldest, age, days)


def withdrawals_to_decide() -> int:
    """Participants who asked to step back after seats stopped moving."""
    return Enrollment.objects.filter(state=EnrollmentState.WITHDRAWING).count()


def expiring_agreements(day: date) -> list[Agreement]:
    """Agreements in force that end within thirty days, the soonest first."""
    ending = Agreement.objects.on(day).filter(ends_on__lte=day + AGREEMENT_WARNING)
    return list(ending.select_related("institution").order_by("ends_on", "pk"))


def failed_jobs() -> list[Job]:
    """Long jobs that gave up, the latest first."""
    return list(Job.objects.filter(state=JobState.FAILED).order_by("-finished_at", "-pk")[:5])


def unmade_reports() -> int:
    """Evaluation reports that could not be made and wait for somebody to have them made again."""
    return EvaluationReportTask.objects.filter(state=TaskState.FAILED).count()


def undelivered_messages() -> int:
    """Messages that were tried too often and will not be tried again."""
    return Message.objects.failed().exclude(channel__in=NEVER_SENT).count()


def stubborn_events() -> int:
    """Happenings whose consequences failed again and again."""
    return Event.objects.filter(handled_at__isnull=True, attempts__gte=STUBBORN).count()


def running_batches(day: date) -> list[RunningBatch]:
    """Batches being prepared, open or running, by their first day."""
    alive = Batch.objects.filter(Q(state=BatchState.OPEN) | Q(state=BatchState.DRAFT))
    counted = alive.with_counts().select_related("program").order_by("starts_on", "pk")
    return [RunningBatch(batch, stage_of(batch, day)) for batch in counted[:25]]


def units_without_survey(day: date) -> list[Unit]:
    """Units that owe the year's survey, from October on; none in a city where nobody has begun to survey."""
    if day.month < FIRST_MONTH_OF_WARNING or not MonthlyRollup.objects.exists():
        return []
    return without_survey(day)


def overdue_improvement_plans(day: date) -> int:
    """Plans of units that should be done by now."""
    return ImprovementPlan.objects.filter(done_on__isnull=True, due_on__lt=day).count()
