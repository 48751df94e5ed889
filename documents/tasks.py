"""Tasks of the documents room."""

from celery import shared_task
from django.utils import timezone

from documents.charts import forget_old, render_pending
from documents.jobs import run_waiting


@shared_task
def render_charts() -> None:
    """Draw the charts that wait."""
    render_pending(now=timezone.now())


@shared_task
def forget_old_charts() -> None:
    """Delete charts that are long past."""
    forget_old(now=timezone.now())


@shared_task
def run_jobs() -> None:
    """Run the jobs that wait."""
    run_waiting(now=timezone.now())
