"""Certificates and their trail."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from people.access import Access
from people.models import Employee
from programs.models import Enrollment


class RevocationKind(models.TextChoices):
    """Why a certificate no longer holds: the facts changed, or somebody decided so."""

    CORRECTION = "correction", _("Koreksi data")
    DECISION = "decision", _("Keputusan BKPSDM")


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates in the domain's words."""

    def in_force(self) -> Self:
        """Those that nobody took back."""
        return self.filter(revoked_at__isnull=True)

    def visible_to(self, access: Access) -> Self:
        """HR sees all; others their own. Not even a head opens somebody's certificate."""
        if access.is_hr:
            return self
        return self.filter(employee_id=access.employee_id)


class Certificate(models.Model):
    """Proof that a person finished a batch: one number for good, revised when the facts change.

    `facts` is frozen at the moment of issue: a renamed program or a new signatory changes nothing on it.
    """

    code = models.CharField(_("kode verifikasi"), max_length=20, unique=True)
    number = models.CharField(_("nomor"), max_length=100, unique=True)
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="certificates", verbose_name=_("pegawai"))
    enrollment = models.OneToOneField(
        Enrollment, models.PROTECT, related_name="certificate", verbose_name=_("pendaftaran")
    )
    revision = models.PositiveSmallIntegerField(_("revisi"), default=1)
    facts = models.JSONField(_("isi"))
    issued_at = models.DateTimeField(_("diterbitkan"))
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    revocation_kind = models.CharField(_("dasar pencabutan"), max_length=10, choices=RevocationKind, blank=True)
    revocation_reason = models.CharField(_("alasan pencabutan"), max_length=300, blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("PDF"))
    pdf_revision = models.PositiveSmallIntegerField(_("revisi pada PDF"), null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("sertifikat")
        verbose_name_plural = _("sertifikat")
        constraints = [
            models.CheckConstraint(
                name="certificate_revoked_has_reason",
                condition=Q(revoked_at__isnull=True, revocation_kind="", revocation_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revocation_kind="") & ~Q(revocation_reason="")),
                violation_error_message=_("Sertifikat yang dicabut, dan hanya itu, mempunyai waktu dan alasan."),
            ),
            models.CheckConstraint(
                name="certificate_code_unguessable",
                condition=Q(code__regex=r"^[0-9A-HJKMNP-TV-Z]{14}$"),
                violation_error_message=_("Kode verifikasi terdiri dari 14 huruf dan angka."),
            ),
            models.CheckConstraint(
                name="certificate_revision_from_one",
                condition=Q(revision__gte=1),
                violation_error_message=_("Revisi dimulai dari 1."),
            ),
            models.CheckConstraint(
                name="certificate_number_given",
                condition=~Q(number=""),
                violation_error_message=_("Sertifikat memerlukan nomor."),
            ),
            models.CheckConstraint(
                name="certificate_pdf_names_revision",
                condition=Q(pdf__isnull=True, pdf_revision__isnull=True)
                | Q(pdf__isnull=False, pdf_revision__gte=1, pdf_revision__lte=F("revision")),
                violation_error_message=_("PDF harus menyebut revisi yang dicetaknya."),
            ),
        ]
        indexes = [models.Index(name="certificate_person_issued", fields=["employee", "-issued_at"])]
        triggers = [
            pgtrigger.ReadOnly(name="certificate_identity_stays", fields=["code", "number", "employee", "enrollment"]),
            pgtrigger.Protect(name="certificate_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_in_force(self) -> bool:
        """Whether nobody took it back."""
        return self.revoked_at is None

    def take_back(self, *, kind: RevocationKind, reason: str, now: datetime) -> None:
        """Set the columns of a revocation; the use case saves."""
        self.revoked_at, self.revocation_kind, self.revocation_reason = now, kind, reason

    @property
    def has_pdf(self) -> bool:
        """Whether the PDF of the present revision is stored."""
        return self.pdf_revision == self.revision

    def take_pdf(self, file: StoredFile) -> None:
        """Set the columns of the PDF of the revision in force; the use case saves."""
        self.pdf, self.pdf_revision = file, self.revision

    def put_in_force(self, *, revision: int, facts: dict[str, object], now: datetime) -> None:
        """Set the columns of a new revision; the use case saves."""
        self.revision, self.facts, self.issued_at = revision, facts, now
        self.revoked_at, self.revocation_kind, self.revocation_reason = None, "", ""


class CertificateDeed(models.TextChoices):
    """What was done to a certificate."""

    ISSUED = "issued", _("Diterbitkan")
    REVISED = "revised", _("Direvisi")
    REVOKED = "revoked", _("Dicabut")


class CertificateChange(models.Model):
    """Who issued, revised or revoked a certificate, when, why, and with which facts; append-only."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="changes")
    deed = models.CharField(_("tindakan"), max_length=8, choices=CertificateDeed)
    revision = models.PositiveSmallIntegerField(_("revisi"))
    facts = models.JSONField(_("isi"))
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("riwayat sertifikat")
        verbose_name_plural = _("riwayat sertifikat")
        constraints = [
            models.UniqueConstraint(
                name="certificate_revision_issued_once",
                fields=["certificate", "revision"],
                condition=Q(deed__in=["issued", "revised"]),
                violation_error_message=_("Revisi ini sudah diterbitkan."),
            ),
            models.UniqueConstraint(
                name="certificate_revision_revoked_once",
                fields=["certificate", "revision"],
                condition=Q(deed="revoked"),
                violation_error_message=_("Revisi ini sudah dicabut."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="certificate_trail_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.certificate} · {self.get_deed_display()}"
