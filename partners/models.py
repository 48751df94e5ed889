"""Partner institutions, the agreements with them, instructors and the partners' own staff."""

from datetime import date, timedelta
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.access import Access
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
    name = models.CharField(_("nama"), max_length=200)
    kind = models.CharField(_("jenis"), max_length=20, choices=InstitutionKind)

    class Meta:
        verbose_name = _("lembaga mitra")
        verbose_name_plural = _("lembaga mitra")
        constraints = [
            models.UniqueConstraint(
                name="institution_name_once",
                fields=["name"],
                violation_error_message=_("Lembaga dengan nama ini sudah tercatat."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Contact(models.Model):
    """Somebody at a partner whom the city writes to or calls."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="contacts", verbose_name=_("mitra"))
    name = models.CharField(_("nama"), max_length=150)
    role = models.CharField(_("peran"), max_length=100, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    phone = models.CharField(_("telepon"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("narahubung")
        verbose_name_plural = _("narahubung")
        constraints = [
            models.UniqueConstraint(
                name="contact_once",
                fields=["institution", "name"],
                violation_error_message=_("Narahubung dengan nama ini sudah tercatat."),
            ),
            models.CheckConstraint(
                name="contact_phone_is_a_number",
                condition=Q(phone="") | Q(phone__regex=r"^\+?[0-9][0-9 ()./-]{4,}$"),
                violation_error_message=_("Tulis telepon dengan angka, misalnya 0771 123456 atau +62 812 3456 7890."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgreementKind(models.TextChoices):
    """MoU: nota kesepahaman; PKS: perjanjian kerja sama."""

    MOU = "mou", _("Nota kesepahaman (MoU)")
    PKS = "pks", _("Perjanjian kerja sama (PKS)")


class AgreementQuerySet(DatedQuerySet):
    """Agreements in the domain's words."""

    def visible_to(self, access: Access, institution_id: int | None) -> Self:
        """HR sees all; a partner's staff that partner's; others none."""
        if access.is_hr:
            return self
        return self.filter(institution_id=institution_id) if institution_id is not None else self.none()

    def ending_within(self, days: int, day: date) -> Self:
        """Those in force on `day` whose last day comes within so many days, the soonest first."""
        last = day + timedelta(days=days)
        return self.on(day).filter(ends_on__lte=last).select_related("institution").order_by("ends_on", "pk")


@pghistory.track()
class Agreement(Dated):
    """A dated agreement with a partner; a batch with that partner lies inside its dates."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="agreements", verbose_name=_("mitra"))
    kind = models.CharField(_("jenis"), max_length=3, choices=AgreementKind)
    number = models.CharField(_("nomor"), max_length=100)
    scope = models.TextField(_("ruang lingkup"), blank=True)
    signed = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("naskah bertanda tangan")
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("perjanjian")
        verbose_name_plural = _("perjanjian")
        constraints = [
            dates_in_order("agreement_dates_in_order"),
            models.UniqueConstraint(
                name="agreement_number_once",
                fields=["number"],
                violation_error_message=_("Perjanjian dengan nomor ini sudah tercatat."),
            ),
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


class InstructorQuerySet(models.QuerySet["Instructor"]):
    """Instructors in the domain's words."""

    def teaching_on(self, day: date) -> Self:
        """Those who still teach on the city's day `day`."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


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
    ends_on = models.DateField(_("mengajar sampai"), null=True, blank=True)

    objects = InstructorQuerySet.as_manager()

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


@pghistory.track()
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
