"""Addresses of files, within a unit's survey office."""

from django.urls import path

from surveys.files import views

HERE = "kelola/survei/<str:unit_code>/berkas/"

urlpatterns = [
    path(HERE, views.files, name="answer_files"),
    path(f"{HERE}unduh/", views.take_out, name="answers_out"),
    path(f"{HERE}<int:draft_id>/", views.draft_page, name="answer_draft"),
    path(f"{HERE}<int:draft_id>/masukkan/", views.apply, name="answer_apply"),
    path(f"{HERE}<int:draft_id>/buang/", views.discard, name="answer_discard"),
]
