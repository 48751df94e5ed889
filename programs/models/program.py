"""Programs: a training as designed, its form, its competency."""

from typing import Self

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

from partners.models import Institution
from people.access import Access
from programs import triggers


class LearningPath(models.TextChoices):
    """Path of a form of learning (PerLAN 10/2018)."""

    EDUCATION = "pendidikan", _("Pendidikan")
    CLASSROOM = "klasikal", _("Klasikal")
    NON_CLASSROOM = "nonklasikal", _("Nonklasikal")


class CompetencyKind(models.TextChoices):
    """Kinds of competency (UU 20/2023, PermenPANRB 38/2017)."""

    TECHNICAL = "teknis", _("Teknis")
    MANAGERIAL = "manajerial", _("Manajerial")
    SOCIOCULTURAL = "sosial_kultural", _("Sosial kultural")
    GOVERNMENTAL = "pemerintahan", _("Pemerintahan")


class TrainingType(models.Model):
    """A form of competency development with its SIASN code (jenisDiklat 1-25)."""

    code = models.CharField(_("kode"), max_length=10, unique=True)
    name = models.CharField(_("bentuk"), max_length=100)
    path = models.CharField(_("jalur"), max_length=12, choices=LearningPath)
    siasn_training_type_id = models.PositiveSmallIntegerField(_("jenisDiklat SIASN"), null=True, blank=True)

    class Meta:
        verbose_name = _("bentuk pengembangan kompetensi")
        verbose_name_plural = _("bentuk pengembangan kompetensi")
        constraints = [
            models.CheckConstraint(
                name="siasn_training_type_in_range",
                condition=Q(siasn_training_type_id__isnull=True) | Q(siasn_training_type_id__range=(1, 25)),
                violation_error_message=_("Kode jenisDiklat SIASN antara 1 dan 25."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


# What people search for, stemmed: the title counts most, then the kind of competency and the summary.
_SEARCHED = (
    SearchVector("title", config="indonesian", weight="A")
    + SearchVector(Replace("competency", Value("_"), Value(" ")), config="indonesian", weight="B")
    + SearchVector("summary", config="indonesian", weight="C")
)


class ProgramQuerySet(models.QuerySet["Program"]):
    """Programs in the domain's words."""

    def visible_to(self, access: Access, institution_id: int | None) -> Self:
        """HR sees all; a partner's staff that partner's; others what is in the catalogue."""
        if access.is_hr:
            return self
        if institution_id is not None:
            return self.filter(institution_id=institution_id)
        return self.filter(published=True)


@pghistory.track(exclude=["search"])
class Program(models.Model):
    """A training as designed; a batch is one run of it."""

    code = models.SlugField(_("kode"), unique=True)
    title = models.CharField(_("judul"), max_length=200)
    summary = models.TextField(_("ringkasan"), blank=True)
    training_type = models.ForeignKey(TrainingType, models.PROTECT, related_name="programs", verbose_name=_("bentuk"))
    competency = models.CharField(_("jenis kompetensi"), max_length=20, choices=CompetencyKind)
    learning_hours = models.DecimalField(
        _("jam pelajaran (JP)"), max_digits=6, decimal_places=1, help_text=_("1 JP = 45 menit")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="programs", verbose_name=_("mitra")
    )
    # Keys of the survey's elements that the program means to raise, by name (surveys.index.ELEMENTS).
    target_elements = models.JSONField(_("unsur yang dituju"), default=list, blank=True)
    published = models.BooleanField(_("tampil di katalog"), default=False)
    search = models.GeneratedField(expression=_SEARCHED, output_field=SearchVectorField(), db_persist=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("program")
        constraints = [
            models.CheckConstraint(
                name="program_hours_positive",
                condition=Q(learning_hours__gt=0, learning_hours__lte=2000),
                violation_error_message=_("Jam pelajaran lebih dari 0 dan paling banyak 2.000."),
            ),
        ]
        indexes = [
            models.Index(name="program_catalogue", fields=["title", "id"], condition=Q(published=True)),
            GinIndex(name="program_search", fields=["search"]),
        ]
        triggers = [triggers.PROGRAM_KEEPS_ITS_PARTNER]

    def __str__(self) -> str:
        return self.title
