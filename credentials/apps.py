"""Application: hours ledger and certificates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CredentialsConfig(AppConfig):
    """Hours ledger and certificates."""

    name = "credentials"
    verbose_name = _("Sertifikat dan jam pelajaran")
