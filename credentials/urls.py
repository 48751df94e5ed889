"""Addresses of certificates and hours; /v/ stands on printed paper and never changes."""

from django.urls import path

from credentials.views import manage, mine, public

urlpatterns = [
    path("v/<str:code>/", public.verify, name="verify"),
    path("sertifikat/", mine.certificates, name="certificates"),
    path("sertifikat/<int:certificate_id>/berkas/", mine.certificate_file, name="certificate_file"),
    path("sertifikat/<int:certificate_id>/buat/", mine.certificate_render, name="certificate_render"),
    path("jam-pelajaran/", mine.hours, name="hours"),
    path("kelola/sertifikat/", manage.certificate_search, name="certificate_search"),
    path("kelola/sertifikat/<int:certificate_id>/", manage.certificate_detail, name="certificate_detail"),
    path("kelola/sertifikat/<int:certificate_id>/cabut/", manage.certificate_revoke, name="certificate_revoke"),
    path("kelola/sertifikat/<int:certificate_id>/pulihkan/", manage.certificate_restore, name="certificate_restore"),
]
