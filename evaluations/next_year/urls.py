"""Addresses of next year's plan."""

from django.urls import path

from evaluations.next_year import power_views, views

urlpatterns = [
    path("rencana/usulan-evaluasi/", views.coming_year, name="coming_year"),
    path("rencana/<int:year>/usulan-evaluasi/", views.suggestions, name="next_year"),
    path("rencana/<int:year>/usulan-evaluasi/ajukan/", views.propose, name="next_year_propose"),
    path("usulan/<int:planned_id>/dasar/", views.proposal, name="next_year_proposal"),
    path("rencana/peluang/", power_views.power, name="power"),
]
