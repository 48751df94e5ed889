"""Application: e-learning content and progress."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    """E-learning content and progress."""

    name = "learning"
    verbose_name = _("Belajar daring")
