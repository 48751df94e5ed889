"""The letters of a batch: what was issued, the form to issue another, and the file for whom it names."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents.files import download
from people.access import access_of, require
from programs.access import may_run_programs
from programs.errors import EnrollmentError, LetterError
from programs.models import Batch, Letter, LetterKind
from programs.papers.forms_letters import LetterForm
from programs.papers.letter_facts import draft_of, heads_of_agencies
from programs.papers.letters import HAS_LETTERS, Order, draw, issue, missing_for, named_by_default
from programs.views.hr_batch_pages import batch_of

PAGE_SIZE = 25
# How the kinds are called in addresses.
KINDS = {
    "undangan": LetterKind.INVITATION,
    "surat-tugas": LetterKind.ASSIGNMENT,
    "daftar-peserta": LetterKind.PARTICIPANT_LIST,
}


@require_GET
def letters(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Every letter of the batch, the newest first, and the ways to another."""
    batch = batch_of(request, batch_id)
    issued = batch.letters.select_related("by").annotate(many=Count("people")).order_by("-issued_at", "-pk")
    context = {
        "batch": batch,
        "page": Paginator(issued, PAGE_SIZE).get_page(request.GET.get("page")),
        "kinds": [(slug, kind.label) for slug, kind in KINDS.items()],
        "has_letters": batch.state in HAS_LETTERS,
    }
    return render(request, "programs/letters.html", context)


@require_http_methods(["GET", "POST"])
def new_letter(request: HttpRequest, batch_id: int, kind: str) -> HttpResponse:
    """Choose people, look over the wording, issue."""
    access, wanted, now = access_of(request), KINDS[kind], timezone.now()
    require(may_run_programs(access))
    known = Batch.objects.select_related("program", "agreement__institution")
    batch = get_object_or_404(known, pk=batch_id)
    people = named_by_default(batch)
    form = LetterForm(request.POST or None, kind=wanted, wording=draft_of(batch, wanted), people=people)
    if request.method == "POST" and form.is_valid():
        order = Order(batch, wanted, form.chosen(), form.wording(), form.cleaned_data["key"])
        try:
            made = issue(order=order, by=access.account, now=now)
        except (LetterError, EnrollmentError) as refusal:
            form.add_error(None, refusal.message)
        else:
            numbers = ", ".join(letter.number for letter in made)
            messages.success(request, _("Terbit dengan nomor %(numbers)s.") % {"numbers": numbers})
            return redirect("hr_letters", batch_id=batch_id)
    heads = heads_of_agencies(people, access.day) if wanted == LetterKind.ASSIGNMENT else []
    context = {
        "batch": batch,
        "kind": wanted,
        "form": form,
        "people": people,
        "heads": heads,
        "missing": missing_for(wanted, day=access.day, with_heads=bool(heads)),
        "earlier": batch.letters.filter(kind=wanted).order_by("-issued_at", "-pk").first(),
        "has_letters": batch.state in HAS_LETTERS,
    }
    return render(request, "programs/letter_form.html", context)


@require_GET
def letter_file(request: HttpRequest, letter_id: int) -> FileResponse:
    """The letter as a PDF, for BKPSDM and for those whom it names."""
    visible = Letter.objects.visible_to(access_of(request)).select_related("pdf")
    letter = get_object_or_404(visible, pk=letter_id)
    return download(draw(letter=letter, now=timezone.now()))
