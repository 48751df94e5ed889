"""Addresses of the pages that join several rooms."""

from django.urls import path

from portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("gaya/", views.style_guide, name="style_guide"),
]
