"""Addresses of e-learning."""

from django.urls import path

from learning import views

urlpatterns = [
    path("belajar/", views.courses, name="courses"),
    path("belajar/<int:enrollment_id>/", views.course, name="course"),
    path("belajar/<int:enrollment_id>/<int:lesson_id>/", views.lesson, name="lesson"),
]
