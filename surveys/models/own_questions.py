"""A unit's own questions, asked after the survey's: versions that never change once published, and their counts."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import Unit
from surveys.models.questionnaires import (
    ANSWER_COUNT,
    Questionnaire,
    SurveyLanguage,
    kept_once_published,
)

MOST_QUESTIONS = 10
MOST_OPTIONS = 8
MOST_TEXT = 500


class QuestionKind(models.TextChoices):
    """What an own question is answered with."""

    CHOICE = "choice", _("Pilihan")
    SCALE = "scale", _("Skala 1 sampai 4")
    TEXT = "text", _("Isian bebas")


# FOR SHARE: a question must not slip in while another connection publishes the version.
IS_DRAFT = """
IF EXISTS (
    SELECT 1 FROM surveys_ownversion WHERE id = NEW.version_id AND published_at IS NOT NULL FOR SHARE
) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_question_of_published_kept',
        MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';
END IF;
RETURN NEW;
"""
FITS = """
IF NOT EXISTS (
    SELECT 1 FROM surveys_ownquestion WHERE id = NEW.question_id AND option_count = cardinality(NEW.options)
) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'own_wording_fits',
        MESSAGE = 'Banyaknya pilihan harus sama dalam setiap bahasa.';
END IF;
RETURN NEW;
"""


class OwnVersion(models.Model):
    """The own questions of a unit at one time: a draft, or published for good. Without questions: none are asked.

    `published_unit` repeats the unit once published, so that a foreign key lets an answer name only a published
    version of its own unit.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="own_versions", verbose_name=_("unit kerja"))
    number = models.PositiveSmallIntegerField(_("versi"))
    published_at = models.DateTimeField(_("diterbitkan"), null=True, blank=True)
    published_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("versi pertanyaan unit")
        verbose_name_plural = _("versi pertanyaan unit")
        constraints = [
            models.UniqueConstraint(name="own_version_number_once", fields=["unit", "number"]),
            models.UniqueConstraint(name="own_version_with_unit", fields=["id", "published_unit"]),
            models.UniqueConstraint(
                name="own_version_one_draft",
                fields=["unit"],
                condition=Q(published_at__isnull=True),
                violation_error_message=_("Unit ini sudah mempunyai draf pertanyaan. Lanjutkan atau buang draf itu."),
            ),
            models.CheckConstraint(
                name="own_version_published_names_unit",
                condition=Q(published_at__isnull=True, published_unit__isnull=True)
                | Q(published_at__isnull=False, published_unit__isnull=False, published_unit=F("unit")),
                violation_error_message=_("Versi yang diterbitkan harus menyebut unitnya sendiri."),
            ),
        ]
        triggers = [kept_once_published("published_own_version_kept", "OLD.id", "surveys_ownversion")]

    def __str__(self) -> str:
        return f"{self.unit} v{self.number}"


class OwnQuestion(models.Model):
    """One question of a version: its kind and how many answers it offers."""

    version = models.ForeignKey(OwnVersion, models.CASCADE, related_name="questions", verbose_name=_("versi"))
    position = models.PositiveSmallIntegerField(_("urutan"))
    kind = models.CharField(_("jenis"), max_length=6, choices=QuestionKind)
    option_count = models.PositiveSmallIntegerField(_("banyaknya pilihan"))

    class Meta:
        verbose_name = _("pertanyaan unit")
        verbose_name_plural = _("pertanyaan unit")
        constraints = [
            # At the end of the transaction, so that two can change places.
            models.UniqueConstraint(
                name="own_question_position_once",
                fields=["version", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="own_question_position_in_range",
                condition=Q(position__range=(1, MOST_QUESTIONS)),
                violation_error_message=_("Paling banyak sepuluh pertanyaan sendiri, supaya warga tidak bosan."),
            ),
            models.CheckConstraint(
                name="own_question_options_fit_kind",
                condition=Q(kind="choice", option_count__range=(2, MOST_OPTIONS))
                | Q(kind="scale", option_count=ANSWER_COUNT)
                | Q(kind="text", option_count=0),
                violation_error_message=_("Pilihan: 2 sampai 8 jawaban. Skala: 4 jawaban. Isian bebas: tanpa jawaban."),
            ),
        ]
        triggers = [
            kept_once_published("own_question_of_published_kept", "OLD.version_id", "surveys_ownversion"),
            pgtrigger.Trigger(
                name="own_question_only_in_draft", operation=pgtrigger.Insert, when=pgtrigger.Before, func=IS_DRAFT
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.get_kind_display()}"


class OwnWording(models.Model):
    """An own question in one language; a language can still be added after publishing."""

    question = models.ForeignKey(OwnQuestion, models.CASCADE, related_name="wordings", verbose_name=_("pertanyaan"))
    language = models.CharField(_("bahasa"), max_length=2, choices=SurveyLanguage)
    text = models.CharField(_("pertanyaan"), max_length=200)
    options = ArrayField(models.CharField(max_length=80), size=MOST_OPTIONS, blank=True, default=list)

    class Meta:
        verbose_name = _("bunyi pertanyaan unit")
        verbose_name_plural = _("bunyi pertanyaan unit")
        constraints = [models.UniqueConstraint(name="own_wording_language_once", fields=["question", "language"])]
        triggers = [
            kept_once_published(
                "own_wording_of_published_kept",
                "(SELECT version_id FROM surveys_ownquestion WHERE id = OLD.question_id)",
                "surveys_ownversion",
            ),
            pgtrigger.Trigger(
                name="own_wording_fits",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=FITS,
            ),
        ]

    def __str__(self) -> str:
        return self.text


class OwnRollup(models.Model):
    """How often each answer to an own question was given, by unit and month; only the folding writes here.

    `value` is the answer's number, 0 for a filled text. Position 0 counts the responses that were asked.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    month = models.DateField()
    own_version = models.ForeignKey(OwnVersion, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    position = models.PositiveSmallIntegerField()
    value = models.PositiveSmallIntegerField()
    count = models.BigIntegerField()

    class Meta:
        verbose_name = _("rekap pertanyaan unit")
        verbose_name_plural = _("rekap pertanyaan unit")
        constraints = [
            models.UniqueConstraint(
                name="own_rollup_once", fields=["unit", "month", "own_version", "position", "value"]
            ),
            models.CheckConstraint(name="own_rollup_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.month}"


class BuilderChange(models.Model):
    """Who changed what in a questionnaire, or in a unit's own questions, and when."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, null=True, related_name="changes", verbose_name=_("kuesioner")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("unit kerja"))
    number = models.PositiveSmallIntegerField(_("versi"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("oleh")
    )
    at = models.DateTimeField(_("waktu"))
    what = models.CharField(_("perubahan"), max_length=300)

    class Meta:
        verbose_name = _("perubahan kuesioner")
        verbose_name_plural = _("perubahan kuesioner")
        constraints = [
            models.CheckConstraint(
                name="builder_change_of_one",
                condition=Q(questionnaire__isnull=True, unit__isnull=False)
                | Q(questionnaire__isnull=False, unit__isnull=True),
                violation_error_message=_("Perubahan menyebut satu kuesioner atau satu unit."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="builder_changes_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.what
