"""Who was at a session, from when to when, and who says so."""

from datetime import timedelta
from math import ceil
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.utils.translation import gettext_lazy as _

from programs import triggers
from programs.models.enrollment import Enrollment
from programs.models.session import Session


class MarkedBy(models.TextChoices):
    """The way in which presence came to be recorded."""

    PHONE = "phone", _("lewat QR")
    LIST = "list", _("dicentang")
    FILE = "file", _("dari berkas")


class Excuse(models.TextChoices):
    """Why someone was not there; without one it is "tanpa keterangan"."""

    SICK = "sick", _("Sakit")
    LEAVE = "leave", _("Izin")
    DUTY = "duty", _("Tugas dinas")


def counted(prefix: str = "") -> Q:
    """The condition on attendances (reached by `prefix`, such as "attendances__") that the batch's rules count.

    Present at a session that took place, not too late where lateness does not count, and not gone early where
    that does not count. Without a recorded time of arrival nobody is late.
    """
    session = f"{prefix}session__"
    minutes = ExpressionWrapper(
        F(f"{session}batch__late_after") * Value(timedelta(minutes=1)), output_field=DurationField()
    )
    in_time = Q(**{f"{prefix}arrived_at__lte": F(f"{session}starts_at") + minutes})
    unlimited = Q(**{f"{session}batch__late_after__isnull": True}) | Q(**{f"{session}batch__late_counts": True})
    stayed = Q(**{f"{prefix}left_at__isnull": True}) | Q(**{f"{session}batch__early_leave_counts": True})
    there = Q(**{f"{prefix}present": True, f"{session}cancelled": False})
    return there & (unlimited | Q(**{f"{prefix}arrived_at__isnull": True}) | in_time) & stayed


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Presence in the domain's words."""

    def counted(self) -> Self:
        """Those that count towards finishing, by their batch's rules."""
        return self.filter(counted())

    def came(self) -> Self:
        """Those who were there, however late, at sessions that took place."""
        return self.filter(present=True, session__cancelled=False)


# Only corrections leave a trail: the row as it was before. A first mark costs one row, also when 500 arrive at once.
@pghistory.track(
    pghistory.UpdateEvent(
        "corrected",
        row=pghistory.Old,
        condition=pghistory.AnyChange("present", "arrived_at", "left_at", "excuse", "note"),
    ),
    exclude=["device"],
)
class Attendance(models.Model):
    """Whether a participant was at a session, and who says so."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="attendances")
    present = models.BooleanField(_("hadir"))
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField()
    way = models.CharField(max_length=5, choices=MarkedBy, default=MarkedBy.LIST)
    # When the person was first seen; unknown when somebody only says that the person was there.
    arrived_at = models.DateTimeField(_("datang"), null=True, blank=True)
    left_at = models.DateTimeField(_("pulang lebih awal"), null=True, blank=True)
    excuse = models.CharField(_("alasan tidak hadir"), max_length=5, choices=Excuse, blank=True)
    note = models.CharField(_("keterangan"), max_length=200, blank=True)
    # A salted digest, different for each session, so that it tells one device that marked several people
    # at one session and nothing else; forgotten after some weeks (`programs/presence/devices.py`).
    device = models.CharField(max_length=32, blank=True, editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("kehadiran")
        verbose_name_plural = _("kehadiran")
        constraints = [
            models.UniqueConstraint(
                name="attendance_once",
                fields=["session", "enrollment"],
                violation_error_message=_("Kehadiran peserta ini pada sesi ini sudah dicatat."),
            ),
            models.CheckConstraint(
                name="attendance_times_of_the_present",
                condition=Q(present=True) | Q(arrived_at__isnull=True, left_at__isnull=True),
                violation_error_message=_("Yang tidak hadir tidak mempunyai jam datang atau pulang."),
            ),
            models.CheckConstraint(
                name="attendance_leaves_after_arriving",
                condition=Q(left_at__isnull=True) | Q(arrived_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                violation_error_message=_("Jam pulang tidak boleh sebelum jam datang."),
            ),
            models.CheckConstraint(
                name="attendance_excuse_of_the_absent",
                condition=Q(present=False) | Q(excuse=""),
                violation_error_message=_("Alasan tidak hadir hanya untuk yang tidak hadir."),
            ),
            models.CheckConstraint(
                name="attendance_excuse_known",
                condition=Q(excuse__in=["", "sick", "leave", "duty"]),
                violation_error_message=_("Pilih sakit, izin, atau dinas."),
            ),
            models.CheckConstraint(
                name="attendance_way_known",
                condition=Q(way__in=["phone", "list", "file"]),
                violation_error_message=_("Cara pencatatan ini tidak dikenal."),
            ),
        ]
        indexes = [
            models.Index(name="attendance_device", fields=["session", "device"], condition=~Q(device="")),
        ]
        triggers = [triggers.ATTENDANCE_OF_PARTICIPANTS]

    def __str__(self) -> str:
        return f"{self.enrollment} · {self.session}"

    def minutes_late(self, session: Session) -> int:
        """By how many minutes the person came after the batch's limit; 0: in time, or nobody knows."""
        limit = session.batch.late_after
        if limit is None or self.arrived_at is None:
            return 0
        late = self.arrived_at - session.starts_at - timedelta(minutes=limit)
        return max(0, ceil(late / timedelta(minutes=1)))
