"""Addresses of reviews of behaviour."""

from django.urls import path

from evaluations.behaviour import totals_views, views

urlpatterns = [
    path("", views.behaviour_reviews, name="behaviour_reviews"),
    path("hasil/", totals_views.behaviour_totals, name="behaviour_totals"),
    path("<int:review>/", views.behaviour_review, name="behaviour_review"),
    path("<int:review>/rekan/", views.behaviour_colleagues, name="behaviour_colleagues"),
    path("<int:review>/pilih/", views.behaviour_pick, name="behaviour_pick"),
    path("<int:review>/rencana/", views.behaviour_plan, name="behaviour_plan"),
]
