"""The yearly plan, its trail, and its revisions."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.access import Access
from programs import triggers
from programs.transitions import PLAN_TRANSITIONS, PlanState
from programs.triggers import append_only, moves_along, stays


class PlanQuerySet(models.QuerySet["Plan"]):
    """Yearly plans."""

    def visible_to(self, access: Access) -> Self:
        """HR and leadership see all; nobody else any."""
        return self if access.is_hr or access.is_leadership else self.none()


class Plan(models.Model):
    """What the city means to train in one calendar year, fixed by a decision of the mayor (PP 11/2017, 205-207)."""

    year = models.PositiveSmallIntegerField(_("tahun"), unique=True)
    state = models.CharField(_("keadaan"), max_length=10, choices=PlanState, default=PlanState.DRAFT, editable=False)
    decree_number = models.CharField(_("nomor SK"), max_length=100, blank=True)
    decree_on = models.DateField(_("tanggal SK"), null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("rencana tahunan")
        verbose_name_plural = _("rencana tahunan")
        constraints = [
            models.CheckConstraint(
                name="plan_year_in_range",
                condition=Q(year__range=(2020, 2100)),
                violation_error_message=_("Tahun rencana antara 2020 dan 2100."),
            ),
            models.CheckConstraint(
                name="plan_approved_has_decree",
                condition=Q(state="draft", decree_number="", decree_on__isnull=True)
                | (~Q(state="draft") & ~Q(decree_number="") & Q(decree_on__isnull=False)),
                violation_error_message=_("Rencana yang ditetapkan, dan hanya itu, mempunyai nomor dan tanggal SK."),
            ),
        ]
        triggers = [
            moves_along(PLAN_TRANSITIONS, "plan_moves_along_its_states"),
            triggers.PLAN_HAS_TRAIL,
            stays("plan_stays_in_its_year", "year"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class PlanChange(models.Model):
    """Who changed a plan's state, when and why; append-only."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="changes")
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10, choices=PlanState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("perubahan keadaan rencana")
        verbose_name_plural = _("perubahan keadaan rencana")
        triggers = [append_only("plan_change_append_only")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class PlanRevision(models.Model):
    """A stated change of a plan that was fixed: while it is open, what the plan contains may be changed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions", verbose_name=_("rencana"))
    number = models.PositiveSmallIntegerField(_("perubahan ke"))
    reason = models.CharField(_("alasan"), max_length=300)
    decree_number = models.CharField(_("nomor SK perubahan"), max_length=100, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("dibuka"))
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("dikunci"), null=True)

    class Meta:
        verbose_name = _("perubahan rencana")
        verbose_name_plural = _("perubahan rencana")
        constraints = [
            models.UniqueConstraint(
                name="plan_revision_number_once",
                fields=["plan", "number"],
                violation_error_message=_("Nomor perubahan ini sudah dipakai."),
            ),
            models.UniqueConstraint(
                name="plan_revision_one_open",
                fields=["plan"],
                condition=Q(ended_at__isnull=True),
                violation_error_message=_("Masih ada perubahan yang terbuka. Kunci dahulu perubahan itu."),
            ),
            models.CheckConstraint(
                name="plan_revision_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Tuliskan alasan perubahan rencana."),
            ),
            models.CheckConstraint(
                name="plan_revision_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("at")),
                violation_error_message=_("Perubahan dikunci setelah dibuka."),
            ),
        ]
        triggers = [stays("plan_revision_stays", "plan_id", "number", "reason", "at", "by_id")]

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"
