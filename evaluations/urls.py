"""Addresses of evaluation."""

from django.urls import path

from evaluations import views
from evaluations.reaction import views as reaction_views

urlpatterns = [
    path("evaluasi/", views.evaluations, name="evaluations"),
    path("evaluasi/<slug:code>/", views.evaluation, name="evaluation"),
    path("tanggapan/", reaction_views.reactions, name="reactions"),
    path("tanggapan/<int:batch>/", reaction_views.reaction, name="reaction"),
    path("tanggapan/<int:batch>/hasil/", reaction_views.reaction_results, name="reaction_results"),
]
