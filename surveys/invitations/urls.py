"""Addresses of links after a service."""

from django.urls import path

from surveys.invitations import api_views, citizen_views, hr_views
from surveys.invitations.openapi import ADDRESS
from surveys.spoken import SPOKEN

urlpatterns = [
    path("t/<str:token>/", citizen_views.invited, {"language": "id"}, name="invited"),
    *(
        path(f"{code}/t/<str:token>/", citizen_views.invited, {"language": code}, name=f"invited_{code}")
        for code, _name in SPOKEN
        if code != "id"
    ),
    path(ADDRESS.lstrip("/"), api_views.link, name="link_api"),
    path("api/", api_views.guide, name="link_guide"),
    path("api/openapi.json", api_views.openapi, name="link_openapi"),
    path("kelola/tautan/", hr_views.systems, name="link_systems"),
    path("kelola/tautan/daftarkan/", hr_views.register, name="link_register"),
    path("kelola/tautan/<int:client_id>/cabut/", hr_views.revoke, name="link_revoke"),
    path("kelola/tautan/massal/", hr_views.many, name="link_many"),
]
