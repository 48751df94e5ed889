"""A partner's page for BKPSDM, and what of it touches batches: a changed agreement, an instructor who stops."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from partners.agreements import SOON_DAYS, days_left
from partners.forms import AgreementForm
from partners.models import Agreement, Institution, Instructor
from people.access import Access, access_of, require
from people.accounts import state_of
from people.forms.records import EndForm
from people.views.deeds import Deed, perform
from programs.access import may_run_programs
from programs.models import Batch, Origin, PlannedProgram, Program
from programs.partnering import agreements, instructors

PAGE_SIZE = 25


def _hr(request: HttpRequest) -> Access:
    access = access_of(request)
    require(may_run_programs(access))
    return access


@require_GET
def institution(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Everything about a partner: whom to call, agreements, instructors, accounts, programs and batches."""
    access, now = _hr(request), timezone.now()
    found = get_object_or_404(Institution, pk=institution_id)
    batches = Batch.objects.filter(institution=found).select_related("program").with_counts()
    agreed = found.agreements.order_by("-ends_on", "number")
    posts = found.staff.select_related("account__activation_code").order_by("-starts_on", "account__name")
    proposed = PlannedProgram.objects.filter(institution=found, origin=Origin.PARTNER)
    context = {
        "institution": found,
        "contacts": found.contacts.order_by("name"),
        "agreements": [(agreement, days_left(agreement, access.day)) for agreement in agreed],
        "soon": SOON_DAYS,
        "instructors": found.instructors.order_by("name", "pk"),
        "staff": [(post, state_of(post.account, now)) for post in posts],
        "programs": Program.objects.filter(institution=found).order_by("title", "pk"),
        "page": Paginator(batches.order_by("-starts_on", "-pk"), PAGE_SIZE).get_page(request.GET.get("page")),
        "day": access.day,
        "proposals": proposed.order_by("-proposed_at", "-pk"),
        "uncovered": agreements.planned_without_agreement(found),
    }
    return render(request, "programs/institution.html", context)


def edit_agreement(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Extend or correct an agreement, or bring its signed paper."""
    access = _hr(request)
    agreement = get_object_or_404(Agreement.objects.select_related("institution"), pk=agreement_id)
    deed = Deed(
        title=_("Ubah perjanjian %(number)s") % {"number": agreement.number},
        lead=_("Pengingat mengikuti tanggal akhir yang baru. Naskah lama tetap, kecuali diganti."),
        button=_("Simpan perjanjian"),
        done=_("Perjanjian disimpan."),
        back=reverse("institution", args=[agreement.institution_id]),
    )
    kept = {name: getattr(agreement, name) for name in ("kind", "number", "starts_on", "ends_on", "scope")}
    form = AgreementForm(request.POST or None, request.FILES or None, initial=kept)
    act = partial(agreements.change, agreement=agreement, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)


def end_instructor(request: HttpRequest, instructor_id: int) -> HttpResponse:
    """Set the last day on which somebody teaches."""
    access = _hr(request)
    instructor = get_object_or_404(Instructor, pk=instructor_id, institution__isnull=False)
    deed = Deed(
        title=_("Akhiri pengajar %(name)s") % {"name": instructor},
        lead=_("Sesudah hari itu ia tidak dapat dipilih untuk sesi. Sesi yang sudah lewat tetap mencatat namanya."),
        button=_("Akhiri"),
        done=_("%(name)s tercatat tidak mengajar lagi sesudah tanggal itu.") % {"name": instructor},
        back=reverse("institution", args=[instructor.institution_id]),
        danger=True,
    )
    act = partial(instructors.end, instructor=instructor, by=access.account, now=timezone.now())
    return perform(request, deed, EndForm(request.POST or None, initial={"on": access.day}), act)
