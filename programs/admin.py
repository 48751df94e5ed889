"""Records and look-ups. States are read-only here and change by actions that call use cases."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.base.admin import ReadOnlyAdmin, RefusalAdmin
from pembinaan.base.errors import DomainError
from people.access import access_of
from programs import batches, closing
from programs.applications import approval
from programs.models import (
    AnswerDeadline,
    Attendance,
    Batch,
    Cost,
    CostKind,
    Enrollment,
    Need,
    Plan,
    PlannedProgram,
    Program,
    Room,
    Session,
    TrainingType,
)


def _each(request: HttpRequest, rows: QuerySet[Any], act: Callable[[Any], object]) -> None:
    """Call the use case for each row; say how many went through and why others did not."""
    done = 0
    for row in rows:
        try:
            act(row)
            done += 1
        except DomainError as refusal:
            messages.error(request, f"{row}: {refusal.message}")
    messages.success(request, _("%(n)d berhasil.") % {"n": done})


@admin.register(TrainingType)
class TrainingTypeAdmin(RefusalAdmin):
    """Forms of competency development."""

    list_display = ("code", "name", "path", "siasn_training_type_id")
    list_filter = ("path",)
    search_fields = ("code", "name")
    ordering = ("code",)


@admin.register(AnswerDeadline)
class AnswerDeadlineAdmin(RefusalAdmin):
    """After how many days a request is reminded of and escalated; rows with dates."""

    list_display = ("starts_on", "ends_on", "remind_after_days", "escalate_after_days")
    ordering = ("-starts_on",)


@admin.register(Program)
class ProgramAdmin(RefusalAdmin):
    """Programs."""

    list_display = ("title", "training_type", "learning_hours", "institution", "published")
    list_filter = ("published", "competency", "training_type__path")
    list_select_related = ("training_type", "institution")
    search_fields = ("title", "code")
    ordering = ("title",)


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin):
    """Batches; made and changed on their own pages."""

    list_display = ("program", "number", "starts_on", "ends_on", "seats", "state")
    list_filter = ("state",)
    list_select_related = ("program",)
    search_fields = ("program__title", "program__code")
    ordering = ("-starts_on", "pk")
    actions = ("open_enrollment", "close")

    @admin.action(description=gettext_lazy("Buka pendaftaran"))
    def open_enrollment(self, request: HttpRequest, queryset: QuerySet[Batch]) -> None:
        """Open the chosen drafts."""
        by, now = access_of(request).account, timezone.now()
        _each(request, queryset, lambda batch: batches.open_enrollment(batch=batch, by=by, now=now))

    @admin.action(description=gettext_lazy("Tutup angkatan"))
    def close(self, request: HttpRequest, queryset: QuerySet[Batch]) -> None:
        """Close the chosen batches."""
        by, now = access_of(request).account, timezone.now()
        _each(request, queryset, lambda batch: closing.close(batch=batch, by=by, now=now))


@admin.register(Room)
class RoomAdmin(RefusalAdmin):
    """Rooms for sessions."""

    list_display = ("name", "address", "capacity", "active")
    list_filter = ("active",)
    search_fields = ("name", "address")
    ordering = ("name",)


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Sessions."""

    list_display = ("title", "batch", "starts_at", "ends_at", "room", "place", "instructor", "cancelled")
    list_select_related = ("batch__program", "instructor", "room")
    search_fields = ("title", "batch__program__title")
    ordering = ("-starts_at", "pk")


@admin.register(Enrollment)
class EnrollmentAdmin(ReadOnlyAdmin):
    """Applications."""

    list_display = ("employee", "batch", "unit", "state", "queue_number", "requested_at")
    list_filter = ("state",)
    list_select_related = ("employee", "batch__program", "unit")
    search_fields = ("employee__name", "employee__number", "batch__program__title")
    ordering = ("-requested_at", "pk")
    actions = ("approve",)

    @admin.action(description=gettext_lazy("Setujui"))
    def approve(self, request: HttpRequest, queryset: QuerySet[Enrollment]) -> None:
        """Approve the chosen applications."""
        by, now = access_of(request).account, timezone.now()
        waiting = queryset.select_related("batch__program", "employee", "unit").order_by("requested_at", "pk")
        _each(request, waiting, lambda enrollment: approval.approve(enrollment=enrollment, by=by, now=now))


@admin.register(Attendance)
class AttendanceAdmin(ReadOnlyAdmin):
    """Presence."""

    list_display = ("session", "enrollment", "present", "marked_by", "marked_at")
    list_filter = ("present",)
    list_select_related = ("session", "enrollment__employee", "enrollment__batch__program", "marked_by")
    search_fields = ("enrollment__employee__name", "session__title")
    ordering = ("-marked_at", "pk")


@admin.register(Need)
class NeedAdmin(ReadOnlyAdmin):
    """Stated gaps."""

    list_display = ("competency", "employee", "unit", "year", "gap")
    list_filter = ("year", "kind")
    list_select_related = ("employee", "unit")
    search_fields = ("competency", "employee__name", "unit__name")
    ordering = ("-year", "competency", "pk")


@admin.register(CostKind)
class CostKindAdmin(RefusalAdmin):
    """What training money is spent on: the city's own list."""

    list_display = ("name", "code", "position", "in_use")
    list_filter = ("in_use",)
    search_fields = ("name", "code")
    ordering = ("position", "pk")


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    """Yearly plans; made and changed on their own pages."""

    list_display = ("year", "state", "decree_number", "decree_on")
    list_filter = ("state",)
    search_fields = ("decree_number",)
    ordering = ("-year",)


@admin.register(PlannedProgram)
class PlannedProgramAdmin(ReadOnlyAdmin):
    """Proposals and planned programs."""

    list_display = ("title", "plan", "quarter", "people", "origin", "state")
    list_filter = ("state", "origin", "plan")
    list_select_related = ("plan",)
    search_fields = ("title", "target_group")
    ordering = ("-proposed_at", "pk")


@admin.register(Cost)
class CostAdmin(ReadOnlyAdmin):
    """What batches cost, the lines taken back too."""

    list_display = ("batch", "kind", "amount", "spent_on", "by", "void_reason")
    list_filter = ("kind",)
    list_select_related = ("batch__program", "kind", "by")
    search_fields = ("batch__program__title", "note")
    ordering = ("-at", "pk")
