"""Addresses of evaluation."""

from django.urls import path, re_path

from evaluations import method_views, views
from evaluations.behaviour import views as behaviour_views
from evaluations.reaction import views as reaction_views
from evaluations.reporting import page_views
from evaluations.reporting.scopes import PATTERN

urlpatterns = [
    path("evaluasi/", views.evaluations, name="evaluations"),
    path("evaluasi/<slug:code>/", views.evaluation, name="evaluation"),
    path("metode/pengaruh/", method_views.impact_method, name="impact_method"),
    path("tanggapan/", reaction_views.reactions, name="reactions"),
    path("tanggapan/<int:batch>/", reaction_views.reaction, name="reaction"),
    path("tanggapan/<int:batch>/hasil/", reaction_views.reaction_results, name="reaction_results"),
    path("perilaku/", behaviour_views.behaviour_reviews, name="behaviour_reviews"),
    path("perilaku/hasil/", behaviour_views.behaviour_totals, name="behaviour_totals"),
    path("perilaku/<int:review>/", behaviour_views.behaviour_review, name="behaviour_review"),
    path("perilaku/<int:review>/rekan/", behaviour_views.behaviour_colleagues, name="behaviour_colleagues"),
    path("perilaku/<int:review>/pilih/", behaviour_views.behaviour_pick, name="behaviour_pick"),
    path("perilaku/<int:review>/rencana/", behaviour_views.behaviour_plan, name="behaviour_plan"),
    re_path(rf"^laporan-evaluasi/(?P<scope>{PATTERN})/$", page_views.report_page, name="evaluation_report"),
]
