"""Materials of a batch: the page to keep them, and the files for those who have a seat."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents.files import download
from documents.uploads import CONTENT_TYPES, UploadError
from partners.access import partner_institution_id
from people.access import access_of, require
from programs.access import may_keep_materials
from programs.errors import EnrollmentError, MaterialError
from programs.models import Batch, Material
from programs.partnering import materials
from programs.partnering.forms_partners import MaterialForm


@require_http_methods(["GET", "POST"])
def batch_materials(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The batch's files; whoever runs or teaches it adds one, and sees who removed what."""
    access = access_of(request)
    visible = Batch.objects.visible_to(access, partner_institution_id(access))
    batch = get_object_or_404(visible.select_related("program"), pk=batch_id)
    keeps = may_keep_materials(access, batch)
    shown = Material.objects.visible_to(access, partner_institution_id(access)).filter(batch=batch)
    form = MaterialForm(request.POST or None, request.FILES or None) if keeps else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            materials.add(batch=batch, by=access.account, now=timezone.now(), **form.cleaned_data)
        except (UploadError, MaterialError, EnrollmentError) as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Materi ditambahkan. Peserta dapat mengunduhnya sekarang."))
            return redirect("materials", batch_id=batch.pk)
    removed = shown.filter(removed_at__isnull=False).select_related("removed_by").order_by("-removed_at", "-pk")
    context = {
        "batch": batch,
        "materials": shown.in_use().select_related("file", "added_by"),
        "removed": removed if keeps else [],
        "form": form,
        "kinds": ", ".join(kind.upper() for kind in CONTENT_TYPES),
        "limit": materials.MOST_MEGABYTES,
        "of_partner": partner_institution_id(access) is not None,
    }
    return render(request, "programs/materials.html", context)


@require_GET
def material(request: HttpRequest, material_id: int) -> FileResponse:
    """One file, for those who may see it; nobody else learns that it is there."""
    access = access_of(request)
    visible = Material.objects.visible_to(access, partner_institution_id(access)).in_use()
    return download(get_object_or_404(visible.select_related("file"), pk=material_id).file)


@require_http_methods(["GET", "POST"])
def remove_material(request: HttpRequest, material_id: int) -> HttpResponse:
    """Say what is lost, then remove."""
    access = access_of(request)
    visible = Material.objects.visible_to(access, partner_institution_id(access)).in_use()
    found = get_object_or_404(visible.select_related("batch__program", "file"), pk=material_id)
    require(may_keep_materials(access, found.batch))
    if request.method == "POST":
        materials.remove(material=found, by=access.account, now=timezone.now())
        messages.success(request, _("Materi “%(title)s” dihapus.") % {"title": found.title})
        return redirect("materials", batch_id=found.batch_id)
    return render(request, "programs/material_remove.html", {"material": found})
