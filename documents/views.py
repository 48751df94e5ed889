"""Pictures, style and long jobs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from documents.files import download
from documents.identity import current_identity
from documents.jobs import JobError, retry
from documents.models import Chart, Job
from people.access import access_of

FOR_EVER = "public, max-age=31536000, immutable"


@login_not_required
@require_GET
def chart_picture(request: HttpRequest, digest: str) -> HttpResponse:
    """A drawn chart; its address names its content, so it never changes."""
    svg = Chart.objects.filter(digest=digest, rendered_at__isnull=False).values_list("svg", flat=True).first()
    if svg is None:
        raise Http404
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Cache-Control": FOR_EVER})


@login_not_required
@require_GET
def colors(request: HttpRequest) -> HttpResponse:
    """The city's colours as custom properties."""
    city = current_identity()
    css = f":root{{--city-primary:{city.primary_color};--city-accent:{city.accent_color}}}"
    return HttpResponse(css, content_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@login_not_required
@require_GET
def logo(request: HttpRequest) -> FileResponse:
    """The city's crest."""
    file = current_identity().logo
    if file is None:
        raise Http404
    headers = {"Cache-Control": "public, max-age=3600"}
    return FileResponse(file.file.open("rb"), content_type=file.content_type, headers=headers)


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
