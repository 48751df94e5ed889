"""Addresses of posters."""

from django.urls import path

from surveys.posters import views

urlpatterns = [
    path("kelola/poster/", views.posters_of_all, name="posters_of_all"),
    path("kelola/survei/<str:unit_code>/poster/", views.unit_posters, name="unit_posters"),
    path("kelola/survei/<str:unit_code>/poster/<slug:paper>.pdf", views.poster_file, name="poster_file"),
]
