"""Batches: one run of a program."""

from datetime import date, datetime
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models import Agreement, Institution
from people.access import Access
from programs import triggers
from programs.lots import lot_triggers
from programs.models.program import Program
from programs.models.seating import SEATING_CONSTRAINTS, GivesSeats
from programs.transitions import BATCH_TRANSITIONS, COMING, HOLDING, BatchState, EnrollmentState
from programs.triggers import append_only, moves_along, stays


class BatchQuerySet(models.QuerySet["Batch"]):
    """Batches in the domain's words."""

    def open_for_enrollment(self, now: datetime) -> Self:
        """Those that one may apply to at `now`."""
        return self.filter(state=BatchState.OPEN, enrollment_opens_at__lte=now, enrollment_closes_at__gt=now)

    def with_counts(self) -> Self:
        """Each with `taken` (seats used up), `waiting`, `requested` (not decided) and `coming` (see COMING)."""
        return self.annotate(
            taken=Count("enrollments", filter=Q(enrollments__state__in=HOLDING)),
            waiting=Count("enrollments", filter=Q(enrollments__state=EnrollmentState.WAITING)),
            coming=Count("enrollments", filter=Q(enrollments__state__in=COMING)),
            requested=Count("enrollments", filter=Q(enrollments__state=EnrollmentState.REQUESTED)),
        )

    def to_close(self, day: date) -> Self:
        """Those that are over on the city's day `day` but were not closed."""
        return self.filter(state=BatchState.OPEN, ends_on__lt=day)

    def with_idle_seats(self) -> Self:
        """Those with a free seat though somebody waits for one."""
        held = Count("enrollments", filter=Q(enrollments__state__in=HOLDING))
        queue = Count("enrollments", filter=Q(enrollments__state=EnrollmentState.WAITING))
        return self.alias(held=held, queue=queue).filter(queue__gt=0, held__lt=F("seats"))

    def visible_to(self, access: Access, institution_id: int | None = None) -> Self:
        """HR sees all; a partner's staff that partner's; others what is no longer a draft."""
        if access.is_hr:
            return self
        if institution_id is not None:
            return self.filter(program__institution_id=institution_id)
        return self.exclude(state=BatchState.DRAFT)


@pghistory.track()
class Batch(GivesSeats):
    """One run of a program: seats, dates, an enrollment window, a rule for finishing."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="batches", verbose_name=_("program"))
    number = models.PositiveSmallIntegerField(_("angkatan"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="batches", verbose_name=_("perjanjian")
    )
    # Copied from program and agreement by a trigger so that the database can refuse a batch outside its
    # agreement, also when the agreement is shortened later (composite key, migration 0002).
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, editable=False, related_name="batches"
    )
    agreement_needed = models.BooleanField(default=False, editable=False)
    agreement_institution_id = models.BigIntegerField(null=True, editable=False)
    agreement_starts_on = models.DateField(null=True, editable=False)
    agreement_ends_on = models.DateField(null=True, editable=False)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(pgettext_lazy("end", "selesai"))
    enrollment_opens_at = models.DateTimeField(_("pendaftaran dibuka"))
    enrollment_closes_at = models.DateTimeField(_("pendaftaran ditutup"))
    seats = models.PositiveSmallIntegerField(_("kursi"))
    minimum = models.PositiveSmallIntegerField(
        _("peserta paling sedikit"),
        default=0,
        help_text=_("BKPSDM diberi tahu bila pendaftaran ditutup di bawah jumlah ini. 0: tidak ada batas."),
    )
    needs_approval = models.BooleanField(
        _("perlu persetujuan atasan"),
        default=True,
        help_text=_("Tanpa persetujuan, pegawai langsung mendapat kursi: untuk pelatihan wajib dan kuliah terbuka."),
    )
    # How long an offered seat is kept for the next in the queue before it passes on.
    offer_hours = models.PositiveSmallIntegerField(
        _("tawaran kursi berlaku (jam)"),
        default=24,
        help_text=_("Paling lama sampai angkatan mulai, atau sampai pendaftaran ditutup bila itu sesudahnya."),
    )
    attendance_share = models.DecimalField(
        _("kehadiran paling sedikit"),
        max_digits=3,
        decimal_places=2,
        default="0.80",
        help_text=_("0,80 berarti 80 persen sesi"),
    )
    # Empty: whenever someone arrives during the session counts.
    late_after = models.PositiveSmallIntegerField(
        _("terlambat setelah (menit)"),
        null=True,
        blank=True,
        help_text=_("Menit sesudah sesi dimulai. Kosongkan bila tidak ada batas."),
    )
    late_counts = models.BooleanField(_("kehadiran yang terlambat tetap dihitung"), default=True)
    early_leave_counts = models.BooleanField(_("pulang sebelum selesai tetap dihitung"), default=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=BatchState, default=BatchState.DRAFT, editable=False)
    closed_at = models.DateTimeField(_("ditutup"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("alasan pembatalan"), max_length=300, blank=True, editable=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("angkatan")
        verbose_name_plural = _("angkatan")
        constraints = [
            *SEATING_CONSTRAINTS,
            models.UniqueConstraint(
                name="batch_number_once",
                fields=["program", "number"],
                violation_error_message=_("Nomor angkatan ini sudah dipakai."),
            ),
            models.CheckConstraint(
                name="batch_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Tanggal selesai tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(
                name="batch_window_in_order",
                condition=Q(enrollment_closes_at__gt=F("enrollment_opens_at")),
                violation_error_message=_("Pendaftaran harus ditutup setelah dibuka."),
            ),
            models.CheckConstraint(
                name="batch_seats_in_range",
                condition=Q(seats__range=(1, 5000)),
                violation_error_message=_("Kursi antara 1 dan 5.000."),
            ),
            models.CheckConstraint(
                name="batch_minimum_within_seats",
                condition=Q(minimum__gte=0, minimum__lte=F("seats")),
                violation_error_message=_("Peserta paling sedikit tidak boleh lebih dari jumlah kursi."),
            ),
            models.CheckConstraint(
                name="batch_attendance_share_in_range",
                condition=Q(attendance_share__gte=0, attendance_share__lte=1),
                violation_error_message=_("Kehadiran paling sedikit antara 0 dan 1."),
            ),
            models.CheckConstraint(
                name="batch_closed_has_time",
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                violation_error_message=_("Angkatan yang selesai mempunyai waktu penutupan; yang lain tidak."),
            ),
            models.CheckConstraint(
                name="batch_cancelled_has_reason",
                condition=(Q(state="cancelled") & ~Q(cancel_reason="")) | (~Q(state="cancelled") & Q(cancel_reason="")),
                violation_error_message=_("Pembatalan angkatan, dan hanya itu, mempunyai alasan."),
            ),
            models.CheckConstraint(
                name="batch_late_after_in_range",
                condition=Q(late_after__isnull=True) | Q(late_after__range=(1, 240)),
                violation_error_message=_("Batas terlambat antara 1 dan 240 menit."),
            ),
            models.CheckConstraint(
                name="batch_offer_hours_in_range",
                condition=Q(offer_hours__range=(1, 168)),
                violation_error_message=_("Tawaran kursi berlaku antara 1 dan 168 jam."),
            ),
            models.CheckConstraint(
                name="batch_inside_agreement",
                condition=Q(agreement__isnull=True)
                | Q(
                    agreement_institution_id=F("institution_id"),
                    agreement_starts_on__lte=F("starts_on"),
                    agreement_ends_on__gte=F("ends_on"),
                ),
                violation_error_message=_(
                    "Angkatan harus berada di dalam masa berlaku perjanjian dengan mitra program itu. "
                    "Ubah tanggal angkatan, atau perpanjang perjanjian."
                ),
            ),
            models.CheckConstraint(
                name="batch_with_partner_has_agreement",
                condition=Q(agreement_needed=False) | Q(agreement__isnull=False) | Q(state__in=["draft", "cancelled"]),
                violation_error_message=_("Program bermitra memerlukan perjanjian sebelum pendaftaran dibuka."),
            ),
        ]
        triggers = [
            moves_along(BATCH_TRANSITIONS, "batch_moves_along_its_states"),
            triggers.BATCH_COPIES_AGREEMENT,
            triggers.SEATS_NOT_BELOW_TAKEN,
            triggers.BATCH_HAS_TRAIL,
            stays("batch_stays_in_its_program", "program_id"),
            lot_triggers.BATCH_OPENS_WITH_ITS_LOT,
            lot_triggers.BATCH_KEEPS_ITS_WAY,
            lot_triggers.BATCH_KEEPS_ITS_LOT,
            lot_triggers.SEATS_GIVEN_ONCE,
        ]

    def __str__(self) -> str:
        return f"{self.program} · {self.number}"

    @property
    def attendance_percent(self) -> int:
        """The least share of sessions that a participant attends, in whole percent."""
        return round(self.attendance_share * 100)


class BatchChange(models.Model):
    """Who changed a batch's state, when and why; append-only."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="changes")
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10, choices=BatchState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("perubahan angkatan")
        verbose_name_plural = _("perubahan angkatan")
        triggers = [append_only("batch_change_append_only")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
