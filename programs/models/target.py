"""For whom a batch is: the rules that an applicant meets. A batch without a row is for everyone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import EmployeeStatus, PositionKind, Unit
from programs.models.batch import Batch
from programs.models.program import Program

# Both ladders of grades have seventeen steps: I/a to IV/e for PNS, I to XVII for PPPK.
HIGHEST_LEVEL = 17


def _within_ladder(name: str, scheme: str) -> models.CheckConstraint:
    low, high = f"{scheme}_from", f"{scheme}_to"
    steps = (1, HIGHEST_LEVEL)
    return models.CheckConstraint(
        name=name,
        condition=(Q(**{f"{low}__isnull": True}) | Q(**{f"{low}__range": steps}))
        & (Q(**{f"{high}__isnull": True}) | Q(**{f"{high}__range": steps}))
        & (Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True}) | Q(**{f"{low}__lte": F(high)})),
        violation_error_message=_("Golongan terendah tidak boleh di atas golongan tertinggi."),
    )


class TargetRules(models.Model):
    """Units, ranks, kinds of post, status and earlier programs that a batch asks for; what is empty asks nothing."""

    batch = models.OneToOneField(Batch, models.CASCADE, related_name="target_rules", verbose_name=_("angkatan"))
    units = models.ManyToManyField(Unit, related_name="+", blank=True, verbose_name=_("unit kerja"))
    position_kinds = ArrayField(
        models.CharField(max_length=20, choices=PositionKind), default=list, blank=True, verbose_name=_("jenis jabatan")
    )
    statuses = ArrayField(
        models.CharField(max_length=20, choices=EmployeeStatus), default=list, blank=True, verbose_name=_("status")
    )
    # Levels of people.Grade, so that the database can compare them.
    pns_from = models.PositiveSmallIntegerField(_("golongan PNS terendah"), null=True, blank=True)
    pns_to = models.PositiveSmallIntegerField(_("golongan PNS tertinggi"), null=True, blank=True)
    pppk_from = models.PositiveSmallIntegerField(_("golongan PPPK terendah"), null=True, blank=True)
    pppk_to = models.PositiveSmallIntegerField(_("golongan PPPK tertinggi"), null=True, blank=True)
    prerequisites = models.ManyToManyField(
        Program, related_name="+", blank=True, verbose_name=_("program yang harus sudah diselesaikan")
    )
    years_between = models.PositiveSmallIntegerField(_("jarak sejak program yang sama (tahun)"), null=True, blank=True)

    class Meta:
        verbose_name = _("syarat peserta")
        verbose_name_plural = _("syarat peserta")
        constraints = [
            _within_ladder("target_pns_grades_in_order", "pns"),
            _within_ladder("target_pppk_grades_in_order", "pppk"),
            models.CheckConstraint(
                name="target_position_kinds_known",
                condition=Q(position_kinds__contained_by=list(PositionKind.values)),
                violation_error_message=_("Pilih jenis jabatan dari daftar."),
            ),
            models.CheckConstraint(
                name="target_statuses_known",
                condition=Q(statuses__contained_by=list(EmployeeStatus.values)),
                violation_error_message=_("Pilih status dari daftar."),
            ),
            models.CheckConstraint(
                name="target_years_in_range",
                condition=Q(years_between__isnull=True) | Q(years_between__range=(1, 20)),
                violation_error_message=_("Jarak sejak program yang sama antara 1 dan 20 tahun."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch}"
