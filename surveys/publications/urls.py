"""Addresses of publishing and of what is published."""

from django.urls import path

from surveys.publications import views

urlpatterns = [
    path("kelola/publikasi/", views.publications, name="publications"),
    path("kelola/publikasi/umumkan/", views.publish_ready, name="publish_ready"),
    path("kelola/publikasi/<slug:kind>/<str:code>/<slug:period>/", views.publication, name="publication"),
]
