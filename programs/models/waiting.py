"""Requests that lie: after how many days whoever decides is reminded, and what was done about each."""

from typing import Self

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from programs.models.enrollment import Enrollment
from programs.triggers import append_only


@pghistory.track()
class AnswerDeadline(Dated):
    """How long a request may lie, as a rule with dates: then a reminder, then the next one up decides too."""

    remind_after_days = models.PositiveSmallIntegerField(
        _("diingatkan setelah (hari)"),
        validators=[MinValueValidator(1)],
        help_text=_("Hari kalender sejak diajukan; Sabtu, Minggu dan hari libur ikut dihitung."),
    )
    escalate_after_days = models.PositiveSmallIntegerField(
        _("diteruskan ke atasan berikutnya setelah (hari)"),
        help_text=_("Hari kalender sejak diajukan. Sesudah itu keduanya dapat memutuskan."),
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("batas menjawab permohonan")
        verbose_name_plural = _("batas menjawab permohonan")
        constraints = [
            dates_in_order("answer_deadline_dates_in_order"),
            never_overlapping(
                "answer_deadline_one_at_a_time",
                message=_("Pada tanggal itu sudah ada batas lain. Akhiri dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="answer_deadline_reminds_first",
                condition=Q(remind_after_days__gte=1, escalate_after_days__gt=F("remind_after_days")),
                violation_error_message=_("Pengingat paling cepat 1 hari, dan selalu sebelum diteruskan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remind_after_days} / {self.escalate_after_days}"


class NudgeKind(models.TextChoices):
    """What is done about a request that lies."""

    REMINDER = "reminder", _("Diingatkan")
    ESCALATION = "escalation", _("Diteruskan ke atasan berikutnya")


class NudgeQuerySet(models.QuerySet["Nudge"]):
    """What was done about requests."""

    def escalations(self) -> Self:
        """Those that brought a request to the next one up."""
        return self.filter(kind=NudgeKind.ESCALATION)


class Nudge(models.Model):
    """A reminder or an escalation of one undecided request; each happens once."""

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="nudges", verbose_name=_("pendaftaran"))
    kind = models.CharField(_("jenis"), max_length=10, choices=NudgeKind)
    at = models.DateTimeField(_("waktu"))

    objects = NudgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pengingat permohonan")
        verbose_name_plural = _("pengingat permohonan")
        constraints = [
            models.UniqueConstraint(
                name="nudge_once",
                fields=["enrollment", "kind"],
                violation_error_message=_("Permohonan ini sudah diingatkan atau diteruskan."),
            ),
        ]
        triggers = [append_only("nudge_append_only")]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.kind}"
