"""Application: the outbox of messages and its channels."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """The outbox of messages and its channels."""

    name = "notifications"
    verbose_name = _("Pesan")
