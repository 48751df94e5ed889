"""Addresses of reports and of their making."""

from django.urls import path

from evaluations.reporting import report_views, run_views, subscription_views

urlpatterns = [
    path("", report_views.evaluation_reports, name="evaluation_reports"),
    path("buat/", run_views.ask_for_evaluation_report, name="ask_for_evaluation_report"),
    path("langganan/", subscription_views.report_subscriptions, name="report_subscriptions"),
    path("pembuatan/", run_views.evaluation_runs, name="evaluation_runs"),
    path("pembuatan/<int:run_id>/", run_views.evaluation_run, name="evaluation_run"),
    path("pembuatan/<int:run_id>/ulang/", run_views.retry_evaluation_run, name="retry_evaluation_run"),
    path(
        "pembuatan/<int:run_id>/zip/",
        run_views.evaluation_run_archive,
        name="evaluation_run_archive",
    ),
    path("<str:scope>/buat/", run_views.make_evaluation_report, name="make_evaluation_report"),
    path(
        "<str:scope>/versi/",
        report_views.evaluation_report_versions,
        name="evaluation_report_versions",
    ),
    path(
        "<str:scope>/versi/<int:version>/",
        report_views.evaluation_report_versions,
        name="evaluation_report_version",
    ),
    path(
        "<str:scope>/versi/<int:version>/<str:ending>/",
        report_views.evaluation_report_file,
        name="evaluation_report_file",
    ),
]
