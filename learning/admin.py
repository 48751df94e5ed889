"""Lessons are edited here; who finished what is only read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from learning.models import Lesson, LessonCompletion


@admin.register(Lesson)
class LessonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Lessons of programs."""

    list_display = ("title", "program", "position", "kind", "minimum_minutes", "published")
    list_filter = ("kind", "published")
    search_fields = ("title", "program__title")
    list_select_related = ("program",)
    ordering = ("program__title", "position")


@admin.register(LessonCompletion)
class LessonCompletionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read-only: written by the participant alone."""

    list_display = ("enrollment", "lesson", "completed_at")
    list_select_related = ("enrollment__employee", "enrollment__batch__program", "lesson")
    search_fields = ("enrollment__employee__name", "lesson__title")
    ordering = ("-completed_at",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False
