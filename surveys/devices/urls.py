"""Addresses of the devices: /kios/… for the device itself, the others in the unit's survey office."""

from django.urls import path

from surveys.devices import device_views, views

OFFICE = "kelola/survei/<str:unit_code>/perangkat"
urlpatterns = [
    path("kios/", device_views.kiosk, name="kiosk"),
    path("kios/pasang/", device_views.pairing, name="kiosk_pairing"),
    path("kios/isi/", device_views.content, name="kiosk_content"),
    path("kios/jawaban/", device_views.answers, name="kiosk_answers"),
    # Never renamed: a worker that is installed on a tablet is looked for here.
    path("kios/pekerja.js", device_views.worker, name="kiosk_worker"),
    path("kios/manifest.webmanifest", device_views.manifest, name="kiosk_manifest"),
    path("kelola/perangkat-survei/", views.all_devices, name="all_survey_devices"),
    path(f"{OFFICE}/", views.devices, name="survey_devices"),
    path(f"{OFFICE}/baru/", views.device_register, name="survey_device_register"),
    path(f"{OFFICE}/<int:key>/", views.device, name="survey_device"),
    path(f"{OFFICE}/<int:key>/kode/", views.device_code, name="survey_device_code"),
    path(f"{OFFICE}/<int:key>/cabut/", views.device_revoke, name="survey_device_revoke"),
]
