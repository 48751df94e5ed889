"""When programs ask about behaviour is kept here; answers are read on their own pages."""

from django.contrib import admin

from evaluations.models import BehaviourSchedule, EvaluationReport, EvaluationReportRun
from pembinaan.base.admin import ReadOnlyAdmin, RefusalAdmin


@admin.register(BehaviourSchedule)
class BehaviourScheduleAdmin(RefusalAdmin):
    """Months and questionnaire of a program."""

    list_display = ("program", "months", "questionnaire")
    list_select_related = ("program", "questionnaire")
    raw_id_fields = ("program",)
    ordering = ("program__title",)


@admin.register(EvaluationReport)
class EvaluationReportAdmin(ReadOnlyAdmin):
    """Reports that were made."""

    list_display = ("label", "kind", "version", "code_version", "made_at")
    list_filter = ("kind",)
    search_fields = ("label", "digest")
    ordering = ("-made_at", "-pk")


@admin.register(EvaluationReportRun)
class EvaluationReportRunAdmin(ReadOnlyAdmin):
    """Runs that were asked for."""

    list_display = ("title", "occasion", "cause", "requested_by", "requested_at")
    list_filter = ("occasion",)
    list_select_related = ("requested_by",)
    ordering = ("-pk",)
