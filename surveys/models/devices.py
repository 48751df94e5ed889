"""Kiosks and tablets that vouch for the answers they send, and answers of theirs that could not be taken."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.access import Access
from people.models import Unit
from surveys.models.units import Service

DIGEST = r"^[0-9a-f]{64}$"


class DeviceKind(models.TextChoices):
    """What the device is; the same words as the way in by which its answers come."""

    KIOSK = "kiosk", _("Layar di tempat pelayanan")
    OFFLINE = "offline", _("Tablet petugas")


class Revocation(models.TextChoices):
    """Why a device is revoked: it decides what becomes of the answers it still holds."""

    RETIRED = "retired", _("Tidak dipakai lagi atau diganti")
    LOST = "lost", _("Hilang atau dicuri")


class DeviceQuerySet(models.QuerySet["Device"]):
    """The devices' own questions."""

    def visible_to(self, access: Access) -> Self:
        """HR and leadership see all devices; officers and heads those of their own units."""
        if access.is_hr or access.is_leadership:
            return self
        return self.filter(unit_id__in={*access.officer_unit_ids, *access.headed_unit_ids})

    def in_use(self) -> Self:
        """Devices that nobody has revoked."""
        return self.filter(revoked_at__isnull=True)


@pghistory.track(
    model_name="DeviceEvent",
    fields=["unit", "service", "kind", "name", "paired_at", "revoked_at", "revoked_by", "revocation"],
)
class Device(models.Model):
    """A registered kiosk or tablet of a unit (and service), known by a secret of which only the digest is stored.

    Unit, service and kind never change: whoever moves a device revokes it and registers it anew.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="survey_devices", verbose_name=_("unit kerja"))
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="devices",
        db_constraint=False,
        verbose_name=_("jenis layanan"),
        help_text=_("Kosong: perangkat menilai pelayanan unit secara umum."),
    )
    kind = models.CharField(_("jenis perangkat"), max_length=8, choices=DeviceKind)
    name = models.CharField(_("nama perangkat"), max_length=60, help_text=_("Misalnya: Layar loket 2."))
    registered_at = models.DateTimeField(_("didaftarkan"))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    code_digest = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  several devices have none
    code_expires_at = models.DateTimeField(_("kode berlaku sampai"), null=True, blank=True)
    secret_digest = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001
    paired_at = models.DateTimeField(_("dipasangkan"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("terakhir terhubung"), null=True, blank=True)
    waiting_count = models.PositiveIntegerField(_("jawaban menunggu di perangkat"), db_default=0)
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revocation = models.CharField(_("alasan dicabut"), max_length=8, choices=Revocation, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("perangkat survei")
        verbose_name_plural = _("perangkat survei")
        constraints = [
            # What an answer refers to: its unit and its way in are its device's.
            models.UniqueConstraint(name="device_with_unit_and_kind", fields=["id", "unit", "kind"]),
            models.UniqueConstraint(
                name="device_name_once",
                fields=["unit", "name"],
                condition=Q(revoked_at__isnull=True),
                violation_error_message=_("Unit ini sudah mempunyai perangkat dengan nama itu."),
            ),
            models.UniqueConstraint(name="device_code_once", fields=["code_digest"]),
            models.UniqueConstraint(name="device_secret_once", fields=["secret_digest"]),
            models.CheckConstraint(
                name="device_kind_known",
                condition=Q(kind__in=DeviceKind.values),
                violation_error_message=_("Jenis perangkat tidak dikenal."),
            ),
            models.CheckConstraint(
                name="device_name_not_empty",
                condition=~Q(name=""),
                violation_error_message=_("Beri nama perangkat, misalnya Layar loket 2."),
            ),
            models.CheckConstraint(
                name="device_code_whole",
                condition=Q(code_digest__isnull=True, code_expires_at__isnull=True)
                | Q(
                    code_digest__regex=DIGEST,
                    code_expires_at__isnull=False,
                    code_expires_at__gt=F("registered_at"),
                ),
                violation_error_message=_("Kode pemasangan harus mempunyai batas waktu."),
            ),
            models.CheckConstraint(
                name="device_paired_whole",
                condition=Q(secret_digest__isnull=True, paired_at__isnull=True)
                | Q(secret_digest__regex=DIGEST, paired_at__isnull=False, paired_at__gte=F("registered_at")),
                violation_error_message=_("Perangkat yang dipasangkan harus mempunyai kunci."),
            ),
            models.CheckConstraint(
                name="device_revoked_whole",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revocation="")
                | Q(
                    revoked_at__isnull=False,
                    revoked_at__gte=F("registered_at"),
                    revoked_by__isnull=False,
                    revocation__in=Revocation.values,
                    code_digest__isnull=True,
                ),
                violation_error_message=_("Perangkat yang dicabut memerlukan alasan dan tidak dapat dipasangkan lagi."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RefusedAnswer(models.Model):
    """An answer that a device holds and that could not be taken: why, so that the officer can see it.

    The answer itself stays on the device. The row goes when the answer is taken after all.
    """

    device = models.ForeignKey(Device, models.CASCADE, related_name="refused_answers", verbose_name=_("perangkat"))
    client_id = models.CharField(_("nomor kiriman"), max_length=36)
    reason = models.CharField(_("alasan"), max_length=200)
    refused_at = models.DateTimeField(_("terakhir ditolak"))

    class Meta:
        verbose_name = _("jawaban yang belum diterima")
        verbose_name_plural = _("jawaban yang belum diterima")
        constraints = [models.UniqueConstraint(name="refused_answer_once", fields=["device", "client_id"])]

    def __str__(self) -> str:
        return self.reason
