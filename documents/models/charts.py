"""Charts, kept by the digest of what they show."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

TRIES = 3


class ChartQuerySet(models.QuerySet["Chart"]):
    """Which charts wait for their picture."""

    def unrendered(self) -> Self:
        """Those without a picture that have not failed too often, oldest first."""
        return self.filter(rendered_at__isnull=True, attempts__lt=TRIES).order_by("wanted_at", "pk")


class Chart(models.Model):
    """A Vega-Lite specification and, once the worker has drawn it, its picture."""

    digest = models.CharField(_("sidik"), max_length=64, unique=True)
    spec = models.JSONField(_("spesifikasi"))
    svg = models.TextField(_("gambar"), blank=True)
    width = models.PositiveSmallIntegerField(_("lebar (px)"), default=0)
    height = models.PositiveSmallIntegerField(_("tinggi (px)"), default=0)
    wanted_at = models.DateTimeField(_("diminta"), db_default=Now())
    rendered_at = models.DateTimeField(_("digambar"), null=True)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    last_failure = models.TextField(_("kegagalan terakhir"), blank=True)

    objects = ChartQuerySet.as_manager()

    class Meta:
        verbose_name = _("grafik")
        verbose_name_plural = _("grafik")
        constraints = [
            models.CheckConstraint(
                name="chart_rendered_has_picture",
                condition=(Q(rendered_at__isnull=True, svg="") | (Q(rendered_at__isnull=False) & ~Q(svg=""))),
                violation_error_message=_("Grafik yang sudah digambar mempunyai gambar; yang lain tidak."),
            ),
            models.CheckConstraint(
                name="chart_has_digest",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Sidik grafik terdiri atas 64 angka heksadesimal."),
            ),
        ]
        indexes = [
            models.Index(name="chart_unrendered", fields=["wanted_at", "id"], condition=Q(rendered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.digest[:12]
