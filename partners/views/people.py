"""BKPSDM keeps the contacts and the instructors of a partner."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.forms import ContactForm, InstructorForm
from partners.institutions import drop_contact, keep_contact, keep_instructor
from partners.models import Contact, Institution, Instructor
from people.access import Access, access_of, require
from people.views.deeds import Deed, perform


def _hr(request: HttpRequest) -> Access:
    access = access_of(request)
    require(access.is_hr)
    return access


def new_contact(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Add a contact."""
    _hr(request)
    institution = get_object_or_404(Institution, pk=institution_id)
    return _contact(request, Contact(institution=institution), _("Narahubung %(name)s") % {"name": institution})


def edit_contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Change a contact."""
    _hr(request)
    contact = get_object_or_404(Contact.objects.select_related("institution"), pk=contact_id)
    return _contact(request, contact, _("Ubah narahubung %(name)s") % {"name": contact})


def _contact(request: HttpRequest, contact: Contact, title: str) -> HttpResponse:
    deed = Deed(
        title=title,
        lead=_("Isi surel atau telepon, supaya lembaga ini dapat dihubungi."),
        button=_("Simpan"),
        done=_("Narahubung disimpan."),
        back=reverse("institution", args=[contact.institution_id]),
    )
    kept = {name: getattr(contact, name) for name in ("name", "role", "email", "phone")}
    act = partial(keep_contact, contact=contact, by=access_of(request).account, now=timezone.now())
    return perform(request, deed, ContactForm(request.POST or None, initial=kept), act)


def remove_contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    """Take a contact off."""
    access = _hr(request)
    contact = get_object_or_404(Contact.objects.select_related("institution"), pk=contact_id)
    deed = Deed(
        title=_("Hapus narahubung %(name)s") % {"name": contact},
        lead=_("%(name)s tidak lagi tampil sebagai narahubung %(partner)s.")
        % {"name": contact, "partner": contact.institution},
        button=_("Hapus"),
        done=_("Narahubung dihapus."),
        back=reverse("institution", args=[contact.institution_id]),
        danger=True,
    )
    form = forms.Form(request.POST if request.method == "POST" else None)
    act = partial(drop_contact, contact=contact, by=access.account, now=timezone.now())
    return perform(request, deed, form, act)


def new_instructor(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Add an instructor."""
    _hr(request)
    institution = get_object_or_404(Institution, pk=institution_id)
    return _instructor(request, Instructor(institution=institution), _("Pengajar %(name)s") % {"name": institution})


def edit_instructor(request: HttpRequest, instructor_id: int) -> HttpResponse:
    """Change an instructor of a partner."""
    _hr(request)
    instructor = get_object_or_404(Instructor, pk=instructor_id, institution__isnull=False)
    return _instructor(request, instructor, _("Ubah pengajar %(name)s") % {"name": instructor})


def _instructor(request: HttpRequest, instructor: Instructor, title: str) -> HttpResponse:
    deed = Deed(
        title=title,
        lead=_("Pengajar dapat dipilih saat menyusun sesi angkatan."),
        button=_("Simpan"),
        done=_("Pengajar disimpan."),
        back=reverse("institution", args=[instructor.institution_id]),
    )
    kept = {"name": instructor.name, "expertise": instructor.expertise}
    act = partial(keep_instructor, instructor=instructor, by=access_of(request).account, now=timezone.now())
    return perform(request, deed, InstructorForm(request.POST or None, initial=kept), act)
