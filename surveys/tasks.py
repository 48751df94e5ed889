"""Tasks of the surveys room."""

from celery import shared_task
from django.utils import timezone

from surveys.complaints.chasing import chase
from surveys.complaints.forgetting import forget_old
from surveys.files.drafts import discard_stale
from surveys.invitations.issuing import forget_invitations
from surveys.judging import forget_traces, judge
from surveys.office.reminding import remind
from surveys.rollups import fold_all


@shared_task
def fold_answers() -> None:
    """Add waiting answers to the roll-ups; a second one at the same time does nothing."""
    fold_all()


@shared_task
def judge_answers() -> None:
    """Set suspicious open answers aside; a second one at the same time finds the same."""
    judge(now=timezone.now())


@shared_task
def forget_origins() -> None:
    """Delete how the answers of past days came."""
    forget_traces(now=timezone.now())


@shared_task
def chase_complaints() -> None:
    """Remind of complaints that wait for an answer."""
    chase(now=timezone.now())


@shared_task
def forget_old_complaints() -> None:
    """Delete what citizens wrote long ago."""
    forget_old(now=timezone.now())


@shared_task
def forget_links_and_uploads() -> None:
    """Delete links long expired and files that nobody confirmed."""
    forget_invitations(now=timezone.now())
    discard_stale(now=timezone.now())


@shared_task
def remind_survey_offices() -> None:
    """Remind officers and heads of plans near or past their day, and of a year without a survey."""
    remind(now=timezone.now())
