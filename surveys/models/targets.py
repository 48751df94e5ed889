"""How many people a unit serves in a period, and from it how many answers its survey should have."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Unit
from surveys.index import sample_size
from surveys.models.units import Service, SurveyPeriod

# Krejcie and Morgan in whole numbers, 3841·N / (10·N + 3831) rounded half up; equal to `surveys.index.sample_size`.
SAMPLE_SIZE = (F("users") * 7692 + 3831) / (F("users") * 20 + 7662)


class PopulationQuerySet(models.QuerySet["Population"]):
    """The populations' own questions."""

    def visible_to(self, access: Access) -> Self:
        """HR and leadership see all; officers and heads those of their own units."""
        if access.is_hr or access.is_leadership:
            return self
        return self.filter(unit__in={*access.officer_unit_ids, *access.headed_unit_ids})


@pghistory.track()
class Population(models.Model):
    """The users of a unit, or of one of its services, in a survey period, as stated by a person with a source.

    The target follows by Krejcie and Morgan; a higher one may be stated with a reason, a lower one never.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="populations", verbose_name=_("unit kerja"))
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="populations",
        verbose_name=_("jenis layanan"),
    )
    period = models.ForeignKey(
        SurveyPeriod, models.PROTECT, related_name="populations", verbose_name=_("periode survei")
    )
    users = models.PositiveBigIntegerField(_("pengguna layanan"))
    source = models.CharField(_("sumber angka"), max_length=200)
    stated_target = models.PositiveIntegerField(_("sasaran yang lebih tinggi"), null=True, blank=True)
    reason = models.CharField(_("alasan sasaran lebih tinggi"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("diisi oleh")
    )
    entered_at = models.DateTimeField(_("diisi pada"))

    objects = PopulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("pengguna layanan")
        verbose_name_plural = _("pengguna layanan")
        constraints = [
            models.UniqueConstraint(
                name="population_once",
                fields=["unit", "period", "service"],
                nulls_distinct=False,
                violation_error_message=_(
                    "Jumlah pengguna layanan untuk periode ini sudah diisi; ubah yang sudah ada."
                ),
            ),
            models.CheckConstraint(
                name="population_has_users",
                condition=Q(users__gte=1, users__lte=1_000_000_000),
                violation_error_message=_("Jumlah pengguna layanan paling sedikit 1."),
            ),
            models.CheckConstraint(
                name="population_has_source",
                condition=~Q(source=""),
                violation_error_message=_("Tuliskan dari mana jumlah pengguna layanan ini."),
            ),
            models.CheckConstraint(
                name="population_target_only_higher",
                condition=Q(stated_target__isnull=True)
                | Q(stated_target__gt=SAMPLE_SIZE, stated_target__lte=F("users")),
                violation_error_message=_(
                    "Sasaran sendiri harus lebih tinggi daripada jumlah contoh dari rumus, dan tidak melebihi jumlah "
                    "pengguna layanan."
                ),
            ),
            models.CheckConstraint(
                name="population_target_has_reason",
                condition=Q(stated_target__isnull=True, reason="") | (Q(stated_target__isnull=False) & ~Q(reason="")),
                violation_error_message=_("Tuliskan alasan sasaran yang lebih tinggi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service or self.unit} · {self.period}"

    @property
    def sample_size(self) -> int:
        """The answers that the number of users asks for, after Krejcie and Morgan."""
        return sample_size(self.users)

    @property
    def target(self) -> int:
        """The answers aimed at: the stated target, else the sample size."""
        return self.stated_target or self.sample_size
