"""Rules and badges are edited here; the ledger is only read."""

from django.contrib import admin

from pembinaan.base.admin import ReadOnlyAdmin
from rewards.models import Badge, BadgeAward, PointEntry, PointRule


@admin.register(PointRule)
class PointRuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """How many points a deed earns."""

    list_display = ("cause", "points_per_hour", "starts_on", "ends_on", "source")
    ordering = ("cause", "starts_on")


@admin.register(Badge)
class BadgeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Badges."""

    list_display = ("name", "code", "description")
    ordering = ("name",)


@admin.register(PointEntry)
class PointEntryAdmin(ReadOnlyAdmin):
    """The ledger of points."""

    list_display = ("employee", "certificate", "revision", "points", "recorded_at")
    list_select_related = ("employee", "certificate")
    search_fields = ("employee__name", "certificate__number")
    ordering = ("-recorded_at",)


@admin.register(BadgeAward)
class BadgeAwardAdmin(ReadOnlyAdmin):
    """Who earned which badge."""

    list_display = ("employee", "badge", "earned_on", "withdrawn_on")
    list_select_related = ("employee", "badge")
    search_fields = ("employee__name",)
    ordering = ("-earned_on",)
