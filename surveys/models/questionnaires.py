"""Elements, and questionnaires whose published versions never change."""

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order
from people.models import Unit

SATISFACTION = "skm"
"""The code of the questionnaire that the regulation asks for."""
RESERVED = "tes-"
"""How the codes of questionnaires begin that other rooms keep: never asked of citizens, nor built on these pages."""
ANSWER_COUNT = 4
MOST_ITEMS = 60


class SurveyLanguage(models.TextChoices):
    """Languages in which a questionnaire can be worded; the address chooses."""

    INDONESIAN = "id", _("Indonesia")
    ENGLISH = "en", _("Inggris")
    MALAY = "ms", _("Melayu")


class Scale(models.TextChoices):
    """How a questionnaire's figure is shown."""

    INDEX = "index", _("Indeks 25 sampai 100 (rata-rata × 25)")
    MEAN = "mean", _("Rata-rata 1 sampai 4")


class QuestionnaireQuerySet(DatedQuerySet):
    """The questionnaires' own questions."""

    def asked_at(self, unit_id: int) -> Self:
        """Those that a unit's citizens are asked, whenever."""
        return self.filter(Q(asked_everywhere=True) | Q(units=unit_id)).distinct()

    def built_here(self) -> Self:
        """Those that BKPSDM builds and citizens or participants are asked as they stand."""
        return self.exclude(code__startswith=RESERVED)

    def others(self) -> Self:
        """All but SKM."""
        return self.exclude(code=SATISFACTION)


class Questionnaire(Dated):
    """A questionnaire through its versions: SKM, and what else is asked of whom and between which days."""

    code = models.SlugField(_("kode"), unique=True, help_text=_("Bagian dari alamatnya, misalnya ipak."))
    name = models.CharField(_("nama"), max_length=100)
    name_en = models.CharField(_("nama dalam bahasa Inggris"), max_length=100, blank=True)
    name_ms = models.CharField(_("nama dalam bahasa Melayu"), max_length=100, blank=True)
    scale = models.CharField(_("skala"), max_length=5, choices=Scale, default=Scale.INDEX)
    grade_scheme = models.SlugField(
        _("tabel mutu"), max_length=20, blank=True, help_text=_("Kosong: angkanya tanpa mutu A sampai D.")
    )
    asked_everywhere = models.BooleanField(_("ditanyakan di semua unit"), default=False)
    units = models.ManyToManyField(Unit, related_name="+", blank=True, verbose_name=_("unit kerja"))

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("kuesioner")
        verbose_name_plural = _("kuesioner")
        constraints = [
            dates_in_order("questionnaire_dates_in_order"),
            models.CheckConstraint(
                name="questionnaire_scale_known",
                condition=Q(scale__in=Scale.values),
                violation_error_message=_("Pilih skala dari daftar."),
            ),
            # The legal index: no setting may take it off a unit or show it on another scale.
            models.CheckConstraint(
                name="questionnaire_skm_as_regulated",
                condition=~Q(code=SATISFACTION)
                | Q(scale=Scale.INDEX, grade_scheme=SATISFACTION, asked_everywhere=True, ends_on__isnull=True),
                violation_error_message=_("SKM wajib: selalu untuk semua unit, dengan indeks 25–100 dan mutunya."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def named_in(self, language: str) -> str:
        """Its name in a language, Indonesian where that one is missing."""
        return {"en": self.name_en, "ms": self.name_ms}.get(language) or self.name


class ElementQuerySet(models.QuerySet["Element"]):
    """The elements' own questions."""

    def of(self, questionnaire: str) -> Self:
        """The elements of one questionnaire, in their own order."""
        return self.filter(questionnaire__code=questionnaire).order_by("position")


class Element(models.Model):
    """An element (unsur) that a questionnaire asks about, known by its key: its number differs between offices."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="elements", verbose_name=_("kuesioner")
    )
    key = models.SlugField(_("kunci"), unique=True, max_length=40)
    name = models.CharField(_("nama"), max_length=100)
    short_name = models.CharField(_("nama pendek"), max_length=40)
    meaning = models.CharField(_("arti"), max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(_("urutan"))

    objects = ElementQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsur")
        verbose_name_plural = _("unsur")
        constraints = [
            # At the end of the transaction, so that two can change places.
            models.UniqueConstraint(
                name="element_position_once", fields=["position"], deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return self.name


class VersionQuerySet(models.QuerySet["QuestionnaireVersion"]):
    """The versions' own questions."""

    def current(self, code: str) -> Self:
        """The newest published version of a questionnaire, as a queryset of at most one row."""
        published = self.filter(questionnaire__code=code, published_at__isnull=False)
        return published.order_by("-number")[:1]


IS_COMPLETE = """
IF NOT EXISTS (
    SELECT 1 FROM surveys_item WHERE version_id = NEW.id
    HAVING count(*) = NEW.item_count AND max(position) = NEW.item_count
) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'version_published_complete',
        MESSAGE = 'Jumlah butir tidak sama dengan yang akan diterbitkan.';
END IF;
RETURN NEW;
"""
# FOR SHARE: an item must not slip in while another connection publishes the version.
IS_ROOM = """
IF EXISTS (
    SELECT 1 FROM surveys_questionnaireversion
    WHERE id = NEW.version_id AND NEW.position > item_count FOR SHARE
) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'item_of_published_kept',
        MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';
END IF;
RETURN NEW;
"""


OF_QUESTIONNAIRE = """
IF NOT EXISTS (
    SELECT 1 FROM surveys_questionnaireversion v JOIN surveys_element e ON e.questionnaire_id = v.questionnaire_id
    WHERE v.id = NEW.version_id AND e.id = NEW.element_id
) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'item_of_own_questionnaire',
        MESSAGE = 'Unsur ini milik kuesioner lain.';
END IF;
RETURN NEW;
"""


def kept_once_published(
    name: str, version_of: str, versions: str = "surveys_questionnaireversion"
) -> pgtrigger.Trigger:
    """A trigger that keeps a published version and the rows below it; `version_of` finds the version of OLD."""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
            IF EXISTS (
                SELECT 1 FROM {versions}
                WHERE id = {version_of} AND published_at IS NOT NULL FOR SHARE
            ) THEN
                RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{name}',
                    MESSAGE = 'Versi kuesioner yang sudah diterbitkan tidak dapat diubah; buat versi baru.';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
        """,  # noqa: S608  the names come from this file
    )


class QuestionnaireVersion(models.Model):
    """One version: a draft without `item_count`, or published with it; answers can only name a published one."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="versions", verbose_name=_("kuesioner")
    )
    number = models.PositiveSmallIntegerField(_("versi"))
    published_at = models.DateTimeField(_("diterbitkan"), null=True, blank=True)
    item_count = models.PositiveSmallIntegerField(_("jumlah butir"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versi kuesioner")
        verbose_name_plural = _("versi kuesioner")
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["questionnaire", "number"]),
            models.UniqueConstraint(name="version_with_item_count", fields=["id", "item_count"]),
            models.UniqueConstraint(
                name="version_one_draft",
                fields=["questionnaire"],
                condition=Q(published_at__isnull=True),
                violation_error_message=_("Kuesioner ini sudah mempunyai draf. Lanjutkan atau buang draf itu."),
            ),
            models.CheckConstraint(
                name="version_published_has_item_count",
                condition=Q(published_at__isnull=True, item_count__isnull=True)
                | Q(published_at__isnull=False, item_count__range=(1, MOST_ITEMS)),
                violation_error_message=_("Versi yang diterbitkan harus mempunyai butir."),
            ),
        ]
        triggers = [
            kept_once_published("published_version_kept", "OLD.id"),
            # At the end of the transaction, so that a version and its items can be stored in any order.
            pgtrigger.Trigger(
                name="published_version_complete",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__published_at__isnull=False),
                func=IS_COMPLETE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} v{self.number}"


class Item(models.Model):
    """One question of a version, about one element, at its place in the answers' order."""

    version = models.ForeignKey(QuestionnaireVersion, models.CASCADE, related_name="items", verbose_name=_("versi"))
    position = models.PositiveSmallIntegerField(_("urutan"))
    element = models.ForeignKey(Element, models.PROTECT, related_name="items", verbose_name=_("unsur"))

    class Meta:
        verbose_name = _("butir")
        verbose_name_plural = _("butir")
        constraints = [
            # At the end of the transaction, so that two can change places.
            models.UniqueConstraint(
                name="item_position_once", fields=["version", "position"], deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(name="item_element_once", fields=["version", "element"]),
            models.CheckConstraint(
                name="item_position_in_range",
                condition=Q(position__range=(1, MOST_ITEMS)),
                violation_error_message=_("Urutan butir antara 1 dan 60."),
            ),
        ]
        triggers = [
            kept_once_published("item_of_published_kept", "OLD.version_id"),
            pgtrigger.Trigger(
                name="item_within_published", operation=pgtrigger.Insert, when=pgtrigger.Before, func=IS_ROOM
            ),
            # Or a figure of one questionnaire would count answers to another.
            pgtrigger.Trigger(
                name="item_of_own_questionnaire",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=OF_QUESTIONNAIRE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.element}"


class ItemWording(models.Model):
    """An item's question and its four answers, lowest first, in one language; a language can still be added later."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="wordings", verbose_name=_("butir"))
    language = models.CharField(_("bahasa"), max_length=2, choices=SurveyLanguage)
    question = models.CharField(_("pertanyaan"), max_length=200)
    labels = ArrayField(
        models.CharField(max_length=80),
        size=ANSWER_COUNT,
        verbose_name=_("jawaban"),
        validators=[MinLengthValidator(ANSWER_COUNT)],
    )

    class Meta:
        verbose_name = _("bunyi butir")
        verbose_name_plural = _("bunyi butir")
        constraints = [
            models.UniqueConstraint(name="wording_language_once", fields=["item", "language"]),
            models.CheckConstraint(
                name="wording_has_four_answers",
                condition=Q(labels__len=ANSWER_COUNT),
                violation_error_message=_("Setiap pertanyaan mempunyai empat jawaban."),
            ),
        ]
        triggers = [
            kept_once_published(
                "wording_of_published_kept", "(SELECT version_id FROM surveys_item WHERE id = OLD.item_id)"
            )
        ]

    def __str__(self) -> str:
        return self.question


class RespondentField(models.TextChoices):
    """What the optional last part asks about the respondent."""

    SEX = "sex", _("Jenis kelamin")
    AGE = "age_group", _("Umur")
    EDUCATION = "education", _("Pendidikan")
    OCCUPATION = "occupation", _("Pekerjaan")


class RespondentOption(models.Model):
    """One answer that a respondent field offers; a field without offered answers is not asked."""

    field = models.CharField(_("isian"), max_length=12, choices=RespondentField)
    code = models.SlugField(_("kode"), max_length=12)
    label = models.CharField(_("teks"), max_length=60)
    label_en = models.CharField(_("teks Inggris"), max_length=60)
    label_ms = models.CharField(_("teks Melayu"), max_length=60, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("urutan"))
    is_offered = models.BooleanField(_("ditawarkan"), default=True)

    class Meta:
        verbose_name = _("pilihan responden")
        verbose_name_plural = _("pilihan responden")
        constraints = [models.UniqueConstraint(name="respondent_option_once", fields=["field", "code"])]

    def __str__(self) -> str:
        return self.label

    def label_in(self, language: str) -> str:
        """The text in a language; the Indonesian one where that was left open."""
        return {SurveyLanguage.ENGLISH: self.label_en, SurveyLanguage.MALAY: self.label_ms}.get(language) or self.label  # type: ignore[call-overload]
