"""Who said beforehand that they will not come to a session."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.enrollment import Enrollment
from programs.models.session import Session
from programs.triggers import REGRET_OF_OWN_BATCH


class RegretQuerySet(models.QuerySet["Regret"]):
    """Who will not come."""

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)

    def to_come(self, now: datetime) -> Self:
        """Standing ones of sessions that have not begun, the earliest first."""
        return self.standing().filter(session__starts_at__gt=now).order_by("session__starts_at", "pk")


class Regret(models.Model):
    """A participant said beforehand that they cannot come to a session, and why."""

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="regrets", verbose_name=_("pendaftaran"))
    session = models.ForeignKey(Session, models.PROTECT, related_name="regrets", verbose_name=_("sesi"))
    reason = models.CharField(_("alasan"), max_length=200)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(_("diberitahukan"))
    taken_back_at = models.DateTimeField(_("ditarik"), null=True, blank=True)

    objects = RegretQuerySet.as_manager()

    class Meta:
        verbose_name = _("pemberitahuan berhalangan")
        verbose_name_plural = _("pemberitahuan berhalangan")
        constraints = [
            models.UniqueConstraint(
                name="regret_once",
                fields=["enrollment", "session"],
                condition=Q(taken_back_at__isnull=True),
                violation_error_message=_("Anda sudah memberi tahu bahwa tidak dapat hadir pada sesi ini."),
            ),
            models.CheckConstraint(
                name="regret_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Tuliskan alasan berhalangan."),
            ),
        ]
        triggers = [REGRET_OF_OWN_BATCH]

    def __str__(self) -> str:
        return f"{self.enrollment_id} · {self.session_id}"
