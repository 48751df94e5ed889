"""Addresses of the people room."""

from django.urls import path

from people.models import ImportKind
from people.views import absences, accounts, activation, employees, imports, moves, undoing, units

urlpatterns = [
    path("aktivasi/", activation.activate, name="activate"),
    path("pegawai/", employees.employees, name="employees"),
    path("pegawai/impor/", imports.upload, {"kind": ImportKind.EMPLOYEES}, name="import_employees"),
    path("pegawai/impor/contoh.xlsx", imports.template, {"kind": ImportKind.EMPLOYEES}, name="employees_template"),
    path("pegawai/<int:employee_id>/", employees.employee, name="employee"),
    path("pegawai/<int:employee_id>/pindah/", moves.transfer, name="employee_transfer"),
    path("pegawai/<int:employee_id>/kepala/", moves.appoint, name="headship_add"),
    path("pegawai/<int:employee_id>/wakil/", absences.of_employee, name="employee_absences"),
    path("wakil/", absences.own, name="absences"),
    path("wakil/<int:absence_id>/akhiri/", absences.end, name="absence_end"),
    path("penempatan/<int:assignment_id>/akhiri/", moves.end_assignment, name="assignment_end"),
    path("penempatan/<int:assignment_id>/batalkan/", undoing.undo_assignment, name="assignment_undo"),
    path("kepala-unit/<int:headship_id>/batalkan/", undoing.undo_headship, name="headship_undo"),
    path("kepala-unit/<int:headship_id>/akhiri/", moves.end_headship, name="headship_end"),
    path("akun-pegawai/<int:account_id>/kode/", accounts.new_code, name="account_code"),
    path("akun-pegawai/<int:account_id>/atur-ulang/", accounts.reset, name="account_reset"),
    path("akun-pegawai/<int:account_id>/peran/", moves.grant_role, name="role_add"),
    path("peran/<int:role_id>/cabut/", moves.revoke_role, name="role_end"),
    path("unit-kerja/", units.units, name="units"),
    path("unit-kerja/impor/", imports.upload, {"kind": ImportKind.UNITS}, name="import_units"),
    path("unit-kerja/impor/contoh.xlsx", imports.template, {"kind": ImportKind.UNITS}, name="units_template"),
    path("unit-kerja/<str:code>/gabung/", moves.merge_unit, name="unit_merge"),
    path("impor/<int:draft_id>/", imports.draft, name="import_draft"),
    path("impor/<int:draft_id>/terapkan/", imports.apply, name="import_apply"),
]
