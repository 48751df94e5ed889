"""Sessions of a batch."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models import Instructor
from programs.models.batch import Batch
from programs.triggers import INSTRUCTOR_STILL_TEACHES, stays


@pghistory.track()
class Session(models.Model):
    """A meeting of a batch, with stored start and end, so that overlaps can be excluded."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="sessions", verbose_name=_("angkatan"))
    title = models.CharField(_("judul"), max_length=200)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(pgettext_lazy("end", "selesai"))
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    instructor = models.ForeignKey(
        Instructor, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("pengajar")
    )

    # Grows with each move: a calendar's SEQUENCE, and the key of the reminders of this time.
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    cancelled = models.BooleanField(_("dibatalkan"), default=False, editable=False)

    class Meta:
        verbose_name = _("sesi")
        verbose_name_plural = _("sesi")
        constraints = [
            models.CheckConstraint(
                name="session_times_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("Sesi harus selesai setelah mulai."),
            ),
            ExclusionConstraint(
                name="session_instructor_in_one_place",
                expressions=[
                    ("instructor", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            Value("[)"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(cancelled=False),
                violation_error_message=_("Pengajar ini sudah mengajar di sesi lain pada waktu itu."),
            ),
        ]
        indexes = [models.Index(name="session_batch_start", fields=["batch", "starts_at"])]
        triggers = [stays("session_stays_in_its_batch", "batch_id"), INSTRUCTOR_STILL_TEACHES]

    def __str__(self) -> str:
        return self.title
