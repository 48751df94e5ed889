"""How reports look is edited here; reports and runs are only looked up."""

from django.contrib import admin

from pembinaan.base.admin import ReadOnlyAdmin, RefusalAdmin
from surveys.models import ReportLayout, ReportRun, UnitReport


@admin.register(ReportLayout)
class ReportLayoutAdmin(RefusalAdmin):
    """Order of chapters, numbering of elements, lengths."""

    list_display = ("starts_on", "ends_on", "element_numbering", "recap_rows", "comment_samples")
    ordering = ("-starts_on",)


@admin.register(UnitReport)
class UnitReportAdmin(ReadOnlyAdmin):
    """Reports that were made."""

    list_display = ("unit", "period", "version", "publication", "answer_count", "index", "made_at")
    list_select_related = ("unit",)
    search_fields = ("unit__name", "unit__code", "digest")
    ordering = ("-made_at", "-pk")


@admin.register(ReportRun)
class ReportRunAdmin(ReadOnlyAdmin):
    """Runs that were asked for."""

    list_display = ("period", "unit", "sector", "requested_by", "requested_at")
    list_select_related = ("unit", "sector", "requested_by")
    ordering = ("-pk",)
