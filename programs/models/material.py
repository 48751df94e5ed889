"""Materials: files of a batch for those who have a seat in it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from people.access import Access
from programs.models.batch import Batch
from programs.models.enrollment import Enrollment
from programs.models.session import Session
from programs.transitions import PARTICIPANTS
from programs.triggers import MATERIAL_LEAVES_A_TRACE, stays


class MaterialQuerySet(models.QuerySet["Material"]):
    """Materials in the domain's words."""

    def in_use(self) -> Self:
        """Those that were not removed, in the order of their titles."""
        return self.filter(removed_at__isnull=True).order_by("title", "pk")

    def visible_to(self, access: Access, institution_id: int | None) -> Self:
        """HR sees all; a partner's staff that partner's; who teaches or has a seat in a batch, that batch's."""
        if access.is_hr:
            return self
        if institution_id is not None:
            return self.filter(batch__institution_id=institution_id)
        if access.employee_id is None:
            return self.none()
        taught = Session.objects.filter(instructor__employee_id=access.employee_id)
        seats = Enrollment.objects.filter(employee_id=access.employee_id, state__in=PARTICIPANTS)
        return self.filter(Q(batch__in=taught.values("batch")) | Q(batch__in=seats.values("batch")))


class Material(models.Model):
    """A file of a batch with its title; removed, it stays as a trace."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="materials", verbose_name=_("angkatan"))
    title = models.CharField(_("judul"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("berkas"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ditambahkan oleh")
    )
    added_at = models.DateTimeField(_("ditambahkan"))
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("dihapus oleh")
    )
    removed_at = models.DateTimeField(_("dihapus"), null=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("materi")
        verbose_name_plural = _("materi")
        constraints = [
            models.UniqueConstraint(
                name="material_title_once",
                fields=["batch", "title"],
                condition=Q(removed_at__isnull=True),
                violation_error_message=_("Materi dengan judul ini sudah ada. Beri judul lain, atau hapus yang lama."),
            ),
            models.CheckConstraint(
                name="material_has_title",
                condition=~Q(title=""),
                violation_error_message=_("Materi memerlukan judul."),
            ),
            models.CheckConstraint(
                name="material_removal_has_time",
                condition=Q(removed_by__isnull=True) | Q(removed_at__isnull=False),
                violation_error_message=_("Materi yang dihapus mempunyai waktu penghapusan."),
            ),
        ]
        triggers = [
            stays("material_stays", "batch_id", "title", "file_id", "added_by_id", "added_at"),
            MATERIAL_LEAVES_A_TRACE,
        ]

    def __str__(self) -> str:
        return self.title
