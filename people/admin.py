"""The records of the people room in the admin. Moves, roles and accounts change only by their use cases."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pembinaan.base.admin import ReadOnlyAdmin
from people.accounts import follow_employee
from people.history import changes_of
from people.models import (
    Absence,
    Account,
    Assignment,
    Employee,
    Grade,
    Headship,
    ImportDraft,
    Position,
    RankHolding,
    Role,
    Sector,
    Unit,
)
from people.numbers import grouped


class Record(admin.ModelAdmin):  # type: ignore[type-arg]
    """One kind of record."""


class KeptForever(Record):
    """Records that other rooms lean on are ended, not deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes them here."""
        return False


@admin.register(Sector)
class SectorAdmin(Record):
    """Groups of units for reports."""

    list_display = ["name", "code", "serves_public"]
    search_fields = ["name", "code"]
    ordering = ["name"]


@admin.register(Unit)
class UnitAdmin(KeptForever):
    """Units; mergers happen on the units' page."""

    list_display = ["code", "name", "kind", "sector", "parent", "starts_on", "ends_on"]
    list_display_links = ["code", "name"]
    list_select_related = ["sector", "parent"]
    list_filter = ["kind", "sector"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent", "sector", "answered_by"]
    readonly_fields = ["merged_into"]
    date_hierarchy = "starts_on"
    ordering = ["code"]


@admin.register(Position)
class PositionAdmin(Record):
    """Posts as the city names them."""

    list_display = ["name", "kind"]
    list_filter = ["kind"]
    search_fields = ["name"]
    ordering = ["name"]


@admin.register(Grade)
class GradeAdmin(Record):
    """Pay grades and rank titles."""

    list_display = ["code", "rank_title", "scheme", "level"]
    list_filter = ["scheme"]
    search_fields = ["code", "rank_title"]
    ordering = ["scheme", "level"]


@admin.register(Employee)
class EmployeeAdmin(KeptForever):
    """Employees; where they serve changes on their own page."""

    list_display = ["name", "number_in_groups", "status", "email"]
    list_filter = ["status"]
    search_fields = ["name", "number", "email"]
    ordering = ["name", "pk"]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The admin's own list with what changed from what to what above it."""
        employee = self.get_object(request, unquote(object_id))
        changes = changes_of(employee) if employee else []
        return super().history_view(request, object_id, {**(extra_context or {}), "changes": changes})

    @admin.display(description=_("NIP / NI PPPK"), ordering="number")
    def number_in_groups(self, employee: Employee) -> str:
        """The number as it is written on paper."""
        return grouped(employee.number or "")

    def save_model(self, request: HttpRequest, obj: Employee, form: Any, change: bool) -> None:
        """Keep the record; the account follows a new name or number."""
        super().save_model(request, obj, form, change)
        follow_employee(employee=obj, now=timezone.now())


class OfAnEmployee(Record):
    """Dated rows of one person: whose they are is fixed, their dates may be corrected."""

    search_fields = ["employee__name", "employee__number"]
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "-pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A row does not change hands."""
        return ["employee"] if obj else []


@admin.register(Assignment)
class AssignmentAdmin(OfAnEmployee):
    """Who worked where when."""

    list_display = ["employee", "unit", "position", "main", "starts_on", "ends_on"]
    list_select_related = ["employee", "unit", "position"]
    list_filter = ["main", "position__kind"]
    autocomplete_fields = ["employee", "unit", "position"]


@admin.register(RankHolding)
class RankHoldingAdmin(OfAnEmployee):
    """Who held which grade when."""

    list_display = ["employee", "grade", "starts_on", "ends_on"]
    list_select_related = ["employee", "grade"]
    list_filter = ["grade__scheme"]
    autocomplete_fields = ["employee", "grade"]


@admin.register(Headship)
class HeadshipAdmin(OfAnEmployee):
    """Who led which unit when."""

    list_display = ["unit", "employee", "acting", "starts_on", "ends_on"]
    list_select_related = ["unit", "employee"]
    list_filter = ["acting"]
    search_fields = ["employee__name", "employee__number", "unit__name", "unit__code"]
    autocomplete_fields = ["employee", "unit"]


@admin.register(Absence)
class AbsenceAdmin(ReadOnlyAdmin):
    """Which heads are away, and who decides for them."""

    list_display = ["employee", "deputy", "reason", "starts_on", "ends_on", "withdrawn_at"]
    list_select_related = ["employee", "deputy"]
    list_filter = ["reason"]
    search_fields = ["employee__name", "employee__number", "deputy__name"]
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "-pk"]


@admin.register(Role)
class RoleAdmin(ReadOnlyAdmin):
    """Who holds which role."""

    list_display = ["account", "kind", "unit", "starts_on", "ends_on"]
    list_select_related = ["account", "unit"]
    list_filter = ["kind"]
    search_fields = ["account__name", "account__username", "unit__name"]
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "-pk"]


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    """Accounts and when they were last used."""

    list_display = ["username", "name", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "name", "email"]
    fields = ["username", "name", "email", "employee", "is_active", "is_staff", "date_joined", "last_login"]
    date_hierarchy = "date_joined"
    ordering = ["name", "pk"]


@admin.register(ImportDraft)
class ImportDraftAdmin(ReadOnlyAdmin):
    """What was imported by whom; the files themselves are gone."""

    list_display = ["filename", "kind", "owner", "created_at", "applied_at"]
    list_select_related = ["owner"]
    list_filter = ["kind"]
    search_fields = ["filename", "digest"]
    fields = ["filename", "kind", "owner", "digest", "effective_on", "created_at", "applied_at"]
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
