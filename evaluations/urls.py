"""Addresses of evaluation."""

from django.urls import path

from evaluations import views

urlpatterns = [
    path("evaluasi/", views.evaluations, name="evaluations"),
    path("evaluasi/<slug:code>/", views.evaluation, name="evaluation"),
]
