"""Accounts, the roles they hold, and how they are activated."""

from datetime import datetime
from typing import ClassVar, Self

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.models.employees import Employee
from people.models.units import Unit


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the user name is a NIP, an e-mail address, or an own id."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Account":
        """Create an account; without a password it cannot sign in until it is activated."""
        account = self.model(username=username, **fields)
        account.email = account.email.lower()
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> "Account":
        """Create an account that may do everything in the admin."""
        return self.create_user(username, password, **{"is_staff": True, "is_superuser": True, **fields})


@pghistory.track(model_name="AccountEvent", fields=["username", "name", "email", "employee", "is_active", "is_staff"])
class Account(AbstractBaseUser, PermissionsMixin):
    """A way to sign in: by NIP or by e-mail."""

    username = models.CharField(_("NIP atau nama akun"), max_length=150, unique=True)
    name = models.CharField(_("nama"), max_length=150)
    email = models.EmailField(_("surel"), blank=True)
    employee = models.OneToOneField(
        Employee, models.PROTECT, null=True, blank=True, related_name="account", verbose_name=_("pegawai")
    )
    is_active = models.BooleanField(_("aktif"), default=True)
    is_staff = models.BooleanField(_("boleh masuk data induk"), default=False)
    date_joined = models.DateTimeField(_("dibuat"), default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    class Meta:
        verbose_name = _("akun")
        verbose_name_plural = _("akun")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="account_email_once",
                condition=~Q(email=""),
                violation_error_message=_("Surel ini sudah dipakai akun lain."),
            ),
            # Sign-in looks for the address in small letters.
            models.CheckConstraint(
                name="account_email_in_small_letters",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Tulis surel dengan huruf kecil."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username


class RoleKind(models.TextChoices):
    """What an account may do beyond its own affairs. Heads follow from headships, partner staff from partners."""

    HR = "hr", _("BKPSDM")
    SURVEY_OFFICER = "survey_officer", _("Petugas survei")
    LEADERSHIP = "leadership", _("Pimpinan daerah")


@pghistory.track()
class Role(Dated):
    """A role that an account holds from a day to a day; one person may hold several."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="roles", verbose_name=_("akun"))
    kind = models.CharField(_("peran"), max_length=20, choices=RoleKind)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="roles", verbose_name=_("unit kerja")
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("peran")
        verbose_name_plural = _("peran")
        constraints = [
            dates_in_order("role_dates_in_order"),
            models.CheckConstraint(
                name="role_unit_only_for_survey_officer",
                condition=Q(kind="survey_officer", unit__isnull=False)
                | (~Q(kind="survey_officer") & Q(unit__isnull=True)),
                violation_error_message=_("Petugas survei harus mempunyai unit; peran lain tanpa unit."),
            ),
            models.UniqueConstraint(
                name="role_held_once",
                fields=["account", "kind", "unit", "starts_on"],
                nulls_distinct=False,
                violation_error_message=_("Peran ini sudah diberikan."),
            ),
            never_overlapping(
                "role_never_overlaps",
                "account",
                "kind",
                Coalesce("unit_id", Value(0)),
                message=_("Akun ini sudah memegang peran itu pada tanggal tersebut."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.get_kind_display()}"


class ActivationCode(models.Model):
    """The one code, printed on a letter, with which a person sets the account's first or new password."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="activation_code", verbose_name=_("akun"))
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    issued_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="issued_codes", verbose_name=_("diterbitkan oleh")
    )
    issued_at = models.DateTimeField(_("diterbitkan"))
    expires_at = models.DateTimeField(_("berlaku sampai"))
    used_at = models.DateTimeField(_("dipakai"), null=True, blank=True)

    class Meta:
        verbose_name = _("kode aktivasi")
        verbose_name_plural = _("kode aktivasi")
        constraints = [
            models.CheckConstraint(
                name="activation_code_expires_later",
                condition=Q(expires_at__gt=F("issued_at")),
                violation_error_message=_("Kode harus kedaluwarsa setelah diterbitkan."),
            ),
            models.CheckConstraint(
                name="activation_code_used_after_issue",
                condition=Q(used_at__isnull=True) | Q(used_at__gte=F("issued_at")),
                violation_error_message=_("Kode tidak dapat dipakai sebelum diterbitkan."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.account)


class ActivationAttemptQuerySet(models.QuerySet["ActivationAttempt"]):
    """Who is locked out."""

    def stale(self, now: datetime) -> Self:
        """Those whose lock, if any, is over."""
        return self.filter(counted_until__lte=now)


class ActivationAttempt(models.Model):
    """Tries to activate under one name, whether or not such an account exists."""

    username_digest = models.CharField(max_length=64, unique=True)
    tries = models.PositiveSmallIntegerField(default=0)
    counted_until = models.DateTimeField()

    objects = ActivationAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("percobaan aktivasi")
        verbose_name_plural = _("percobaan aktivasi")

    def __str__(self) -> str:
        return str(self.tries)
