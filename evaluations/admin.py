"""When programs ask about behaviour is kept here; answers are read on their own pages."""

from django.contrib import admin

from evaluations.models import BehaviourSchedule
from pembinaan.base.admin import RefusalAdmin


@admin.register(BehaviourSchedule)
class BehaviourScheduleAdmin(RefusalAdmin):
    """Months and questionnaire of a program."""

    list_display = ("program", "months", "questionnaire")
    list_select_related = ("program", "questionnaire")
    raw_id_fields = ("program",)
    ordering = ("program__title",)
