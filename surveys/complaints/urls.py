"""Addresses of a unit's complaints in its survey office."""

from django.urls import path

from surveys.complaints import office_views as views

urlpatterns = [
    path("kelola/survei/<str:unit_code>/pengaduan/", views.complaints, name="complaints"),
    path("kelola/survei/<str:unit_code>/pengaduan/<str:reference>/", views.complaint, name="complaint"),
    path("kelola/survei/<str:unit_code>/pengaduan/<str:reference>/isi/", views.complaint_open, name="complaint_open"),
    path(
        "kelola/survei/<str:unit_code>/pengaduan/<str:reference>/tanggapan/",
        views.complaint_answer,
        name="complaint_answer",
    ),
    path(
        "kelola/survei/<str:unit_code>/pengaduan/<str:reference>/selesai/",
        views.complaint_finish,
        name="complaint_finish",
    ),
]
