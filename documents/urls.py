"""Addresses of the documents room."""

from django.urls import path

from documents.views import jobs, letters, people, pictures

urlpatterns = [
    path("grafik/<str:digest>.svg", pictures.chart_picture, name="chart"),
    path("identitas/warna.css", pictures.colors, name="city_colors"),
    path("identitas/lambang", pictures.logo, name="city_logo"),
    path("pekerjaan/<int:job_id>/", jobs.job_page, name="job"),
    path("pekerjaan/<int:job_id>/ulang/", jobs.job_retry, name="job_retry"),
    path("pekerjaan/<int:job_id>/hasil/", jobs.job_result, name="job_result"),
    path("pegawai.xlsx", people.employees_file, name="employees_file"),
    path("surat-aktivasi/", letters.letter_units, name="letter_units"),
    path("surat-aktivasi/<str:unit_code>/", letters.letters, name="letters"),
]
