"""Application: points and badges."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RewardsConfig(AppConfig):
    """Points and badges."""

    name = "rewards"
    verbose_name = _("Penghargaan")

    def ready(self) -> None:
        """Hear of certificates."""
        from rewards.handlers import register  # noqa: PLC0415  models load first

        register()
