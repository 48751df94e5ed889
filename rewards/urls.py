"""Addresses of points and badges."""

from django.urls import path

from rewards import views

urlpatterns = [path("penghargaan/", views.awards, name="awards")]
