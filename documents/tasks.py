"""Tasks of the documents room."""

from celery import shared_task
from django.utils import timezone

from documents.charts import render_pending
from documents.jobs import run_waiting


@shared_task
def render_charts() -> None:
    """Draw the charts that wait."""
    render_pending(now=timezone.now())


@shared_task
def run_jobs() -> None:
    """Run the jobs that wait."""
    run_waiting(now=timezone.now())
