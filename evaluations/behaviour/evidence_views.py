"""Files of evidence: removed by the participant, read by the participant and the head."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents.files import download
from evaluations.behaviour.evidence import remove_evidence
from evaluations.behaviour.pages import done, reader_for
from evaluations.behaviour.reading import Reader
from evaluations.models import BehaviourEvidence
from people.access import require


@require_GET
def behaviour_file(request: HttpRequest, review: int, evidence: int) -> FileResponse:
    """One file, for the participant and the head."""
    reader = reader_for(request, review)
    require(not reader.is_colleague)
    return download(_evidence(reader, evidence).file)


@require_http_methods(["GET", "HEAD", "POST"])
def behaviour_file_removal(request: HttpRequest, review: int, evidence: int) -> HttpResponse:
    """Say what is lost, then remove."""
    reader = reader_for(request, review)
    require(reader.is_participant)
    found = _evidence(reader, evidence)
    if request.method == "POST":
        return done(request, reader, lambda: remove_evidence(evidence=found, now=timezone.now()), _("Bukti dihapus."))
    return render(request, "evaluations/evidence_remove.html", {"review": reader.review, "evidence": found})


def _evidence(reader: Reader, key: int) -> BehaviourEvidence:
    return get_object_or_404(reader.review.evidence_files.select_related("file", "review"), pk=key)
