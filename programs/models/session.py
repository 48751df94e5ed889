"""Sessions of a batch."""

from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from partners.models import Instructor
from programs.models.batch import Batch
from programs.models.room import Room
from programs.triggers import INSTRUCTOR_STILL_TEACHES, stays


def never_at_once(name: str, same: str, message: Any) -> ExclusionConstraint:
    """The constraint that sessions alike in `same` never overlap, cancelled ones left out.

    Deferrable: two sessions may change places in one transaction, which then asks before it ends.
    """
    times = Func(F("starts_at"), F("ends_at"), Value("[)"), function="tstzrange", output_field=DateTimeRangeField())
    return ExclusionConstraint(
        name=name,
        expressions=[(same, RangeOperators.EQUAL), (times, RangeOperators.OVERLAPS)],
        condition=Q(cancelled=False),
        deferrable=Deferrable.IMMEDIATE,
        violation_error_message=message,
    )


@pghistory.track()
class Session(models.Model):
    """A meeting of a batch, with stored start and end, so that overlaps can be excluded."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="sessions", verbose_name=_("angkatan"))
    title = models.CharField(_("judul"), max_length=200)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(pgettext_lazy("end", "selesai"))
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("ruang")
    )
    place = models.CharField(
        _("alamat"), max_length=200, blank=True, help_text=_("Bila bukan di sebuah ruang yang tercatat.")
    )
    # Shown only to participants, the instructor and HR.
    video_link = models.URLField(_("tautan video"), max_length=500, blank=True)
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
            models.CheckConstraint(
                name="session_takes_place_somewhere",
                condition=Q(room__isnull=False, place="")
                | (Q(room__isnull=True) & ~Q(place=""))
                | (Q(room__isnull=True, place="") & ~Q(video_link="")),
                violation_error_message=_(
                    "Sesi memerlukan sebuah ruang, atau alamat dalam kata-kata, atau tautan video; "
                    "ruang dan alamat tidak sekaligus."
                ),
            ),
            models.CheckConstraint(
                name="session_video_link_is_safe",
                condition=Q(video_link="") | Q(video_link__regex=r"^https://[^\s/]+(/\S*)?$"),
                violation_error_message=_("Tautan video dimulai dengan https:// dan tanpa spasi."),
            ),
            never_at_once(
                "session_instructor_in_one_place",
                "instructor",
                _("Pengajar ini sudah mengajar di sesi lain pada waktu itu."),
            ),
            never_at_once("session_room_in_one_use", "room", _("Ruang ini sudah dipakai sesi lain pada waktu itu.")),
            never_at_once(
                "session_of_batch_one_at_once",
                "batch",
                _("Dua sesi angkatan ini berlangsung pada waktu yang sama. Ubah jam salah satunya."),
            ),
        ]
        indexes = [models.Index(name="session_batch_start", fields=["batch", "starts_at"])]
        triggers = [stays("session_stays_in_its_batch", "batch_id"), INSTRUCTOR_STILL_TEACHES]

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        """The place in words: the room with its building, the address, or that it is online; select `room` first."""
        if self.room is not None:
            return f"{self.room.name}, {self.room.address}"
        return self.place or gettext("Daring")
