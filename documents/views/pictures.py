"""The city's crest and colours, and drawn charts."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from documents.identity import current_identity
from documents.models import Chart

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
