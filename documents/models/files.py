"""Files that a use case made or a person sent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file kept under the digest of its content; who may read it is its owner's matter."""

    name = models.CharField(_("nama berkas"), max_length=200)
    content_type = models.CharField(_("jenis isi"), max_length=100)
    size = models.PositiveBigIntegerField(_("ukuran (byte)"))
    sha256 = models.CharField(_("sidik berkas"), max_length=64)
    file = models.FileField(_("berkas"), max_length=120)
    stored_at = models.DateTimeField(_("disimpan"))

    class Meta:
        verbose_name = _("berkas")
        verbose_name_plural = _("berkas")
        constraints = [
            models.CheckConstraint(
                name="stored_file_has_digest",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Sidik berkas terdiri atas 64 angka heksadesimal."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
