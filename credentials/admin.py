"""Reference tables are edited here; the ledger and certificates are only read."""

from django.contrib import admin

from credentials.models import Certificate, CertificateChange, HoursConversion, HoursEntry, HoursTarget
from pembinaan.base.admin import ReadOnlyAdmin


@admin.register(HoursConversion)
class HoursConversionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """How forms of learning become JP."""

    list_display = (
        "form_code", "international", "basis", "amount", "monthly_units", "starts_on", "ends_on", "source",
    )  # fmt: skip
    list_filter = ("international", "basis")
    search_fields = ("form_code",)
    ordering = ("form_code", "international", "starts_on")


@admin.register(HoursTarget)
class HoursTargetAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """JP a year by status."""

    list_display = ("status", "kind", "hours", "starts_on", "ends_on", "source")
    ordering = ("status", "starts_on")


@admin.register(HoursEntry)
class HoursEntryAdmin(ReadOnlyAdmin):
    """The ledger of hours."""

    list_display = ("employee", "year", "credited", "raw_hours", "conversion", "revision", "recorded_at")
    list_filter = ("year",)
    list_select_related = ("employee", "conversion")
    search_fields = ("employee__name", "employee__number")
    ordering = ("-recorded_at",)


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    """Certificates."""

    list_display = ("number", "employee", "revision", "issued_at", "revoked_at")
    list_select_related = ("employee",)
    search_fields = ("number", "employee__name", "employee__number", "code")
    ordering = ("-issued_at",)


@admin.register(CertificateChange)
class CertificateChangeAdmin(ReadOnlyAdmin):
    """The trail of certificates."""

    list_display = ("certificate", "deed", "revision", "by", "at", "reason")
    list_select_related = ("certificate", "by")
    search_fields = ("certificate__number",)
    ordering = ("-at",)
