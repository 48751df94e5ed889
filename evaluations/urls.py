"""Addresses of evaluation."""

from django.urls import include, path, re_path

from evaluations import run_views, views
from evaluations.method import views as method_views
from evaluations.reporting import page_views
from evaluations.reporting.scopes import PATTERN

urlpatterns = [
    path("evaluasi/", views.evaluations, name="evaluations"),
    path("evaluasi/perhitungan/", run_views.impact_runs, name="impact_runs"),
    path("evaluasi/perhitungan/mulai/", run_views.impact_run_start, name="impact_run_start"),
    path("evaluasi/<slug:code>/", views.evaluation, name="evaluation"),
    path("metode/pengaruh/", method_views.impact_method, name="impact_method"),
    path("tes/", include("evaluations.knowledge.urls")),
    path("tanggapan/", include("evaluations.reaction.urls")),
    path("perilaku/", include("evaluations.behaviour.urls")),
    path("laporan-evaluasi/", include("evaluations.reporting.urls")),
    path("laporan-evaluasi/tentang/<str:kind>/<str:key>/", page_views.report_of, name="evaluation_report_of"),
    re_path(rf"^laporan-evaluasi/(?P<scope>{PATTERN})/$", page_views.report_page, name="evaluation_report"),
    path("kelola/", include("evaluations.next_year.urls")),
    path("urutan-unit/", include("evaluations.next_year.rollout_urls")),
]
