"""What a regulation or the city fixes, with the days from which it holds."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DecimalRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from surveys.index import EXACT_WEIGHT, GradeBand
from surveys.models.questionnaires import SATISFACTION
from surveys.models.units import PeriodKind


class GradeBandQuerySet(DatedQuerySet):
    """The grade table's own questions."""

    def best_first(self, day: date, scheme: str = SATISFACTION) -> list[GradeBand]:
        """The bands of a grade table in force on a day, best first, as plain values."""
        return [band.as_band() for band in self.on(day).filter(scheme=scheme).order_by("-lowest")]


class GradeBandRow(Dated):
    """One row of the grade table (mutu pelayanan) with its validity; both limits included, two decimals."""

    scheme = models.SlugField(
        _("tabel mutu"),
        max_length=20,
        default=SATISFACTION,
        help_text=_("Kuesioner memilih tabelnya menurut nama ini."),
    )
    grade = models.CharField(_("mutu"), max_length=2)
    name = models.CharField(_("kinerja"), max_length=40)
    lowest = models.DecimalField(pgettext_lazy("limit", "dari"), max_digits=5, decimal_places=2)
    highest = models.DecimalField(_("sampai"), max_digits=5, decimal_places=2)
    regulation = models.CharField(_("dasar"), max_length=100)

    objects = GradeBandQuerySet.as_manager()

    class Meta:
        verbose_name = _("mutu pelayanan")
        verbose_name_plural = _("mutu pelayanan")
        constraints = [
            dates_in_order("grade_band_dates_in_order"),
            models.CheckConstraint(
                name="grade_band_limits_in_order",
                condition=Q(lowest__gte=0, highest__lte=100, lowest__lte=F("highest")),
                violation_error_message=_("Batas mutu harus berurutan dan berada antara 0 dan 100."),
            ),
            ExclusionConstraint(
                name="grade_band_never_overlaps",
                expressions=[
                    ("scheme", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("lowest"),
                            F("highest"),
                            Value("[]"),
                            function="numrange",
                            output_field=DecimalRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Batas ini bertumpang tindih dengan mutu lain pada tanggal yang sama."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grade} · {self.name}"

    def as_band(self) -> GradeBand:
        """The row as the plain value that the calculation uses."""
        return GradeBand(self.grade, self.name, self.lowest, self.highest, self.starts_on, self.ends_on)


class CityMethod(models.TextChoices):
    """How the figure of a sector or the city is formed from its units."""

    UNITS = "units", _("Rata-rata unit: setiap unit sama berat")
    ANSWERS = "answers", _("Tertimbang jawaban: setiap jawaban sama berat")
    POPULATION = "population", _("Tertimbang pengguna: setiap pengguna layanan sama berat")


PUBLISHED_KINDS = [kind for kind in PeriodKind.choices if kind[0] != PeriodKind.MONTH]


class SurveyRuleQuerySet(DatedQuerySet):
    """The rules' own questions."""

    def in_force(self, day: date) -> Self:
        """The rule of a day, as a queryset of at most one row."""
        return self.on(day).order_by("-starts_on")[:1]


class SurveyRule(Dated):
    """The choices that every published figure names: weight, least answers, how the city's figure is formed."""

    WEIGHTS = [(EXACT_WEIGHT, _("tepat (1/k)")), ("0.111", "0,111"), ("0.11", "0,11")]

    weight = models.CharField(_("bobot unsur"), max_length=5, choices=WEIGHTS, default=EXACT_WEIGHT)
    minimum_answers = models.PositiveSmallIntegerField(
        _("jawaban paling sedikit"),
        default=10,
        validators=[MinValueValidator(2)],
        help_text=_("Angka dari jawaban yang lebih sedikit tidak ditampilkan."),
    )
    city_method = models.CharField(
        _("angka kota dan sektor"), max_length=10, choices=CityMethod, default=CityMethod.UNITS
    )

    period_kind = models.CharField(
        _("periode survei kota"),
        max_length=10,
        choices=PUBLISHED_KINDS,
        default=PeriodKind.QUARTER,
        help_text=_("Untuk periode ini sasaran jawaban dihitung dan hasil diterbitkan."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("hari tunggu jawaban terlambat"),
        default=14,
        validators=[MaxValueValidator(92)],
        help_text=_(
            "Setelah periode berakhir, jawaban dari kertas, tablet, dan berkas masih diterima selama hari-hari ini; "
            "sesudah itu periodenya dapat diumumkan."
        ),
    )

    objects = SurveyRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("aturan survei")
        verbose_name_plural = _("aturan survei")
        constraints = [
            dates_in_order("survey_rule_dates_in_order"),
            never_overlapping(
                "survey_rule_one_at_a_time",
                message=_("Sudah ada aturan survei pada tanggal ini. Akhiri dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="survey_rule_known_values",
                condition=Q(weight__in=[EXACT_WEIGHT, "0.111", "0.11"], city_method__in=CityMethod.values),
                violation_error_message=_("Pilih bobot dan cara hitung dari daftar."),
            ),
            models.CheckConstraint(
                name="survey_rule_known_period",
                condition=Q(period_kind__in=["quarter", "semester", "year"]),
                violation_error_message=_("Pilih triwulan, semester, atau tahun."),
            ),
            models.CheckConstraint(
                name="survey_rule_minimum_protects",
                condition=Q(minimum_answers__gte=2),
                violation_error_message=_("Paling sedikit 2 jawaban, supaya jawaban satu orang tidak terlihat."),
            ),
            models.CheckConstraint(
                name="survey_rule_grace_is_short",
                condition=Q(grace_days__lte=92),
                violation_error_message=_("Hari tunggu paling banyak 92."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weight_display()} · {self.minimum_answers}"
