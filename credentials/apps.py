"""Application: hours (JP), certificates and their verification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    """Hours (JP), certificates and their verification."""

    name = "credentials"
    verbose_name = _("Sertifikat dan JP")

    def ready(self) -> None:
        """Hear of what happens in the rooms below."""
        from credentials.handlers import register  # noqa: PLC0415  models load first

        register()
