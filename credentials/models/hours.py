"""The rules that turn learning into hours (JP), the yearly targets, and the ledger of hours."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.models import Employee, EmployeeStatus
from programs.models import Enrollment


class ConversionBasis(models.TextChoices):
    """What a conversion rule multiplies (domain rules section 2, after PerLAN 10/2018)."""

    PROGRAM = "program", _("JP program × faktor")
    DAY = "day", _("JP per hari hadir")
    SESSION = "session", _("JP per sesi hadir")
    EVENT = "event", _("JP per kegiatan")
    SEMESTER = "semester", _("JP per semester")
    DAY_CAP = "day_cap", _("JP program, paling banyak sekian per hari belajar")


@pghistory.track()
class HoursConversion(Dated):
    """How a form of learning becomes JP, at home and abroad, from when to when, and who says so."""

    form_code = models.CharField(_("kode bentuk"), max_length=10)
    international = models.BooleanField(_("internasional"), default=False)
    basis = models.CharField(_("dasar hitung"), max_length=10, choices=ConversionBasis)
    amount = models.DecimalField(
        _("JP atau faktor"), max_digits=6, decimal_places=2, help_text=_("JP per hari, sesi, kegiatan; atau faktor.")
    )
    monthly_units = models.PositiveSmallIntegerField(
        _("paling banyak per bulan"), null=True, blank=True, help_text=_("Sesi atau hari yang dihitung tiap bulan.")
    )
    source = models.CharField(_("sumber"), max_length=300)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("konversi JP")
        verbose_name_plural = _("konversi JP")
        constraints = [
            dates_in_order("hours_conversion_dates_in_order"),
            never_overlapping(
                "hours_conversion_one_at_a_time",
                "form_code",
                "international",
                message=_("Bentuk ini sudah mempunyai aturan pada tanggal tersebut. Akhiri dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="hours_conversion_amount_positive",
                condition=Q(amount__gt=0),
                violation_error_message=_("JP atau faktor harus lebih dari 0."),
            ),
            models.CheckConstraint(
                name="hours_conversion_monthly_units_fit",
                condition=Q(monthly_units__isnull=True) | Q(basis__in=["day", "session"], monthly_units__gt=0),
                violation_error_message=_("Batas per bulan hanya berlaku untuk hitungan per hari atau per sesi."),
            ),
            models.CheckConstraint(
                name="hours_conversion_names_source",
                condition=~Q(source=""),
                violation_error_message=_("Sebutkan sumber aturan ini."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_code} · {self.get_basis_display()}"


class TargetKind(models.TextChoices):
    """Whether a yearly figure is a floor or a ceiling."""

    MINIMUM = "minimum", _("paling sedikit")
    MAXIMUM = "maximum", _("paling banyak")


@pghistory.track()
class HoursTarget(Dated):
    """JP a year by employment status: PNS at least 20 (PP 11/2017), PPPK at most 24 (PP 49/2018; a warning only)."""

    status = models.CharField(_("status"), max_length=20, choices=EmployeeStatus)
    kind = models.CharField(_("jenis"), max_length=8, choices=TargetKind)
    hours = models.DecimalField(_("JP setahun"), max_digits=6, decimal_places=1)
    source = models.CharField(_("sumber"), max_length=300)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("target JP")
        verbose_name_plural = _("target JP")
        constraints = [
            dates_in_order("hours_target_dates_in_order"),
            never_overlapping(
                "hours_target_one_at_a_time",
                "status",
                message=_("Status ini sudah mempunyai target pada tanggal tersebut. Akhiri dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="hours_target_positive",
                condition=Q(hours__gt=0),
                violation_error_message=_("Target lebih dari 0 JP."),
            ),
            models.CheckConstraint(
                name="hours_target_names_source",
                condition=~Q(source=""),
                violation_error_message=_("Sebutkan sumber aturan ini."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} · {self.get_kind_display()} {self.hours} JP"


class HoursEntryQuerySet(models.QuerySet["HoursEntry"]):
    """The ledger's own questions."""

    def standing(self) -> "HoursEntryQuerySet":
        """Credits that no reversal has taken back."""
        return self.filter(reverses__isnull=True, reversal__isnull=True)


# A reversal takes back exactly what it reverses: same person, year and cause, the same hours with a minus.
REVERSAL_MIRRORS = """
    PERFORM 1 FROM credentials_hoursentry original
     WHERE original.id = NEW.reverses_id AND original.reverses_id IS NULL
       AND original.employee_id = NEW.employee_id AND original.enrollment_id = NEW.enrollment_id
       AND original.revision = NEW.revision AND original.year = NEW.year AND original.credited = -NEW.credited;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'hours_reversal_mirrors',
            MESSAGE = 'a reversal must take back exactly the entry that it names';
    END IF;
    RETURN NEW;
"""


class HoursEntry(models.Model):
    """One line of the ledger of hours (JP, 45 minutes each); append-only, a balance is a sum.

    Raw hours, the rule used and the credited JP stand apart, so that a corrected rule never rewrites the past.
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="hours_entries", verbose_name=_("pegawai"))
    enrollment = models.ForeignKey(
        Enrollment, models.PROTECT, related_name="hours_entries", verbose_name=_("pendaftaran")
    )
    revision = models.PositiveSmallIntegerField(_("revisi"))
    year = models.PositiveSmallIntegerField(_("tahun"))
    raw_hours = models.DecimalField(_("JP program"), max_digits=7, decimal_places=2)
    days = models.PositiveSmallIntegerField(_("hari"))
    sessions = models.PositiveSmallIntegerField(_("sesi"))
    conversion = models.ForeignKey(
        HoursConversion, models.PROTECT, related_name="entries", verbose_name=_("aturan konversi")
    )
    credited = models.DecimalField(_("JP diakui"), max_digits=7, decimal_places=2)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("membatalkan")
    )
    recorded_at = models.DateTimeField(_("dicatat"))

    objects = HoursEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("catatan JP")
        verbose_name_plural = _("catatan JP")
        constraints = [
            models.UniqueConstraint(
                name="hours_entry_cause_once",
                fields=["enrollment", "revision"],
                condition=Q(reverses__isnull=True),
                violation_error_message=_("JP untuk pendaftaran ini sudah dicatat."),
            ),
            models.CheckConstraint(
                name="hours_entry_sign_fits",
                condition=Q(reverses__isnull=True, credited__gte=0) | Q(reverses__isnull=False, credited__lte=0),
                violation_error_message=_("JP tidak boleh negatif, kecuali pembatalan."),
            ),
            models.CheckConstraint(
                name="hours_entry_not_its_own_reversal",
                condition=Q(reverses__isnull=True) | ~Q(reverses=F("id")),
                violation_error_message=_("Catatan tidak dapat membatalkan dirinya sendiri."),
            ),
            models.CheckConstraint(
                name="hours_entry_year_in_range",
                condition=Q(year__range=(2000, 2100)),
                violation_error_message=_("Tahun antara 2000 dan 2100."),
            ),
            models.CheckConstraint(
                name="hours_entry_revision_from_one",
                condition=Q(revision__gte=1),
                violation_error_message=_("Revisi dimulai dari 1."),
            ),
        ]
        indexes = [models.Index(name="hours_entry_person_year", fields=["employee", "year"])]
        triggers = [
            pgtrigger.Protect(name="hours_ledger_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="hours_reversal_mirrors",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__reverses__isnull=False),
                func=REVERSAL_MIRRORS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} · {self.year} · {self.credited} JP"
