"""Addresses of reactions."""

from django.urls import path

from evaluations.reaction import views

urlpatterns = [
    path("", views.reactions, name="reactions"),
    path("<int:batch>/", views.reaction, name="reaction"),
    path("<int:batch>/hasil/", views.reaction_results, name="reaction_results"),
]
