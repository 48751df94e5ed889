"""Addresses of the pages that join several rooms."""

from django.urls import path

from portal import hours_views, message_views, views, work_views
from portal.overview import views as overview_views

urlpatterns = [
    path("", views.home, name="home"),
    path("cari/", views.find_unit, name="find_unit"),
    path("beranda/", work_views.employee_home, name="employee_home"),
    path("meja/", work_views.desk, name="desk"),
    path("ringkasan/", overview_views.overview, name="overview"),
    path("dampak/", overview_views.impact_public, name="impact_public"),
    path("dampak/cetak/", overview_views.impact_print, name="impact_print"),
    path("kelola/jp/", hours_views.hours_rule, name="hours_rule"),
    path("kelola/jp/<str:code>/", hours_views.hours_rule_unit, name="hours_rule_unit"),
    path("kelola/pesan/", message_views.messages_written, name="messages_written"),
    path("kelola/pesan/ulang/", message_views.send_failed_again, name="send_failed_again"),
    path("privasi/", views.privacy, name="privacy"),
    path("gaya/", views.style_guide, name="style_guide"),
]
