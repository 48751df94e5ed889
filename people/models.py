"""Accounts, units in time, employees and who worked where when."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping

if TYPE_CHECKING:
    from people.access import Access

# The two 18-digit layouts differ in digits 13-14: month of appointment, or frequency of contract (21 and up).
NIP_PATTERN = r"^[0-9]{12}(0[1-9]|1[0-2])[12][0-9]{3}$"
NI_PPPK_PATTERN = r"^[0-9]{12}(0[1-9]|1[0-2]|2[1-9]|[3-9][0-9])[12][0-9]{3}$"


class Sector(models.Model):
    """A grouping of units for reports, the city's own."""

    code = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama"), max_length=100)
    serves_public = models.BooleanField(_("melayani masyarakat"), default=True)

    class Meta:
        verbose_name = _("sektor")
        verbose_name_plural = _("sektor")

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """Kinds of unit as the city's own list names them."""

    GOVERNMENT = "pemda", _("Pemerintah daerah")
    SECRETARIAT = "sekretariat", _("Sekretariat")
    INSPECTORATE = "inspektorat", _("Inspektorat")
    BODY = "badan", _("Badan")
    AGENCY = "dinas", _("Dinas")
    HOSPITAL = "rsud", _("Rumah sakit")
    DISTRICT = "kecamatan", _("Kecamatan")
    WARD = "kelurahan", _("Kelurahan")
    HEALTH_CENTER = "puskesmas", _("Puskesmas")
    TECHNICAL_UNIT = "upt", _("Unit pelaksana teknis")
    SCHOOL = "sekolah", _("Sekolah")


class UnitQuerySet(TreeQuerySet):
    """The unit tree's own questions."""

    def on(self, day: date) -> Self:
        """Units that exist on the city's day `day`."""
        in_force: Self = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
        return in_force

    def subtree_ids(self, root: "Unit") -> list[int]:
        """Ids of a unit and of everything below it."""
        return list(self.descendants(root, include_self=True).values_list("pk", flat=True))


@pghistory.track()
class Unit(TreeNode, Dated):
    """An organisational unit, in a tree, with dates and, when merged, its successor."""

    code = models.CharField(_("kode"), max_length=20, unique=True)
    name = models.CharField(_("nama"), max_length=200)
    kind = models.CharField(_("jenis"), max_length=20, choices=UnitKind)
    sector = models.ForeignKey(Sector, models.PROTECT, verbose_name=_("sektor"), related_name="units")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_units", verbose_name=_("digabung ke")
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit kerja")
        verbose_name_plural = _("unit kerja")
        constraints = [
            dates_in_order("unit_dates_in_order"),
            models.CheckConstraint(
                name="unit_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("Sebuah unit tidak dapat digabung ke dirinya sendiri."),
            ),
            models.CheckConstraint(
                name="unit_merged_has_end",
                condition=Q(merged_into__isnull=True) | Q(ends_on__isnull=False),
                violation_error_message=_("Unit yang digabung harus mempunyai tanggal selesai."),
            ),
            models.CheckConstraint(
                name="unit_code_is_plain",
                condition=Q(code__regex=r"^[A-Za-z0-9.-]+$"),
                violation_error_message=_("Kode unit hanya berisi huruf, angka, titik dan tanda hubung."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GradeScheme(models.TextChoices):
    """Whose ladder a grade belongs to."""

    PNS = "pns", _("PNS")
    PPPK = "pppk", _("PPPK")


class Grade(models.Model):
    """Pay grade (golongan) and, for PNS, its rank title (pangkat); domain rules section 8."""

    scheme = models.CharField(_("jenjang"), max_length=4, choices=GradeScheme)
    code = models.CharField(_("golongan"), max_length=6)
    rank_title = models.CharField(_("pangkat"), max_length=40, blank=True)
    level = models.PositiveSmallIntegerField(_("urutan"))

    class Meta:
        verbose_name = _("golongan")
        verbose_name_plural = _("golongan")
        constraints = [models.UniqueConstraint(name="grade_code_once", fields=["scheme", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.rank_title}".strip()


class PositionKind(models.TextChoices):
    """Kinds of post under UU 20/2023."""

    SENIOR_LEADERSHIP = "jpt", _("Jabatan pimpinan tinggi")
    ADMINISTRATOR = "administrator", _("Administrator")
    SUPERVISOR = "pengawas", _("Pengawas")
    FUNCTIONAL = "fungsional", _("Fungsional")
    EXECUTOR = "pelaksana", _("Pelaksana")


class Position(models.Model):
    """A post as the city names it."""

    name = models.CharField(_("nama jabatan"), max_length=150, unique=True)
    kind = models.CharField(_("jenis jabatan"), max_length=20, choices=PositionKind)

    class Meta:
        verbose_name = _("jabatan")
        verbose_name_plural = _("jabatan")

    def __str__(self) -> str:
        return self.name


class EmployeeStatus(models.TextChoices):
    """Employment status; it decides which kind of number a person has."""

    PNS = "pns", _("PNS")
    CPNS = "cpns", _("CPNS")
    PPPK = "pppk", _("PPPK")
    PPPK_PART_TIME = "pppk_part_time", _("PPPK paruh waktu")
    NON_ASN = "non_asn", _("Non-ASN")


class EmployeeQuerySet(models.QuerySet["Employee"]):
    """Who may be seen, and who serves where."""

    def visible_to(self, access: "Access") -> Self:
        """HR sees all; a head sees those who serve in the units below; others see themselves."""
        if access.is_hr:
            return self
        serving = Assignment.objects.on(access.day).filter(unit_id__in=access.headed_unit_ids)
        return self.filter(Q(pk__in=serving.values("employee_id")) | Q(pk=access.employee_id))

    def serving_in(self, unit_ids: list[int], day: date) -> Self:
        """Employees whose main assignment on `day` lies in one of the units."""
        serving = Assignment.objects.on(day).filter(main=True, unit_id__in=unit_ids)
        return self.filter(pk__in=serving.values("employee_id"))


@pghistory.track()
class Employee(models.Model):
    """A person who works for the city, with an id of its own: numbers change with status, people don't."""

    name = models.CharField(_("nama"), max_length=150)
    status = models.CharField(_("status"), max_length=20, choices=EmployeeStatus)
    number = models.CharField(
        _("NIP / NI PPPK"), max_length=18, null=True, blank=True, unique=True, help_text=_("18 angka tanpa spasi.")
    )
    email = models.EmailField(_("surel"), blank=True)

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pegawai")
        verbose_name_plural = _("pegawai")
        constraints = [
            models.CheckConstraint(
                name="employee_status_fits_number",
                condition=(
                    Q(status__in=["pns", "cpns"], number__regex=NIP_PATTERN)
                    | Q(status__in=["pppk", "pppk_part_time"], number__regex=NI_PPPK_PATTERN)
                    | Q(status="non_asn", number__isnull=True)
                ),
                violation_error_message=_(
                    "Nomor tidak sesuai dengan status: PNS dan CPNS memakai NIP 18 angka, "
                    "PPPK memakai NI PPPK 18 angka, non-ASN tanpa nomor."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AssignmentQuerySet(DatedQuerySet):
    """Who worked where when."""

    def main_on(self, day: date) -> Self:
        """Main assignments in force on `day`."""
        return self.on(day).filter(main=True)


@pghistory.track()
class Assignment(Dated):
    """Who worked in which unit in which position, from when to when."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="assignments", verbose_name=_("pegawai"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name=_("unit kerja"))
    position = models.ForeignKey(Position, models.PROTECT, related_name="assignments", verbose_name=_("jabatan"))
    main = models.BooleanField(_("penempatan utama"), default=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("penempatan")
        verbose_name_plural = _("penempatan")
        constraints = [
            dates_in_order("assignment_dates_in_order"),
            never_overlapping(
                "assignment_main_never_overlaps",
                "employee",
                condition=Q(main=True),
                message=_(
                    "Pegawai ini sudah mempunyai penempatan utama pada tanggal tersebut. Akhiri dahulu yang lama."
                ),
            ),
        ]
        indexes = [models.Index(name="assignment_unit_dates", fields=["unit", "starts_on", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.employee} · {self.unit}"


@pghistory.track()
class RankHolding(Dated):
    """Which grade a person holds from when (TMT)."""

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="rank_holdings", verbose_name=_("pegawai"))
    grade = models.ForeignKey(Grade, models.PROTECT, related_name="holdings", verbose_name=_("golongan"))

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("riwayat pangkat")
        verbose_name_plural = _("riwayat pangkat")
        constraints = [
            dates_in_order("rank_dates_in_order"),
            never_overlapping(
                "rank_never_overlaps", "employee", message=_("Pegawai hanya memegang satu golongan pada satu waktu.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} · {self.grade}"


@pghistory.track()
class Headship(Dated):
    """Who answers for a unit: its head, or an acting head (Plt./Plh.), with dates."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="headships", verbose_name=_("unit kerja"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="headships", verbose_name=_("pegawai"))
    acting = models.BooleanField(_("pelaksana tugas/harian"), default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kepala unit")
        verbose_name_plural = _("kepala unit")
        constraints = [
            dates_in_order("headship_dates_in_order"),
            never_overlapping(
                "headship_one_at_a_time",
                "unit",
                "acting",
                message=_("Unit ini sudah mempunyai kepala pada tanggal tersebut. Akhiri dahulu yang lama."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.employee}"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the user name is a NIP, an e-mail address, or an own id."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Account":
        """Create an account; without a password it cannot sign in until it is activated."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> "Account":
        """Create an account that may do everything in the admin."""
        return self.create_user(username, password, **{"is_staff": True, "is_superuser": True, **fields})


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
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.get_kind_display()}"
