"""Addresses of the survey's office; a unit's code comes after every fixed word of the same place."""

from django.urls import path

from surveys.office import comment_views, dashboard_views, overview_views, plan_views, target_views

UNIT = "kelola/survei/<str:unit_code>/"

urlpatterns = [
    path("kelola/survei/", overview_views.offices, name="survey_offices"),
    path("kelola/sasaran-survei/", target_views.import_targets, name="import_targets"),
    path(UNIT, dashboard_views.dashboard, name="survey_office"),
    path(f"{UNIT}sasaran/", target_views.targets, name="survey_targets"),
    path(f"{UNIT}sasaran/salin/", target_views.copy_targets, name="copy_targets"),
    path(f"{UNIT}sasaran/<int:pk>/hapus/", target_views.remove_target, name="remove_target"),
    path(f"{UNIT}saran/", comment_views.comments, name="survey_comments"),
    path(f"{UNIT}saran/<int:pk>/sembunyikan/", comment_views.hide_comment, name="hide_comment"),
    path(f"{UNIT}saran/<int:pk>/tampilkan/", comment_views.show_comment, name="show_comment"),
    path(f"{UNIT}rencana/", plan_views.plans, name="improvement_plans"),
    path(f"{UNIT}rencana/baru/", plan_views.new_plan, name="new_improvement_plan"),
    path(f"{UNIT}rencana/<int:pk>/", plan_views.plan, name="improvement_plan"),
    path(f"{UNIT}rencana/<int:pk>/ubah/", plan_views.change_plan, name="change_improvement_plan"),
    path(f"{UNIT}rencana/<int:pk>/selesai/", plan_views.finish_plan, name="finish_improvement_plan"),
    path(f"{UNIT}rencana/<int:pk>/buka/", plan_views.reopen_plan, name="reopen_improvement_plan"),
    path(f"{UNIT}rencana/<int:pk>/bukti/", plan_views.evidence, name="plan_evidence"),
]
