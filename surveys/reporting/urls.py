"""Addresses of the official reports."""

from django.urls import path

from surveys.reporting import run_views, unit_views

urlpatterns = [
    path("kelola/laporan-skm/", run_views.report_runs, name="report_runs"),
    path("kelola/laporan-skm/<int:run_id>/", run_views.report_run, name="report_run"),
    path("kelola/laporan-skm/<int:run_id>/ulang/", run_views.retry_run, name="retry_run"),
    path("kelola/laporan-skm/<int:run_id>/zip/", run_views.run_archive, name="run_archive"),
    path("kelola/survei/<str:unit_code>/laporan/", unit_views.unit_reports, name="unit_reports"),
    path(
        "kelola/survei/<str:unit_code>/laporan/<slug:period>/<int:version>/<slug:kind>/",
        unit_views.unit_report_file,
        name="unit_report_file",
    ),
]
