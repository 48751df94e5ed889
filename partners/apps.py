"""Application: partner institutions, agreements, instructors, partner staff."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Partner institutions, agreements, instructors, partner staff."""

    name = "partners"
    verbose_name = _("Mitra")
