"""BKPSDM keeps the accounts of a partner's staff: invite, end, a new code."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners import staff
from partners.errors import StaffError
from partners.forms import InvitationForm
from partners.models import Institution, PartnerStaff
from people.access import Access, access_of, require
from people.activation import VALID_FOR, ActivationError, in_groups, reset
from people.forms.records import EndForm
from people.models import Account
from people.views.deeds import Deed, perform


def _hr(request: HttpRequest) -> Access:
    access = access_of(request)
    require(access.is_hr)
    return access


@never_cache
def invite(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Give somebody an account; its code is shown once."""
    access = _hr(request)
    institution = get_object_or_404(Institution, pk=institution_id)
    back = reverse("institution", args=[institution.pk])
    form = InvitationForm(request.POST or None, initial={"starts_on": access.day})
    if request.method == "POST" and form.is_valid():
        try:
            invitation = staff.invite(
                institution=institution, by=access.account, now=timezone.now(), **form.cleaned_data
            )
        except StaffError as refusal:
            form.add_error(None, refusal.message)
        else:
            return _show(request, invitation.post.account, invitation.code, back)
    deed = Deed(
        title=_("Undang staf %(name)s") % {"name": institution},
        lead=_("Ia hanya melihat angkatan lembaganya sendiri: peserta, sesi, materi, dan kehadiran."),
        button=_("Buat akun"),
        done="",
        back=back,
    )
    return render(request, "people/deed.html", {"deed": deed, "form": form})


def end(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Set somebody's last day."""
    access = _hr(request)
    post = get_object_or_404(PartnerStaff.objects.select_related("account", "institution"), pk=staff_id)
    deed = Deed(
        title=_("Akhiri akun %(name)s") % {"name": post.account},
        lead=_(
            "Sesudah hari terakhirnya ia tidak dapat masuk lagi. Isi tanggal kemarin bila harus berhenti sekarang juga."
        ),
        button=_("Akhiri"),
        done=_("Akun %(name)s diakhiri.") % {"name": post.account},
        back=reverse("institution", args=[post.institution_id]),
        danger=True,
    )
    act = partial(staff.end, post=post, by=access.account, now=timezone.now())
    return perform(request, deed, EndForm(request.POST or None, initial={"on": access.day}), act)


@never_cache
def new_code(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Ask, then take back the password, if any, and show a new code once."""
    access = _hr(request)
    post = get_object_or_404(PartnerStaff.objects.select_related("account"), pk=staff_id)
    back = reverse("institution", args=[post.institution_id])
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            code = reset(account=post.account, by=access.account, now=timezone.now())
        except ActivationError as refusal:
            form.add_error(None, refusal.message)
        else:
            return _show(request, post.account, code, back)
    deed = Deed(
        title=_("Kode baru untuk %(name)s") % {"name": post.account},
        lead=_(
            "Kata sandi dan autentikatornya, bila ada, dihapus, dan ia dikeluarkan dari semua perangkat. "
            "Anda mendapat kode baru untuk diserahkan langsung kepadanya."
        ),
        button=_("Buat kode baru"),
        done="",
        back=back,
        danger=True,
    )
    return render(request, "people/deed.html", {"deed": deed, "form": form})


def _show(request: HttpRequest, account: Account, code: str, back: str) -> HttpResponse:
    days = VALID_FOR.days
    shown = in_groups(code) if code else ""
    return render(request, "partners/staff_code.html", {"account": account, "code": shown, "days": days, "back": back})
