"""Lessons of a program and who has finished which."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models import Enrollment, Program


class LessonKind(models.TextChoices):
    """How a lesson is given."""

    READING = "reading", _("Bacaan")
    VIDEO = "video", _("Video")


class LessonQuerySet(models.QuerySet["Lesson"]):
    """Lessons in the domain's words."""

    def required(self) -> "LessonQuerySet":
        """Those that a participant must finish."""
        return self.filter(published=True)


class Lesson(models.Model):
    """A piece of e-learning: a text to read, or a video on the site itself with a text beside it."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="lessons", verbose_name=_("program"))
    position = models.PositiveSmallIntegerField(_("urutan"))
    title = models.CharField(_("judul"), max_length=200)
    kind = models.CharField(_("jenis"), max_length=8, choices=LessonKind)
    body = models.TextField(
        _("isi"),
        blank=True,
        help_text=_(
            "Baris kosong memisahkan paragraf, “## ” membuat judul, “- ” membuat daftar, **dua bintang** tebal."
        ),
    )
    video = models.CharField(
        _("alamat video"),
        max_length=300,
        blank=True,
        help_text=_("Alamat berkas video pada situs ini, diawali garis miring."),
    )
    minimum_minutes = models.PositiveSmallIntegerField(
        _("waktu paling sedikit (menit)"),
        default=0,
        help_text=_("Materi baru dapat ditandai selesai setelah dibuka selama ini. 0 berarti tanpa batas."),
    )
    published = models.BooleanField(_("wajib diselesaikan"), default=True)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("materi")
        verbose_name_plural = _("materi")
        constraints = [
            models.UniqueConstraint(
                name="lesson_position_once",
                fields=["program", "position"],
                violation_error_message=_("Urutan ini sudah dipakai materi lain dalam program ini."),
            ),
            models.CheckConstraint(
                name="lesson_kind_fits_content",
                condition=(Q(kind="reading", video="") & ~Q(body="")) | Q(kind="video", video__regex=r"^/[^/\\]"),
                violation_error_message=_("Bacaan memerlukan isi; video memerlukan alamat pada situs ini."),
            ),
            models.CheckConstraint(
                name="lesson_minimum_in_range",
                condition=Q(minimum_minutes__lte=480),
                violation_error_message=_("Waktu paling sedikit antara 0 dan 480 menit."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LessonOpening(models.Model):
    """When a participant first opened a lesson: from then on its minimum time counts."""

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="lesson_openings")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="openings")
    opened_at = models.DateTimeField(_("dibuka"))

    class Meta:
        verbose_name = _("pembukaan materi")
        verbose_name_plural = _("pembukaan materi")
        constraints = [models.UniqueConstraint(name="lesson_opened_first_once", fields=["enrollment", "lesson"])]

    def __str__(self) -> str:
        return f"{self.enrollment_id} · {self.lesson_id}"


class LessonCompletion(models.Model):
    """A participant finished a lesson; nothing takes that back, a second visit least of all."""

    enrollment = models.ForeignKey(
        Enrollment, models.PROTECT, related_name="lesson_completions", verbose_name=_("pendaftaran")
    )
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="completions", verbose_name=_("materi"))
    completed_at = models.DateTimeField(_("selesai"))

    class Meta:
        verbose_name = _("materi selesai")
        verbose_name_plural = _("materi selesai")
        constraints = [
            models.UniqueConstraint(
                name="lesson_completed_once",
                fields=["enrollment", "lesson"],
                violation_error_message=_("Materi ini sudah ditandai selesai."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="lesson_completion_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.enrollment_id} · {self.lesson_id}"
