"""What was published: a unit's, a sector's or the city's period, frozen in versions that anyone can check."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from people.models import Sector, Unit
from surveys.models.answers import UtcDay


class ContentDigest(Func):
    """The SHA-256 of a text's UTF-8 bytes, in hexadecimal, as `sha256sum` prints it."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = models.CharField()


class ContentAnswers(Func):
    """How many answers a published content states."""

    template = "(%(expressions)s::jsonb ->> 'answers')::bigint"
    output_field = models.BigIntegerField()


class PublicationQuerySet(models.QuerySet["Publication"]):
    """The published versions' own questions."""

    def newest(self) -> Self:
        """The newest version of each scope and period."""
        keys = ("unit", "sector", "period_code")
        return self.order_by(*keys, "-version").distinct(*keys)

    def of_units(self) -> Self:
        """Those of units only."""
        return self.filter(unit__isnull=False)


class Publication(models.Model):
    """One version of a published period: of a unit, else of a sector, else of the city.

    `content` is what the public may read and check, as canonical JSON; the columns beside it repeat a few of its
    values for lists, or say from what it was made: `fresh_months` and `fresh_answers` were counted from answers,
    `parts` are the published versions (of units, or of shorter periods) that went into it.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, db_index=False, related_name="publications", verbose_name=_("unit kerja")
    )
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, db_index=False, related_name="publications", verbose_name=_("sektor")
    )
    period_code = models.CharField(_("periode"), max_length=10)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))
    version = models.PositiveSmallIntegerField(_("versi"))
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    content = models.TextField(_("isi"))
    digest = models.CharField(_("sidik SHA-256"), max_length=64)
    answers = models.BigIntegerField(_("jumlah jawaban"))
    index = models.DecimalField(_("indeks"), max_digits=5, decimal_places=2)
    margin = models.DecimalField(_("ketelitian"), max_digits=5, decimal_places=2)
    grade = models.CharField(_("mutu"), max_length=2)
    fresh_months = ArrayField(models.DateField(), default=list)
    fresh_answers = models.BigIntegerField(default=0)
    parts = ArrayField(models.BigIntegerField(), default=list)
    published_at = models.DateTimeField(_("diumumkan"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("periode yang diumumkan")
        verbose_name_plural = _("periode yang diumumkan")
        indexes = [models.Index(name="publication_period", fields=["period_code"])]
        constraints = [
            models.UniqueConstraint(
                name="publication_version_once",
                fields=["unit", "sector", "period_code", "version"],
                nulls_distinct=False,
                violation_error_message=_("Versi ini baru saja diumumkan orang lain. Muat ulang halaman."),
            ),
            models.CheckConstraint(
                name="publication_one_scope",
                condition=Q(unit__isnull=True) | Q(sector__isnull=True),
                violation_error_message=_("Yang diumumkan adalah satu unit, satu sektor, atau kota."),
            ),
            models.CheckConstraint(
                name="publication_new_version_has_reason",
                condition=Q(version=1, reason="") | (Q(version__gt=1) & ~Q(reason="")),
                violation_error_message=_("Versi baru memerlukan alasan; versi pertama tidak."),
            ),
            models.CheckConstraint(
                name="publication_digest_fits_content",
                condition=Q(digest=ContentDigest(F("content"))),
                violation_error_message=_("Sidik tidak cocok dengan isinya."),
            ),
            models.CheckConstraint(
                name="publication_answers_fit_content",
                condition=Q(answers=ContentAnswers(F("content"))),
                violation_error_message=_("Jumlah jawaban tidak cocok dengan isinya."),
            ),
            models.CheckConstraint(
                name="publication_after_its_period",
                condition=Q(ends_on__gte=F("starts_on"), ends_on__lte=UtcDay("published_at")),
                violation_error_message=_("Periode diumumkan sesudah berakhir."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="publication_is_final", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.period_code} v{self.version}"
