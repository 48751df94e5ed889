"""Application: needs, programs, batches, sessions, enrollment, attendance."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """Needs, programs, batches, sessions, enrollment, attendance."""

    name = "programs"
    verbose_name = _("Program pelatihan")
