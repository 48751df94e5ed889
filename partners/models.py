"""Partner institutions, the agreements with them, instructors and the partners' own staff."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.models import Employee


class InstitutionKind(models.TextChoices):
    """Kinds of partner."""

    UNIVERSITY = "university", _("Perguruan tinggi")
    MINISTRY = "ministry", _("Kementerian/lembaga")
    PRIVATE = "private", _("Swasta")
    INTERNAL = "internal", _("Internal pemerintah kota")


@pghistory.track()
class Institution(models.Model):
    """A body that trains with the city."""

    code = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama"), max_length=200, unique=True)
    kind = models.CharField(_("jenis"), max_length=20, choices=InstitutionKind)
    contact_name = models.CharField(_("narahubung"), max_length=150, blank=True)
    contact_email = models.EmailField(_("surel narahubung"), blank=True)

    class Meta:
        verbose_name = _("lembaga mitra")
        verbose_name_plural = _("lembaga mitra")

    def __str__(self) -> str:
        return self.name


class AgreementKind(models.TextChoices):
    """MoU: nota kesepahaman; PKS: perjanjian kerja sama."""

    MOU = "mou", _("Nota kesepahaman (MoU)")
    PKS = "pks", _("Perjanjian kerja sama (PKS)")


@pghistory.track()
class Agreement(Dated):
    """A dated agreement with a partner; a batch with that partner lies inside its dates."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="agreements", verbose_name=_("mitra"))
    kind = models.CharField(_("jenis"), max_length=3, choices=AgreementKind)
    number = models.CharField(_("nomor"), max_length=100, unique=True)
    scope = models.TextField(_("ruang lingkup"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("perjanjian")
        verbose_name_plural = _("perjanjian")
        constraints = [
            dates_in_order("agreement_dates_in_order"),
            models.CheckConstraint(
                name="agreement_has_end",
                condition=Q(ends_on__isnull=False),
                violation_error_message=_("Perjanjian harus mempunyai tanggal selesai."),
            ),
            # What a batch's composite key points at: its copies of these follow, and are checked again.
            models.UniqueConstraint(name="agreement_dates_key", fields=["id", "institution", "starts_on", "ends_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.institution} · {self.number}"


@pghistory.track()
class Instructor(models.Model):
    """Someone who teaches: an employee, or a partner's lecturer."""

    name = models.CharField(_("nama"), max_length=150)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="instructors", verbose_name=_("mitra")
    )
    employee = models.OneToOneField(
        Employee, models.PROTECT, null=True, blank=True, related_name="instructor", verbose_name=_("pegawai")
    )
    expertise = models.CharField(_("keahlian"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("pengajar")
        verbose_name_plural = _("pengajar")
        constraints = [
            models.CheckConstraint(
                name="instructor_is_ours_or_a_partners",
                condition=Q(institution__isnull=False) | Q(employee__isnull=False),
                violation_error_message=_("Pengajar adalah pegawai kota atau berasal dari mitra."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerStaff(Dated):
    """An account that works for a partner and sees that partner's batches only."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="partner_posts", verbose_name=_("akun")
    )
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="staff", verbose_name=_("mitra"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("staf mitra")
        verbose_name_plural = _("staf mitra")
        constraints = [
            dates_in_order("partner_staff_dates_in_order"),
            never_overlapping(
                "partner_staff_one_institution",
                "account",
                message=_("Akun ini sudah menjadi staf sebuah mitra pada tanggal tersebut."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.institution}"
