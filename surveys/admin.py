"""Reference tables and plans are edited here; answers, files and published questionnaires only looked up."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import surveys.reporting.admin  # noqa: F401  registers its own
from pembinaan.base.admin import ReadOnlyAdmin, RefusalAdmin
from surveys.models import (
    ComplaintRule,
    Element,
    GradeBandRow,
    ImportedFile,
    ImprovementPlan,
    Item,
    ItemWording,
    Questionnaire,
    QuestionnaireVersion,
    RespondentOption,
    Response,
    Service,
    SurveyPeriod,
    SurveyRule,
)
from surveys.publishing import PublishError, publish


@admin.register(Element)
class ElementAdmin(RefusalAdmin):
    """The elements; their keys stay, because answers and reports know them by key."""

    list_display = ("position", "name", "short_name", "key")
    ordering = ("position",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The key is chosen once."""
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: figures of the past need it."""
        return False


@admin.register(GradeBandRow)
class GradeBandAdmin(RefusalAdmin):
    """The grade table with its validity."""

    list_display = ("scheme", "grade", "name", "lowest", "highest", "starts_on", "ends_on", "regulation")
    ordering = ("-starts_on", "-lowest")


@admin.register(SurveyRule)
class SurveyRuleAdmin(RefusalAdmin):
    """Weight, least answers, days of grace, how the city's figure is formed."""

    list_display = ("starts_on", "ends_on", "weight", "minimum_answers", "grace_days", "city_method", "period_kind")
    ordering = ("-starts_on",)


@admin.register(ComplaintRule)
class ComplaintRuleAdmin(RefusalAdmin):
    """What the city promises about complaints."""

    list_display = ("starts_on", "ends_on", "answer_within_days", "keep_at_most_days", "most_a_day")
    ordering = ("-starts_on",)


@admin.register(RespondentOption)
class RespondentOptionAdmin(RefusalAdmin):
    """What the optional questions about the respondent offer."""

    list_display = ("field", "position", "label", "label_en", "label_ms", "is_offered")
    list_filter = ("field",)
    ordering = ("field", "position")


@admin.register(Service)
class ServiceAdmin(RefusalAdmin):
    """The services of units."""

    list_display = ("name", "unit", "code", "starts_on", "ends_on")
    list_select_related = ("unit",)
    search_fields = ("name", "code", "also_called", "unit__name", "unit__code")
    raw_id_fields = ("unit",)
    ordering = ("unit__name", "name")


@admin.register(SurveyPeriod)
class SurveyPeriodAdmin(RefusalAdmin):
    """Periods for which figures are published."""

    list_display = ("code", "kind", "starts_on", "ends_on")
    list_filter = ("kind",)
    ordering = ("-starts_on",)


@admin.register(ImprovementPlan)
class ImprovementPlanAdmin(RefusalAdmin):
    """What units do about weak elements."""

    list_display = ("action", "unit", "element", "due_on", "done_on")
    list_filter = ("element",)
    list_select_related = ("unit", "element")
    search_fields = ("action", "unit__name", "unit__code")
    raw_id_fields = ("unit",)
    exclude = ("evidence_file",)
    ordering = ("-due_on",)


@admin.register(Questionnaire)
class QuestionnaireAdmin(RefusalAdmin):
    """Questionnaires; what they ask stands in their versions."""

    list_display = ("code", "name", "scale", "asked_everywhere", "starts_on", "ends_on")
    raw_id_fields = ("units",)
    ordering = ("code",)


class ItemInline(admin.TabularInline):  # type: ignore[type-arg]
    """The items of a version, in the answers' order."""

    model = Item
    extra = 0
    ordering = ("position",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft changes."""
        return not (obj and obj.published_at) and super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft changes."""
        return not (obj and obj.published_at) and super().has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft changes."""
        return not (obj and obj.published_at) and super().has_delete_permission(request, obj)


@admin.register(QuestionnaireVersion)
class QuestionnaireVersionAdmin(RefusalAdmin):
    """Versions: a draft is edited here and published by the action."""

    list_display = ("questionnaire", "number", "item_count", "published_at")
    list_select_related = ("questionnaire",)
    readonly_fields = ("published_at", "item_count")
    inlines = (ItemInline,)
    actions = ("publish_drafts",)
    ordering = ("questionnaire", "-number")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft can go."""
        return not (obj and obj.published_at) and super().has_delete_permission(request, obj)

    @admin.action(description=_("Terbitkan (sesudah itu tidak dapat diubah)"), permissions=["change"])
    def publish_drafts(self, request: HttpRequest, versions: QuerySet[QuestionnaireVersion]) -> None:
        """Publish the chosen drafts."""
        for version in versions:
            try:
                publish(version=version, now=timezone.now())
            except PublishError as refusal:
                messages.error(request, f"{version}: {refusal.message}")


@admin.register(ItemWording)
class ItemWordingAdmin(RefusalAdmin):
    """Questions and answers by language; those of a published version stay as they are."""

    list_display = ("item", "language", "question")
    list_filter = ("language", "item__version")
    list_select_related = ("item__element",)
    ordering = ("item__version", "item__position", "language")


@admin.register(ImportedFile)
class ImportedFileAdmin(ReadOnlyAdmin):
    """Files whose answers were taken in."""

    list_display = ("name", "unit", "period", "row_count", "imported_at")
    list_select_related = ("unit", "period")
    ordering = ("-imported_at",)


@admin.register(Response)
class ResponseAdmin(ReadOnlyAdmin):
    """Answers: never edited. No search by text here: comments are read on the unit's own pages."""

    list_display = ("day", "unit", "service", "channel", "scores")
    list_filter = ("channel",)
    list_select_related = ("unit", "service")
    show_full_result_count = False
    ordering = ("-pk",)
