"""Addresses of this room."""

from django.urls import path, re_path

from programs.views import (
    approvals,
    catalogue,
    enrollments,
    hr_batches,
    hr_enrollments,
    hr_programs,
    hr_steps,
    needs,
    participants,
    presence,
)

urlpatterns = [
    path("katalog/", catalogue.catalog, name="catalog"),
    path("katalog/<slug:code>/", catalogue.program, name="program"),
    path("angkatan/<int:batch_id>/", catalogue.batch, name="batch"),
    path("angkatan/<int:batch_id>/daftar/", catalogue.apply, name="apply"),
    path("angkatan/<int:batch_id>/jadwal.ics", catalogue.calendar_file, name="batch_calendar"),
    path("pendaftaran/", enrollments.my_enrollments, name="my_enrollments"),
    path("pendaftaran/<int:enrollment_id>/", enrollments.enrollment, name="enrollment"),
    path("pendaftaran/<int:enrollment_id>/terima/", enrollments.accept, name="accept_offer"),
    path("pendaftaran/<int:enrollment_id>/batal/", enrollments.cancel, name="cancel_enrollment"),
    path("pendaftaran/<int:enrollment_id>/tolak/", approvals.decline_one, name="decline_enrollment"),
    path("persetujuan/", approvals.approvals, name="approvals"),
    path("persetujuan/setujui/", approvals.approve, name="approve_enrollments"),
    path("kebutuhan/", needs.my_needs, name="my_needs"),
    path("kebutuhan/<int:need_id>/tarik/", needs.withdraw_need, name="withdraw_need"),
    path("kelola/kebutuhan/", needs.needs_by_unit, name="needs_by_unit"),
    path("kelola/program/", hr_programs.programs, name="hr_programs"),
    path("kelola/program/baru/", hr_programs.new_program, name="hr_new_program"),
    path("kelola/program/<int:program_id>/", hr_programs.edit_program, name="hr_program"),
    path("kelola/program/<int:program_id>/angkatan/", hr_batches.hr_batches_of, name="hr_batches_of"),
    path("kelola/program/<int:program_id>/angkatan/baru/", hr_batches.new_batch, name="hr_new_batch"),
    path("kelola/pendaftaran/", hr_enrollments.enrollments, name="hr_enrollments"),
    path("kelola/angkatan/", hr_batches.hr_batches, name="hr_batches"),
    path("kelola/angkatan/<int:batch_id>/", hr_batches.hr_batch, name="hr_batch"),
    path("kelola/angkatan/<int:batch_id>/ubah/", hr_batches.edit_batch, name="hr_edit_batch"),
    path("kelola/angkatan/<int:batch_id>/peserta/", participants.participants, name="participants"),
    path("kelola/angkatan/<int:batch_id>/peserta.xlsx", participants.participants_file, name="participants_file"),
    re_path(
        r"^kelola/angkatan/(?P<batch_id>\d+)/(?P<step>buka|tutup|buka-kembali|batal)/$",
        hr_steps.batch_step,
        name="hr_batch_step",
    ),
    path("mengajar/", presence.teaching, name="teaching"),
    path("sesi/<int:session_id>/kehadiran/", presence.attendance, name="attendance"),
    path("mitra/angkatan/", participants.partner_batches, name="partner_batches"),
    path("mitra/angkatan/<int:batch_id>/", participants.partner_batch, name="partner_batch"),
]
