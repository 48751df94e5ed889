"""Links after a service: which systems may ask for them, and single links that one finished answer spends."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Unit
from surveys.models.units import Service

HEX = r"^[0-9a-f]{64}$"


class ApiClientQuerySet(models.QuerySet["ApiClient"]):
    """The clients' own questions."""

    def in_force(self) -> Self:
        """Those whose key was not revoked."""
        return self.filter(revoked_at__isnull=True)


class ApiClient(models.Model):
    """Another system of the city (queue, licensing) that may ask for links, for its units only."""

    name = models.CharField(_("nama sistem"), max_length=80)
    key_digest = models.CharField(_("sidik kunci"), max_length=64, unique=True)
    key_hint = models.CharField(_("awal kunci"), max_length=8)
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("unit kerja"))
    per_minute = models.PositiveSmallIntegerField(_("permintaan per menit"), default=60)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(_("didaftarkan"))
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("dicabut"), null=True)
    # The rate is counted here, not in the cache: it must hold for all processes and survive a wiped cache.
    minute = models.DateTimeField(null=True)
    minute_count = models.PositiveIntegerField(db_default=0)

    objects = ApiClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("sistem lain")
        verbose_name_plural = _("sistem lain")
        constraints = [
            models.UniqueConstraint(
                name="api_client_name_once",
                fields=["name"],
                condition=Q(revoked_at__isnull=True),
                violation_error_message=_("Nama ini sudah dipakai sistem lain. Pilih nama lain, atau cabut yang lama."),
            ),
            models.CheckConstraint(
                name="api_client_key_is_sha256",
                condition=Q(key_digest__regex=HEX),
                violation_error_message=_("Sidik kunci harus SHA-256."),
            ),
            models.CheckConstraint(
                name="api_client_rate_in_range",
                condition=Q(per_minute__range=(1, 6_000)),
                violation_error_message=_("Permintaan per menit antara 1 dan 6.000."),
            ),
            models.CheckConstraint(
                name="api_client_revocation_whole",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                violation_error_message=_("Pencabutan memerlukan waktu dan siapa yang mencabut."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The links' own questions."""

    def good(self, now: datetime) -> Self:
        """Those that a finished answer can still spend."""
        return self.filter(is_spent=False, expires_at__gt=now)


class Invitation(models.Model):
    """A one-time link. It knows that it was spent, not when and not by which answer: nobody can join the two."""

    digest = models.CharField(_("sidik tautan"), max_length=64, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("unit kerja"))
    # With a composite key in the database: a service of this unit.
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, related_name="+", db_constraint=False, verbose_name=_("jenis layanan")
    )
    client = models.ForeignKey(ApiClient, models.PROTECT, null=True, related_name="invitations")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(_("dibuat"))
    expires_at = models.DateTimeField(_("berlaku sampai"))
    is_spent = models.BooleanField(_("terpakai"), db_default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("tautan sekali pakai")
        verbose_name_plural = _("tautan sekali pakai")
        indexes = [
            models.Index(name="invitation_unit_day", fields=["unit", "issued_on"]),
            models.Index(name="invitation_expiry", fields=["expires_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="invitation_digest_is_sha256",
                condition=Q(digest__regex=HEX),
                violation_error_message=_("Sidik tautan harus SHA-256."),
            ),
            models.CheckConstraint(
                name="invitation_has_one_issuer",
                condition=Q(client__isnull=False, issued_by__isnull=True)
                | Q(client__isnull=True, issued_by__isnull=False),
                violation_error_message=_("Tautan dibuat oleh satu sistem atau satu orang."),
            ),
        ]
        triggers = [
            # The second wall: whoever spends a link twice rolls back with the answer that came with it.
            pgtrigger.Protect(
                name="invitation_spent_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.is_spent"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} · {self.issued_on}"
