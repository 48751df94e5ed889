"""Point rules, the ledger of points, badges and who earned them."""

from datetime import date
from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from credentials.models import Certificate
from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.models import Employee


class PointCause(models.TextChoices):
    """What earns points."""

    FINISHED = "finished", _("Menyelesaikan program")


@pghistory.track()
class PointRule(Dated):
    """How many points a deed earns, from when to when: the city's own decision, editable by HR."""

    cause = models.CharField(_("sebab"), max_length=10, choices=PointCause)
    points_per_hour = models.DecimalField(_("poin per JP"), max_digits=6, decimal_places=2)
    source = models.CharField(_("dasar"), max_length=300)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("aturan poin")
        verbose_name_plural = _("aturan poin")
        constraints = [
            dates_in_order("point_rule_dates_in_order"),
            never_overlapping(
                "point_rule_one_at_a_time",
                "cause",
                message=_("Sebab ini sudah mempunyai aturan pada tanggal tersebut. Akhiri dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="point_rule_not_negative",
                condition=Q(points_per_hour__gte=0),
                violation_error_message=_("Poin per JP tidak boleh negatif."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} · {self.points_per_hour}"


class PointEntryQuerySet(models.QuerySet["PointEntry"]):
    """The ledger's own questions."""

    def standing(self) -> Self:
        """Points that no reversal has taken back."""
        return self.filter(reverses__isnull=True, reversal__isnull=True)


# A reversal takes back exactly what it reverses: same person and cause, the same points with a minus.
REVERSAL_MIRRORS = """
    PERFORM 1 FROM rewards_pointentry original
     WHERE original.id = NEW.reverses_id AND original.reverses_id IS NULL
       AND original.employee_id = NEW.employee_id AND original.certificate_id = NEW.certificate_id
       AND original.revision = NEW.revision AND original.points = -NEW.points;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'point_reversal_mirrors',
            MESSAGE = 'a reversal must take back exactly the entry that it names';
    END IF;
    RETURN NEW;
"""


class PointEntry(models.Model):
    """One line of the ledger of points; append-only, a balance is a sum."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="point_entries", verbose_name=_("pegawai"))
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="point_entries", verbose_name=_("sertifikat")
    )
    revision = models.PositiveSmallIntegerField(_("revisi"))
    rule = models.ForeignKey(PointRule, models.PROTECT, related_name="entries", verbose_name=_("aturan"))
    points = models.IntegerField(_("poin"))
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("membatalkan")
    )
    recorded_at = models.DateTimeField(_("dicatat"))

    objects = PointEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("catatan poin")
        verbose_name_plural = _("catatan poin")
        constraints = [
            models.UniqueConstraint(
                name="point_entry_cause_once",
                fields=["certificate", "revision"],
                condition=Q(reverses__isnull=True),
                violation_error_message=_("Poin untuk sertifikat ini sudah dicatat."),
            ),
            models.CheckConstraint(
                name="point_entry_sign_fits",
                condition=Q(reverses__isnull=True, points__gte=0) | Q(reverses__isnull=False, points__lte=0),
                violation_error_message=_("Poin tidak boleh negatif, kecuali pembatalan."),
            ),
        ]
        indexes = [models.Index(name="point_entry_person", fields=["employee"])]
        triggers = [
            pgtrigger.Protect(name="point_ledger_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="point_reversal_mirrors",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__reverses__isnull=False),
                func=REVERSAL_MIRRORS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} · {self.points}"


class Badge(models.Model):
    """A badge that people can earn once."""

    code = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama"), max_length=100)
    description = models.CharField(_("untuk apa"), max_length=300)

    class Meta:
        verbose_name = _("lencana")
        verbose_name_plural = _("lencana")

    def __str__(self) -> str:
        return self.name


class BadgeAwardQuerySet(models.QuerySet["BadgeAward"]):
    """Badges earned."""

    def held(self) -> Self:
        """Those whose reason still stands."""
        return self.filter(withdrawn_on__isnull=True)


class BadgeAward(models.Model):
    """A badge that a person earned; withdrawn when its reason falls away, held again when it returns."""

    badge = models.ForeignKey(Badge, models.PROTECT, related_name="awards", verbose_name=_("lencana"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="badge_awards", verbose_name=_("pegawai"))
    earned_on = models.DateField(_("diperoleh"))
    withdrawn_on = models.DateField(_("ditarik"), null=True, blank=True)

    objects = BadgeAwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("perolehan lencana")
        verbose_name_plural = _("perolehan lencana")
        constraints = [
            models.UniqueConstraint(
                name="badge_earned_once",
                fields=["badge", "employee"],
                violation_error_message=_("Lencana ini sudah diperoleh."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} · {self.badge}"

    def hold(self, *, holds: bool, day: date) -> None:
        """Set whether the badge is held; the use case saves."""
        if holds:
            self.withdrawn_on = None
        elif self.withdrawn_on is None:
            self.withdrawn_on = day
