"""Pages of the reaction form."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents import spreadsheets
from evaluations.models import ReactionForm, ReactionInvitation
from evaluations.reaction.answering import ReactionError, answer, instructors_of
from evaluations.reaction.files import list_file, results_file
from evaluations.reaction.forms import Part, ReactionAnswerForm, parts_of
from evaluations.reaction.results import reactions_of
from pembinaan.base.dates import today
from people.access import access_of, require
from surveys.content import questions_of

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def reaction(request: HttpRequest, batch: int) -> HttpResponse:
    """A participant says what they thought; once."""
    employee_id = access_of(request).employee_id
    require(employee_id is not None)
    invited = ReactionInvitation.objects.select_related(
        "form__batch__program",
        "form__batch__institution",
        "form__version",
        "form__instructor_version",
        "form__partner_version",
    )
    invitation = get_object_or_404(invited, form__batch=batch, enrollment__employee=employee_id)
    form = _form(request, invitation.form)
    if request.method == "POST" and form.is_valid():
        given = form.opinions()
        try:
            answer(
                invitation=invitation,
                batch=given.batch,
                instructors=given.instructors,
                partner=given.partner,
                now=timezone.now(),
            )
        except ReactionError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Terima kasih. Tanggapan Anda tersimpan tanpa nama."))
        return redirect("reaction", batch)
    context = {"invitation": invitation, "batch": invitation.form.batch, "form": form, "today": today()}
    return render(request, "evaluations/reaction.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, form: ReactionForm) -> ReactionAnswerForm:
    language = get_language() or "id"
    partner = None
    if form.partner_version and form.batch.institution:
        questions = questions_of(form.partner_version, language)
        partner = Part("partner", questions, partner=form.batch.institution)
    about_batch, about_instructors = form.version, form.instructor_version
    parts = parts_of(
        questions_of(about_batch, language), questions_of(about_instructors, language), instructors_of(form), partner
    )
    return ReactionAnswerForm(request.POST or None, parts=parts)


@require_GET
def reactions(request: HttpRequest) -> HttpResponse | FileResponse:
    """The batches whose results one may read, newest first; `?keadaan=dibuka`: those that still take answers."""
    forms = ReactionForm.objects.visible_to(access_of(request)).select_related("batch__program")
    is_open = request.GET.get("keadaan") == "dibuka"
    if is_open:
        forms = forms.filter(closes_on__gte=today())
    counted = forms.annotate(
        asked=Count("invitations", distinct=True),
        answered=Count("invitations", filter=Q(invitations__answered=True), distinct=True),
    ).order_by(*(("closes_on", "pk") if is_open else ("-opened_at", "-pk")))
    if spreadsheets.wanted(request):
        return list_file(counted)
    page = Paginator(counted, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "is_open": is_open, "today": today(), "query": spreadsheets.filters_of(request)}
    return render(request, "evaluations/reactions.html", context)


@require_GET
def reaction_results(request: HttpRequest, batch: int) -> HttpResponse | FileResponse:
    """What the participants of one batch thought."""
    access = access_of(request)
    forms = ReactionForm.objects.visible_to(access).select_related(
        "batch__program", "batch__institution", "version", "instructor_version", "partner_version"
    )
    form = get_object_or_404(forms, batch=batch)
    results = reactions_of(form, access)
    if spreadsheets.wanted(request):
        return results_file(form, results)
    context = {"form": form, "results": results, "today": today()}
    return render(request, "evaluations/reaction_results.html", context)
