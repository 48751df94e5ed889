"""Identity, signatories and number patterns are edited here; numbers, files, charts and jobs only looked up."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.charts import draw_again
from documents.files import store
from documents.forms import CityIdentityForm
from documents.identity import forget
from documents.models import (
    Chart,
    CityIdentity,
    IssuedNumber,
    Job,
    NumberPattern,
    NumberSequence,
    Signatory,
    StoredFile,
)
from pembinaan.base.admin import ReadOnlyAdmin


@admin.register(CityIdentity)
class CityIdentityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Whose system this is."""

    form = CityIdentityForm
    list_display = ("name", "system_name", "active")
    ordering = ("-active", "name")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A city has one identity: it is changed, not added to."""
        return not CityIdentity.objects.exists() and super().has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: CityIdentity | None = None) -> bool:
        """Nobody: letters and certificates carry it."""
        return False

    def save_model(self, request: HttpRequest, obj: CityIdentity, form: CityIdentityForm, change: bool) -> None:
        """Keep the new crest, if any, with the rest."""
        file = form.cleaned_data.get("new_logo")
        if file:
            obj.logo = store(name=file.name, content_type=file.content_type, content=file.read(), now=timezone.now())
        super().save_model(request, obj, form, change)
        forget()


@admin.register(Signatory)
class SignatoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who signs what."""

    list_display = ("kind", "name", "position_title", "starts_on", "ends_on")
    list_filter = ("kind",)
    raw_id_fields = ("unit",)
    ordering = ("kind", "-starts_on")


@admin.register(NumberPattern)
class NumberPatternAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """How numbers look."""

    list_display = ("kind", "pattern", "nature", "classification", "starts_on", "ends_on")
    list_filter = ("kind",)
    ordering = ("kind", "-starts_on")


@admin.register(NumberSequence)
class NumberSequenceAdmin(ReadOnlyAdmin):
    """How far numbers have come; a city that begins in mid-year says once where it stands."""

    list_display = ("kind", "year", "last")
    ordering = ("-year", "kind")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """As for any record: once for each kind and year, before its first number."""
        return admin.ModelAdmin.has_add_permission(self, request)


@admin.register(IssuedNumber)
class IssuedNumberAdmin(ReadOnlyAdmin):
    """Numbers that were given out."""

    list_display = ("number", "kind", "year", "seq", "issued_at")
    list_filter = ("kind", "year")
    search_fields = ("number",)
    ordering = ("-issued_at", "-pk")


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    """Files, without a way to read them: that is their owner's matter."""

    list_display = ("name", "content_type", "size", "stored_at")
    fields = ("name", "content_type", "size", "sha256", "stored_at")
    search_fields = ("name", "sha256")
    ordering = ("-stored_at", "-pk")


@admin.register(Chart)
class ChartAdmin(ReadOnlyAdmin):
    """Charts and why one is missing."""

    list_display = ("digest", "wanted_at", "rendered_at", "attempts", "last_failure")
    fields = ("digest", "spec", "wanted_at", "rendered_at", "attempts", "last_failure")
    ordering = ("-wanted_at", "-pk")
    actions = ("try_again",)

    @admin.action(description=_("Gambar lagi yang belum berhasil"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Chart]) -> None:
        """Give charts that failed three times another three tries."""
        count = draw_again(chart_ids=list(queryset.values_list("pk", flat=True)))
        self.message_user(request, _("%(count)d grafik akan digambar lagi.") % {"count": count})


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Long work."""

    list_display = ("title", "kind", "state", "done", "total", "started_by", "requested_at")
    list_filter = ("state", "kind")
    list_select_related = ("started_by",)
    ordering = ("-requested_at", "-pk")
