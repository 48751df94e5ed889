"""Application: city identity, numbers, PDFs, charts, files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """City identity, numbers, PDFs, charts, files."""

    name = "documents"
    verbose_name = _("Dokumen")
