"""Addresses of publishing and of what is published."""

from django.urls import path

from surveys.publications import data_views, views

urlpatterns = [
    path("data/", data_views.data_page, name="open_data"),
    path("data/skm.csv", data_views.data_csv, name="data_csv"),
    path("data/skm.json", data_views.data_json, name="data_json"),
    path("data/skm-<slug:period>.csv", data_views.data_csv, name="data_period_csv"),
    path("data/skm-<slug:period>.json", data_views.data_json, name="data_period_json"),
    path("data/kamus.csv", data_views.dictionary, name="data_dictionary"),
    path(
        "data/<slug:kind>/<str:code>/<slug:period>-v<int:version>.json",
        data_views.published_content,
        name="published_content",
    ),
    path("lencana/<slug:kind>/<str:code>.svg", data_views.badge, name="badge"),
    path("kelola/publikasi/", views.publications, name="publications"),
    path("kelola/publikasi/umumkan/", views.publish_ready, name="publish_ready"),
    path("kelola/publikasi/<slug:kind>/<str:code>/<slug:period>/", views.publication, name="publication"),
]
