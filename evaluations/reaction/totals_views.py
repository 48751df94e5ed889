"""Pages of totals over batches."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents import spreadsheets
from evaluations.models import ReactionForm, ReactionInvitation
from evaluations.reaction.results import summary_of
from evaluations.reaction.totals import KEYS, About, answers_about, names_of, totals_of
from partners.access import partner_institution_id
from people.access import Access, access_of, require

PER_PAGE = 25


@require_GET
def reaction_totals(request: HttpRequest, about: str) -> HttpResponse | FileResponse:
    """Programs, partners or instructors with what was thought of them over all batches."""
    access, kind = access_of(request), About(about)
    require(access.employee_id is not None or partner_institution_id(access) is not None or access.is_leadership)
    totals = totals_of(kind, access)
    if spreadsheets.wanted(request):
        header = [_("Nama"), _("Angkatan"), _("Tanggapan"), _("Rata-rata (1–4)"), _("Simpangan baku")]
        rows = ([one.title, one.batches, one.count, round(one.mean, 3), round(one.deviation, 3)] for one in totals)
        return spreadsheets.table(name=f"tanggapan-{kind}", title=_("Tanggapan"), header=header, rows=rows)
    page = Paginator(totals, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "about": kind, "kinds": _kinds(access)}
    return render(request, "evaluations/reaction_totals.html", context)


@require_GET
def reaction_total(request: HttpRequest, about: str, key: str) -> HttpResponse:
    """One of them, question by question."""
    access, kind, chosen = access_of(request), About(about), int(key)
    answers = answers_about(kind, access, chosen)
    if not answers.exists():
        raise Http404
    invited = ReactionInvitation.objects.filter(form__in=answers.order_by().values("form"))
    summary = summary_of(answers, asked=invited.count(), answered=invited.filter(answered=True).count())
    forms = ReactionForm.objects.visible_to(access).filter(pk__in=answers.order_by().values("form"))
    context = {
        "about": kind,
        "title": names_of(kind, [chosen])[chosen],
        "summary": summary,
        "forms": forms.select_related("batch__program").order_by("-opened_at", "-pk")[:PER_PAGE],
    }
    return render(request, "evaluations/reaction_total.html", context)


def _kinds(access: Access) -> list[tuple[About, str]]:
    """The kinds of totals with their words; whoever only teaches reads no partner's."""
    words = {About.PROGRAM: _("Program"), About.PARTNER: _("Mitra"), About.INSTRUCTOR: _("Pengajar")}
    reads_partners = access.is_hr or access.is_leadership or partner_institution_id(access) is not None
    return [(kind, words[kind]) for kind in KEYS if kind != About.PARTNER or reads_partners]
