"""Comments that are not shown any more. The answer itself stays as it was given."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from surveys.models.answers import Response


class HidingReason(models.TextChoices):
    """Why a comment is hidden."""

    PERSONAL = "personal", _("Menyebut nama atau data pribadi")
    ABUSIVE = "abusive", _("Menghina atau mengancam")
    OTHER = "other", _("Alasan lain")


class HiddenCommentQuerySet(models.QuerySet["HiddenComment"]):
    """Hidden comments' own questions."""

    def in_force(self) -> "HiddenCommentQuerySet":
        """Those that nobody has shown again."""
        return self.filter(shown_at__isnull=True)


class HiddenComment(models.Model):
    """That a comment was hidden: by whom, when, why; and by whom it was shown again. Never deleted."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="hidings", verbose_name=_("jawaban"))
    reason = models.CharField(_("alasan"), max_length=8, choices=HidingReason)
    words = models.CharField(_("keterangan"), max_length=300, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("disembunyikan oleh")
    )
    hidden_at = models.DateTimeField(_("disembunyikan"))
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_at = models.DateTimeField(_("ditampilkan kembali"), null=True)

    objects = HiddenCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("saran tersembunyi")
        verbose_name_plural = _("saran tersembunyi")
        constraints = [
            models.UniqueConstraint(
                name="hidden_comment_once",
                fields=["response"],
                condition=Q(shown_at__isnull=True),
                violation_error_message=_("Saran ini sudah disembunyikan."),
            ),
            models.CheckConstraint(
                name="hidden_comment_shown_whole",
                condition=Q(shown_at__isnull=True, shown_by__isnull=True)
                | Q(shown_at__gte=F("hidden_at"), shown_by__isnull=False),
                violation_error_message=_("Saran yang ditampilkan kembali menyebut siapa dan kapan."),
            ),
            models.CheckConstraint(
                name="hidden_comment_other_has_words",
                condition=~Q(reason="other", words=""),
                violation_error_message=_("Tuliskan alasannya."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="hidden_comment_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="shown_comment_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.shown_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} · {self.reason}"
