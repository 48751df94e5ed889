"""Letters of a batch that were issued: a number, what they say, and whom they name."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from people.access import Access
from programs import triggers
from programs.models.batch import Batch
from programs.models.enrollment import Enrollment
from programs.triggers import append_only


class LetterKind(models.TextChoices):
    """The letters that a batch may need; the values are those of documents.DocumentKind."""

    INVITATION = "invitation", _("Undangan")
    ASSIGNMENT = "assignment_letter", _("Surat tugas")
    PARTICIPANT_LIST = "participant_list", _("Daftar peserta")


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters that were issued."""

    def visible_to(self, access: Access) -> Self:
        """HR sees all; others the invitations and orders that name them."""
        if access.is_hr:
            return self
        if access.employee_id is None:
            return self.none()
        named = LetterPerson.objects.filter(enrollment__employee_id=access.employee_id).values("letter")
        return self.filter(pk__in=named).exclude(kind=LetterKind.PARTICIPANT_LIST)


class Letter(models.Model):
    """One issued letter. What it says is frozen in `facts`; another wording or other people are another letter.

    `key` comes from the form: a press that arrives twice finds the first letter instead of taking a second number.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="letters", verbose_name=_("angkatan"))
    kind = models.CharField(_("jenis surat"), max_length=30, choices=LetterKind)
    # Who signs: a city's highest official signs for the heads of its agencies.
    of_heads = models.BooleanField(_("untuk kepala perangkat daerah"), default=False)
    key = models.UUIDField(editable=False)
    number = models.CharField(_("nomor"), max_length=120, unique=True)
    facts = models.JSONField(_("isi"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("terbit"))
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("PDF"))

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("surat")
        verbose_name_plural = _("surat")
        constraints = [
            models.UniqueConstraint(
                name="letter_key_once",
                fields=["key", "of_heads"],
                violation_error_message=_("Surat ini sudah terbit."),
            ),
            models.CheckConstraint(
                name="letter_kind_known",
                condition=Q(kind__in=LetterKind.values),
                violation_error_message=_("Jenis surat ini tidak dikenal."),
            ),
            models.CheckConstraint(
                name="letter_of_heads_is_an_assignment",
                condition=Q(of_heads=False) | Q(kind="assignment_letter"),
                violation_error_message=_("Hanya surat tugas yang terpisah untuk kepala perangkat daerah."),
            ),
        ]
        indexes = [models.Index(name="letter_batch_issued", fields=["batch", "-issued_at"])]
        triggers = [
            pgtrigger.ReadOnly(
                name="letter_stays",
                fields=["batch", "kind", "of_heads", "key", "number", "facts", "by", "issued_at"],
            ),
            pgtrigger.Protect(name="letter_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="letter_drawn_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__pdf__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class LetterPerson(models.Model):
    """Whom a letter names, in its order; append-only."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="people")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="letters")
    place = models.PositiveSmallIntegerField(_("urutan"))

    class Meta:
        verbose_name = _("nama dalam surat")
        verbose_name_plural = _("nama dalam surat")
        constraints = [
            models.UniqueConstraint(
                name="letter_names_once",
                fields=["letter", "enrollment"],
                violation_error_message=_("Orang ini sudah ada dalam surat."),
            ),
            models.UniqueConstraint(
                name="letter_place_once",
                fields=["letter", "place"],
                violation_error_message=_("Urutan dalam surat sudah dipakai."),
            ),
        ]
        triggers = [append_only("letter_person_append_only"), triggers.LETTER_NAMES_ITS_BATCH]

    def __str__(self) -> str:
        return f"{self.letter} · {self.enrollment.employee}"
