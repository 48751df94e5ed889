"""Addresses of the people room."""

from django.urls import path

from people.views import activation

urlpatterns = [
    path("aktivasi/", activation.activate, name="activate"),
]
