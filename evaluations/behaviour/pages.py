"""What the pages of one review share: whose review it is, and how a step is answered."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from documents.uploads import UploadError
from evaluations.behaviour.reading import Reader, reader_of
from evaluations.behaviour.steps import BehaviourError
from evaluations.models import BehaviourReview
from people.access import access_of


def reader_for(request: HttpRequest, review: int) -> Reader:
    """The visitor as reader of a review; 404 for whoever was not asked: nobody else learns that it is there."""
    access = access_of(request)
    found = BehaviourReview.objects.visible_to(access).select_related(
        "enrollment__employee", "enrollment__batch__program", "version"
    )
    return reader_of(get_object_or_404(found, pk=review), access)


def done(
    request: HttpRequest, reader: Reader, deed: Callable[[], object], sentence: str, *, to: str = "behaviour_review"
) -> HttpResponse:
    """Take the step, say so or why not, and go to the page `to` of the review."""
    try:
        deed()
    except (BehaviourError, UploadError) as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, sentence)
    return redirect(to, reader.review.pk)
