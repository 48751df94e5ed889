"""Addresses of the survey's office; a unit's code comes last, after every fixed word."""

from django.urls import path

from surveys.office import dashboard_views, overview_views

urlpatterns = [
    path("kelola/survei/", overview_views.offices, name="survey_offices"),
    path("kelola/survei/<str:unit_code>/", dashboard_views.dashboard, name="survey_office"),
]
