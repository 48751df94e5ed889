"""Long jobs."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from documents.files import download
from documents.jobs import JobError, retry
from documents.models import Job
from people.access import access_of


@require_GET
def job_page(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far a job is; the page looks again by itself until it is over."""
    job = get_object_or_404(Job.objects.visible_to(access_of(request)).select_related("result"), pk=job_id)
    response = render(request, "documents/job.html", {"job": job})
    if not job.is_over:
        response.headers["Refresh"] = "3"
    return response


@require_POST
def job_retry(request: HttpRequest, job_id: int) -> HttpResponse:
    """Put a failed job back in the queue."""
    job = get_object_or_404(Job.objects.visible_to(access_of(request)), pk=job_id)
    try:
        retry(job=job, now=timezone.now())
    except JobError as refusal:
        messages.warning(request, refusal.message)
    return redirect("job", job_id=job.pk)


@require_GET
def job_result(request: HttpRequest, job_id: int) -> FileResponse:
    """The file that a job made."""
    job = get_object_or_404(Job.objects.visible_to(access_of(request)).select_related("result"), pk=job_id)
    if job.result is None:
        raise Http404
    return download(job.result)
