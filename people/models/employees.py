"""Employees, their posts and grades, and who worked where when."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.models.units import Unit

if TYPE_CHECKING:
    from people.access import Access

# The two 18-digit layouts differ in digits 13-14: month of appointment, or frequency of contract (21 and up).
NIP_PATTERN = r"^[0-9]{12}(0[1-9]|1[0-2])[12][0-9]{3}$"
NI_PPPK_PATTERN = r"^[0-9]{12}(0[1-9]|1[0-2]|2[1-9]|[3-9][0-9])[12][0-9]{3}$"


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
                # Without isnull a missing number makes the whole condition unknown, and unknown passes a CHECK.
                condition=(
                    Q(status__in=["pns", "cpns"], number__isnull=False, number__regex=NIP_PATTERN)
                    | Q(status__in=["pppk", "pppk_part_time"], number__isnull=False, number__regex=NI_PPPK_PATTERN)
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

    def last_main_of(self, employee: Employee) -> "Assignment | None":
        """The latest main assignment of a person, whether past, present or to come."""
        mains = self.filter(employee=employee, main=True).select_related("unit")
        last: Assignment | None = mains.order_by("-starts_on").first()
        return last


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
