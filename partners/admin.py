"""Records of partners; a rule of the database that refuses is shown as its sentence."""

from django.contrib import admin

from partners.models import Agreement, Institution, Instructor, PartnerStaff
from pembinaan.base.admin import RefusalAdmin


@admin.register(Institution)
class InstitutionAdmin(RefusalAdmin):
    """Partner institutions."""

    list_display = ("name", "code", "kind")
    list_filter = ("kind",)
    search_fields = ("name", "code")
    ordering = ("name",)


@admin.register(Agreement)
class AgreementAdmin(RefusalAdmin):
    """Agreements; shortening one below its batches is refused."""

    list_display = ("number", "institution", "kind", "starts_on", "ends_on")
    list_filter = ("kind",)
    search_fields = ("number", "institution__name")
    list_select_related = ("institution",)
    readonly_fields = ("signed",)
    ordering = ("-ends_on", "number")


@admin.register(Instructor)
class InstructorAdmin(RefusalAdmin):
    """Who teaches."""

    list_display = ("name", "institution", "employee", "expertise")
    search_fields = ("name", "expertise")
    list_select_related = ("institution", "employee")
    raw_id_fields = ("employee",)
    ordering = ("name",)


@admin.register(PartnerStaff)
class PartnerStaffAdmin(RefusalAdmin):
    """Accounts that work for a partner."""

    list_display = ("account", "institution", "starts_on", "ends_on")
    search_fields = ("account__name", "account__username", "institution__name")
    list_select_related = ("institution", "account")
    raw_id_fields = ("account",)
    ordering = ("institution__name", "account__name")
