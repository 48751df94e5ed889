"""Application: what training changed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    """What training changed."""

    name = "evaluations"
    verbose_name = _("Evaluasi")

    def ready(self) -> None:
        """Hear of batches that close; say how reports and estimates are made."""
        from evaluations import handlers, running  # noqa: PLC0415  models load first
        from evaluations.reporting import runs  # noqa: PLC0415

        handlers.register()
        runs.register()
        running.register()
