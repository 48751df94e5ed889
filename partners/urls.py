"""Addresses of the partners' room; a partner's own page joins it with programs and stands there."""

from django.urls import path

from partners.views import agreements, institutions, people, staff

urlpatterns = [
    path("kelola/mitra/", institutions.institutions, name="institutions"),
    path("kelola/mitra/baru/", institutions.new_institution, name="new_institution"),
    path("kelola/mitra/<int:institution_id>/ubah/", institutions.edit_institution, name="edit_institution"),
    path("kelola/mitra/<int:institution_id>/narahubung/baru/", people.new_contact, name="new_contact"),
    path("kelola/narahubung/<int:contact_id>/ubah/", people.edit_contact, name="edit_contact"),
    path("kelola/narahubung/<int:contact_id>/hapus/", people.remove_contact, name="remove_contact"),
    path("kelola/mitra/<int:institution_id>/pengajar/baru/", people.new_instructor, name="new_instructor"),
    path("kelola/pengajar/<int:instructor_id>/ubah/", people.edit_instructor, name="edit_instructor"),
    path("kelola/mitra/<int:institution_id>/staf/baru/", staff.invite, name="invite_staff"),
    path("kelola/staf-mitra/<int:staff_id>/akhiri/", staff.end, name="end_staff"),
    path("kelola/staf-mitra/<int:staff_id>/kode/", staff.new_code, name="staff_code"),
    path("kelola/perjanjian/", agreements.agreements, name="agreements"),
    path("kelola/mitra/<int:institution_id>/perjanjian/baru/", agreements.new_agreement, name="new_agreement"),
    path("perjanjian/<int:agreement_id>/naskah/", agreements.signed_file, name="signed_agreement"),
]
