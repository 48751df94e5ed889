"""Naming colleagues: found by a few letters, with a list that grows as one types where JavaScript is on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evaluations.behaviour import naming
from evaluations.behaviour.colleagues import find
from evaluations.behaviour.pages import done, reader_for
from evaluations.behaviour.reading import Reader
from evaluations.models.behaviour import MOST_NAMED
from pembinaan.base.dates import today
from people.access import require
from people.models import Employee

PAGE = "behaviour_colleagues"


@require_http_methods(["GET", "HEAD", "POST"])
def behaviour_colleagues(request: HttpRequest, review: int) -> HttpResponse:
    """The participant looks for a colleague and names them; asked by htmx, only what was found is answered."""
    reader = reader_for(request, review)
    require(reader.is_participant)
    if request.method == "POST":
        return _name(request, reader)
    if reader.review.closes_on < today() or reader.is_picked:
        return redirect("behaviour_review", review)
    text = request.GET.get("cari", "").strip()[:60]
    found = find(review=reader.review, text=text, day=today())
    context = {"reader": reader, "review": reader.review, "text": text, "found": found, "most": MOST_NAMED}
    part = "evaluations/colleagues_found.html" if "HX-Request" in request.headers else "evaluations/colleagues.html"
    return render(request, part, context)


def _name(request: HttpRequest, reader: Reader) -> HttpResponse:
    key = request.POST.get("pegawai", "")
    colleague = get_object_or_404(Employee, pk=key if key.isdecimal() else None)
    return done(
        request,
        reader,
        lambda: naming.name_colleague(review=reader.review, colleague=colleague, now=timezone.now()),
        _("%(name)s tersimpan sebagai rekan.") % {"name": colleague.name},
        to="behaviour_review" if len(reader.named) + 1 >= MOST_NAMED else PAGE,
    )


@require_POST
def behaviour_drop(request: HttpRequest, review: int) -> HttpResponse:
    """The participant takes a name back."""
    reader = reader_for(request, review)
    require(reader.is_participant)
    key = request.POST.get("rekan", "")
    rater = int(key) if key.isdecimal() else 0
    return done(
        request,
        reader,
        lambda: naming.drop_colleague(review=reader.review, rater=rater, now=timezone.now()),
        _("Nama itu dihapus dari daftar Anda."),
        to=PAGE,
    )
