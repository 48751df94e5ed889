"""What will happen, what happened, and what to do next, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.applications import seat_words
from programs.applications.approval import Outcome
from programs.applications.seats import Seats
from programs.copying import Copied
from programs.models import ENROLLED, Batch, Enrollment, EnrollmentState


def after_applying(batch: Batch, seats: Seats) -> str:
    """What the button would lead to, said before it is pressed."""
    if batch.gives_later:
        return seat_words.after_applying(batch)
    facts = {"free": seats.free, "place": seats.next_place}
    if not batch.needs_approval:
        if seats.next_place == 0:
            return _("Masih ada %(free)d kursi. Anda langsung terdaftar.") % facts
        return _("Kursi penuh. Anda akan menjadi urutan ke-%(place)d.") % facts
    if seats.next_place == 0:
        return _("Masih ada %(free)d kursi. Setelah atasan menyetujui, Anda langsung terdaftar.") % facts
    return _("Kursi penuh. Anda akan menjadi urutan ke-%(place)d setelah atasan menyetujui.") % facts


def standing(enrollment: Enrollment, next_place: int) -> str:
    """Where an application stands and what comes next, for the applicant.

    `next_place` is the place in the queue that an approval now would give; 0: a seat at once.
    """
    if enrollment.batch.gives_later and enrollment.state == EnrollmentState.REQUESTED:
        return " ".join([_("Menunggu keputusan."), seat_words.rule_of(enrollment.batch)])
    if enrollment.state == EnrollmentState.APPROVED:
        return seat_words.after_approval(enrollment)
    if enrollment.state == EnrollmentState.REQUESTED and next_place:
        return _("Menunggu keputusan. Kursi penuh; setelah disetujui Anda menjadi urutan ke-%(place)d (perkiraan).") % {
            "place": next_place
        }
    sentences = {
        EnrollmentState.REQUESTED: _("Menunggu keputusan. Anda mendapat pesan begitu diputuskan."),
        EnrollmentState.DECLINED: _("Atasan tidak menyetujui. Bicarakan dengan atasan, atau pilih pelatihan lain."),
        EnrollmentState.NOT_DRAWN: _("Kali ini belum mendapat kursi. Pilih angkatan berikutnya di katalog."),
        EnrollmentState.WITHDRAWING: _("Permohonan mundur menunggu keputusan. Sampai saat itu kursi tetap milik Anda."),
        EnrollmentState.ATTENDED: _("Anda sudah hadir. Ikuti sesi-sesi berikutnya sampai selesai."),
        EnrollmentState.ABSENT: _("Anda tercatat tidak hadir."),
        EnrollmentState.CONFIRMED: _("Anda terdaftar. Pengingat datang sehari sebelum setiap sesi."),
        EnrollmentState.WAITING: _("Kursi penuh. Begitu ada kursi kosong, urutan pertama mendapat tawaran."),
        EnrollmentState.OFFERED: _("Ada kursi untuk Anda. Terima sebelum batas waktunya, atau tolak bila tidak bisa."),
        EnrollmentState.LAPSED: _("Tawaran tidak dijawab pada waktunya dan diteruskan. Anda boleh mendaftar lagi."),
        EnrollmentState.CANCELLED: _("Pendaftaran dibatalkan. Anda boleh mendaftar lagi selama pendaftaran dibuka."),
        EnrollmentState.FINISHED: _("Kehadiran Anda memenuhi syarat."),
        EnrollmentState.NOT_FINISHED: _("Kehadiran Anda tidak memenuhi syarat kelulusan."),
    }
    return sentences[EnrollmentState(enrollment.state)]


def approved(outcomes: list[Outcome]) -> str:
    """What became of applications that were approved together."""
    done = [outcome.enrollment for outcome in outcomes if not outcome.refused]
    enrolled = sum(enrollment.state in ENROLLED for enrollment in done)
    waiting = sum(enrollment.state == EnrollmentState.WAITING for enrollment in done)
    later = sum(enrollment.state == EnrollmentState.APPROVED for enrollment in done)
    parts = []
    if later:
        parts.append(ngettext("%(n)d menunggu pembagian kursi", "%(n)d menunggu pembagian kursi", later) % {"n": later})
    if enrolled:
        parts.append(ngettext("%(n)d pegawai terdaftar", "%(n)d pegawai terdaftar", enrolled) % {"n": enrolled})
    if waiting:
        parts.append(ngettext("%(n)d masuk daftar tunggu", "%(n)d masuk daftar tunggu", waiting) % {"n": waiting})
    return _("Disetujui: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""


def copied(made: Copied) -> str:
    """What the copy is, what is still to do, and what had to be left out."""
    told = _("Angkatan %(number)d dibuat. Periksa tanggalnya, lalu buka pendaftaran.") % {"number": made.batch.number}
    if made.left_out:
        titles = ", ".join(f"“{session.title}”" for session in made.left_out)
        told += " " + _("Pengajar atau ruang sudah terpakai pada waktu itu, jadi dikosongkan: %(sessions)s.") % {
            "sessions": titles
        }
    return told


def cancelled(*, passed_on: bool) -> str:
    """What a cancellation did; the seat is spoken of only when there was one and somebody gets it."""
    if passed_on:
        return _("Pendaftaran dibatalkan. Kursi ditawarkan kepada urutan berikutnya.")
    return _("Pendaftaran dibatalkan.")


def attendance_rule(batch: Batch) -> str:
    """What a participant must do to finish: how many sessions, and what being late or leaving early means."""
    told = [_("Selesai bila hadir paling sedikit %(share)d %% dari sesi.") % {"share": batch.attendance_percent}]
    if batch.late_after:
        late = (
            _("Datang lebih dari %(n)d menit sesudah sesi dimulai tercatat terlambat, tetapi tetap dihitung.")
            if batch.late_counts
            else _("Datang lebih dari %(n)d menit sesudah sesi dimulai tercatat terlambat dan tidak dihitung.")
        )
        told.append(late % {"n": batch.late_after})
    if not batch.early_leave_counts:
        told.append(_("Pulang sebelum sesi selesai tidak dihitung."))
    return " ".join(told)
