"""The secret address of an account's calendar."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """The digest of the secret in the address; the address itself is shown once, when it is made.

    The secret opens one person's timetable without a password, so a copy of the database must not open it.
    """

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("dibuat"))

    class Meta:
        verbose_name = _("alamat kalender")
        verbose_name_plural = _("alamat kalender")
        constraints = [
            models.UniqueConstraint(
                name="calendar_feed_secret_once",
                fields=["digest"],
                violation_error_message=_("Alamat kalender ini sudah dipakai."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.account)
