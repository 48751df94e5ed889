"""Enrollments: one person's application to one batch, and the trail of what became of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Employee, Unit
from programs import triggers
from programs.lots import lot_triggers
from programs.models.batch import Batch
from programs.transitions import OVER, PARTICIPANTS, SEATED, TRANSITIONS, EnrollmentState
from programs.triggers import append_only, moves_along, stays


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    """Applications and seats."""

    def seated(self) -> Self:
        """Those that hold a seat: confirmed or offered."""
        return self.filter(state__in=SEATED)

    def in_queue(self) -> Self:
        """The waiting list in its order."""
        return self.filter(state=EnrollmentState.WAITING).order_by("queue_number")

    def live_of(self, batch: Batch, employee: Employee) -> Self:
        """The one application of a person to a batch that is not over, if any."""
        return self.filter(batch=batch, employee=employee).exclude(state__in=OVER)

    def participants(self) -> Self:
        """Those who take part or took part."""
        return self.filter(state__in=PARTICIPANTS)

    def visible_to(self, access: Access) -> Self:
        """HR sees all; those who may decide, the requests of their units; others their own."""
        if access.is_hr:
            return self
        return self.filter(Q(unit_id__in=access.approving_unit_ids) | Q(employee_id=access.employee_id))


class Enrollment(models.Model):
    """One person's application to one batch and what became of it. Its states change by use cases only."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="enrollments", verbose_name=_("angkatan"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="enrollments", verbose_name=_("pegawai"))
    # The unit at the time of applying: whose head approves, and whose service the training may change.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="enrollments", verbose_name=_("unit kerja"))
    state = models.CharField(_("keadaan"), max_length=12, choices=EnrollmentState, default=EnrollmentState.REQUESTED)
    requested_at = models.DateTimeField(_("diajukan"))
    queue_number = models.PositiveIntegerField(_("nomor antrean"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("tawaran berlaku sampai"), null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    # Stands for the person in a lot's public list; random, given at application, in batches by lot only.
    code = models.CharField(_("kode undian"), max_length=11, unique=True, null=True, editable=False)  # noqa: DJ001  unique: many rows have none

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("pendaftaran")
        verbose_name_plural = _("pendaftaran")
        constraints = [
            models.UniqueConstraint(
                name="enrollment_one_live_per_person",
                fields=["batch", "employee"],
                condition=~Q(state__in=["declined", "not_drawn", "lapsed", "cancelled"]),
                violation_error_message=_("Anda sudah mendaftar pada angkatan ini."),
            ),
            models.UniqueConstraint(
                name="enrollment_queue_number_once",
                fields=["batch", "queue_number"],
                violation_error_message=_("Nomor antrean sudah dipakai."),
            ),
            models.CheckConstraint(
                name="enrollment_waiting_has_queue_number",
                condition=~Q(state__in=["waiting", "offered", "lapsed"])
                | Q(queue_number__isnull=False, queue_number__gt=0),
                violation_error_message=_("Daftar tunggu memerlukan nomor antrean."),
            ),
            models.CheckConstraint(
                name="enrollment_offer_has_deadline",
                condition=Q(state="offered", offer_expires_at__isnull=False)
                | (~Q(state="offered") & Q(offer_expires_at__isnull=True)),
                violation_error_message=_("Tawaran kursi, dan hanya itu, mempunyai batas waktu."),
            ),
            models.CheckConstraint(
                name="enrollment_refusal_has_reason",
                condition=~Q(state__in=["declined", "cancelled", "withdrawing", "absent", "not_finished"])
                | ~Q(reason=""),
                violation_error_message=_("Penolakan atau pembatalan memerlukan alasan."),
            ),
        ]
        indexes = [
            models.Index(name="enrollment_batch_state", fields=["batch", "state"], include=["queue_number"]),
            models.Index(name="enrollment_offer_due", fields=["offer_expires_at"], condition=Q(state="offered")),
            models.Index(name="enrollment_undecided", fields=["unit", "requested_at"], condition=Q(state="requested")),
        ]
        triggers = [
            moves_along(TRANSITIONS, "enrollment_moves_along_its_states"),
            triggers.SEATS_NEVER_EXCEEDED,
            triggers.ENROLLMENT_HAS_TRAIL,
            stays("enrollment_stays_with_its_person", "batch_id", "employee_id"),
            lot_triggers.ENROLLMENT_IN_A_LOT_HAS_A_CODE,
            lot_triggers.ENROLLMENT_KEEPS_ITS_CODE,
        ]

    def __str__(self) -> str:
        return f"{self.employee} · {self.batch}"

    @property
    def is_over(self) -> bool:
        """Whether the same person may apply again."""
        return self.state in OVER


class EnrollmentChange(models.Model):
    """Who changed an enrollment's state, when and why; append-only."""

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="changes")
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, choices=EnrollmentState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("perubahan pendaftaran")
        verbose_name_plural = _("perubahan pendaftaran")
        triggers = [append_only("enrollment_change_append_only")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
