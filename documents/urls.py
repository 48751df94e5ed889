"""Addresses of the documents room."""

from django.urls import path

from documents import views

urlpatterns = [
    path("grafik/<str:digest>.svg", views.chart_picture, name="chart"),
    path("identitas/warna.css", views.colors, name="city_colors"),
    path("identitas/lambang", views.logo, name="city_logo"),
    path("pekerjaan/<int:job_id>/", views.job_page, name="job"),
    path("pekerjaan/<int:job_id>/ulang/", views.job_retry, name="job_retry"),
    path("pekerjaan/<int:job_id>/hasil/", views.job_result, name="job_result"),
]
