"""Sheets of paper as they were typed in: which answer came from which sheet of which stack, and what was corrected."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Unit
from surveys.models.answers import Response


class PaperStack(models.Model):
    """A stack of filled sheets of a unit; the sheets are numbered within it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="paper_stacks", verbose_name=_("unit kerja"))
    number = models.PositiveIntegerField(_("tumpukan"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("dibuka"))

    class Meta:
        verbose_name = _("tumpukan kertas")
        verbose_name_plural = _("tumpukan kertas")
        constraints = [
            models.UniqueConstraint(
                name="paper_stack_number_once",
                fields=["unit", "number"],
                violation_error_message=_("Tumpukan ini baru saja dibuka oleh petugas lain. Muat ulang halaman."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.number}"


class PaperSheetQuerySet(models.QuerySet["PaperSheet"]):
    """The sheets' own questions."""

    def visible_to(self, access: Access) -> Self:
        """HR and leadership see all; officers and heads those of their own units."""
        if access.is_hr or access.is_leadership:
            return self
        return self.filter(stack__unit_id__in={*access.officer_unit_ids, *access.headed_unit_ids})

    def counted(self) -> Self:
        """Those that were neither corrected nor withdrawn."""
        return self.filter(ended_at__isnull=True)

    def with_fate(self) -> Self:
        """Each with `has_successor`: whether another sheet took its place."""
        return self.annotate(has_successor=Exists(PaperSheet.objects.filter(corrects=OuterRef("pk"))))


class PaperSheet(models.Model):
    """One sheet as typed in. Its answer never changes: a correction ends it and enters another in its place."""

    response = models.OneToOneField(Response, models.PROTECT, primary_key=True, related_name="paper_sheet")
    stack = models.ForeignKey(PaperStack, models.PROTECT, related_name="sheets", verbose_name=_("tumpukan"))
    number = models.PositiveIntegerField(_("nomor lembar"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("dimasukkan"))
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name=_("menggantikan")
    )
    ended_at = models.DateTimeField(_("tidak dihitung sejak"), null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("sebab"), max_length=300, db_default="", blank=True)

    objects = PaperSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("lembar kertas")
        verbose_name_plural = _("lembar kertas")
        constraints = [
            models.UniqueConstraint(
                name="paper_sheet_number_once",
                fields=["stack", "number"],
                condition=Q(ended_at__isnull=True),
                violation_error_message=_(
                    "Nomor lembar ini sudah ada di tumpukan ini. Periksa nomornya, atau koreksi lembar yang lama."
                ),
            ),
            models.CheckConstraint(
                name="paper_sheet_number_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Nomor lembar mulai dari 1."),
            ),
            models.CheckConstraint(
                name="paper_sheet_end_whole",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, why="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(why="")),
                violation_error_message=_("Koreksi memerlukan sebab, waktu, dan siapa yang mengoreksi."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="paper_sheet_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="paper_entry_kept",
                fields=["response", "stack", "number", "entered_by", "entered_at", "corrects"],
            ),
            # Ended once, for good: a second end would take the answer out of the roll-ups twice.
            pgtrigger.Protect(
                name="paper_end_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.ended_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stack} · {self.number}"
