"""Application: what training changed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    """What training changed."""

    name = "evaluations"
    verbose_name = _("Evaluasi")
