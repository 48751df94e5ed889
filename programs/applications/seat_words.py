"""How a batch gives its seats, in words that pages and messages share."""

from django.utils.translation import gettext as _

from pembinaan.base.dates import moment_in_words
from programs.models import Batch, Enrollment, SeatMethod


def rule_of(batch: Batch) -> str:
    """How the batch gives its seats, said beforehand."""
    facts = {"closes": moment_in_words(batch.enrollment_closes_at)}
    if batch.seat_method == SeatMethod.BY_LOT:
        return (
            _("Bukan siapa cepat: setelah pendaftaran ditutup (%(closes)s), kursi diundi di antara yang disetujui.")
            % facts
        )
    if batch.seat_method == SeatMethod.BY_NEED:
        return (
            _(
                "Bukan siapa cepat: setelah pendaftaran ditutup (%(closes)s), kursi diberikan menurut kebutuhan: "
                "dahulu peringkat dari kepala unit, lalu besarnya kesenjangan, lalu waktu mohon."
            )
            % facts
        )
    return _("Kursi diberikan menurut urutan persetujuan; sesudah penuh ada daftar tunggu.")


def after_applying(batch: Batch) -> str:
    """What applying leads to in a batch that gives its seats later."""
    by_lot = batch.seat_method == SeatMethod.BY_LOT
    if batch.needs_approval:
        then = (
            _("Setelah atasan menyetujui, Anda ikut undian.")
            if by_lot
            else _("Setelah atasan menyetujui, Anda ikut diurutkan.")
        )
    else:
        then = _("Begitu mendaftar, Anda ikut undian.") if by_lot else _("Begitu mendaftar, Anda ikut diurutkan.")
    return f"{rule_of(batch)} {then}"


def after_approval(enrollment: Enrollment) -> str:
    """What an approval means that leads to no seat yet."""
    batch = enrollment.batch
    facts = {"closes": moment_in_words(batch.enrollment_closes_at), "code": enrollment.code}
    if batch.seat_method == SeatMethod.BY_LOT:
        return (
            _(
                "Disetujui dan ikut undian. Kursi diundi setelah pendaftaran ditutup, %(closes)s. "
                "Kode undian Anda: %(code)s."
            )
            % facts
        )
    return _("Disetujui. Kursi dibagikan menurut kebutuhan setelah pendaftaran ditutup, %(closes)s.") % facts


def decide_before(batch: Batch) -> str:
    """What a decision must be in time for; empty where seats are given at once."""
    if not batch.gives_later:
        return ""
    facts = {"closes": moment_in_words(batch.enrollment_closes_at)}
    return _("Putuskan sebelum %(closes)s: kursi lalu dibagikan, dan yang belum disetujui berada di belakang.") % facts
