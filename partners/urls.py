"""Addresses of the partners' room."""

from django.urls import path

from partners import views

urlpatterns = [path("kelola/perjanjian/", views.agreements, name="agreements")]
