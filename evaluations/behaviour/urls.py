"""Addresses of reviews of behaviour."""

from django.urls import path

from evaluations.behaviour import colleague_views, evidence_views, overdue_views, schedule_views, totals_views, views

urlpatterns = [
    path("", views.behaviour_reviews, name="behaviour_reviews"),
    path("hasil/", totals_views.behaviour_totals, name="behaviour_totals"),
    path("terlambat/", overdue_views.behaviour_overdue, name="behaviour_overdue"),
    path("terlambat/<int:review>/", overdue_views.behaviour_remind, name="behaviour_remind"),
    path("jadwal/", schedule_views.behaviour_schedules, name="behaviour_schedules"),
    path("jadwal/<slug:code>/", schedule_views.behaviour_schedule, name="behaviour_schedule"),
    path("<int:review>/", views.behaviour_review, name="behaviour_review"),
    path("<int:review>/rekan/", colleague_views.behaviour_colleagues, name="behaviour_colleagues"),
    path("<int:review>/rekan/hapus/", colleague_views.behaviour_drop, name="behaviour_drop"),
    path("<int:review>/pilih/", views.behaviour_pick, name="behaviour_pick"),
    path("<int:review>/rencana/", views.behaviour_plan, name="behaviour_plan"),
    path("<int:review>/bukti/<int:evidence>/", evidence_views.behaviour_file, name="behaviour_file"),
    path(
        "<int:review>/bukti/<int:evidence>/hapus/",
        evidence_views.behaviour_file_removal,
        name="behaviour_file_removal",
    ),
]
