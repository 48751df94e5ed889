"""Application: pages that join several rooms; no models."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Pages that join several rooms; no models."""

    name = "portal"
    verbose_name = _("Portal")
