"""What units have: services, survey periods, and plans to improve."""

from datetime import datetime

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.models import Unit
from surveys.models.questionnaires import Element


@pghistory.track()
class Service(Dated):
    """A kind of service (jenis layanan) of a unit, with its own survey address."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="services", verbose_name=_("unit kerja"))
    code = models.SlugField(_("kode"), max_length=40)
    name = models.CharField(_("nama"), max_length=150)
    also_called = models.CharField(
        _("kata warga"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Kata sehari-hari untuk layanan ini, dipisah koma, supaya mudah dicari: berobat, periksa dokter."),
    )
    opens_at = models.TimeField(_("buka pukul"), null=True, blank=True, help_text=_("Kosong: jamnya tidak dicatat."))
    closes_at = models.TimeField(_("tutup pukul"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("jenis layanan")
        verbose_name_plural = _("jenis layanan")
        constraints = [
            dates_in_order("service_dates_in_order"),
            models.UniqueConstraint(
                name="service_code_once",
                fields=["unit", "code"],
                violation_error_message=_("Unit ini sudah mempunyai layanan dengan kode tersebut."),
            ),
            models.UniqueConstraint(name="service_with_unit", fields=["id", "unit"]),
            models.CheckConstraint(
                name="service_hours_in_order",
                condition=Q(opens_at__isnull=True, closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("Isi jam buka dan jam tutup, dengan jam tutup setelah jam buka."),
            ),
            models.CheckConstraint(
                name="service_code_not_reserved",
                condition=~Q(code__in=["terima-kasih", "qr", "pengaduan"]),
                violation_error_message=_("Kode ini dipakai untuk halaman lain; pilih kode lain."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open_at(self, moment: datetime) -> bool:
        """Whether the service's hours contain a moment; a service without hours is always open."""
        if self.opens_at is None or self.closes_at is None:
            return True
        return self.opens_at <= timezone.localtime(moment).time() <= self.closes_at


class PeriodKind(models.TextChoices):
    """How long a survey period is."""

    MONTH = "month", _("Bulan")
    QUARTER = "quarter", _("Triwulan")
    SEMESTER = "semester", _("Semester")
    YEAR = "year", _("Tahun")


class SurveyPeriod(models.Model):
    """A period for which the index is published; both days included. Codes: 2026, 2026S1, 2026Q3, 2026M07."""

    code = models.SlugField(_("kode"), max_length=10, unique=True)
    kind = models.CharField(_("jenis"), max_length=10, choices=PeriodKind)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"))

    class Meta:
        verbose_name = _("periode survei")
        verbose_name_plural = _("periode survei")
        constraints = [
            dates_in_order("period_dates_in_order"),
            never_overlapping(
                "period_never_overlaps",
                "kind",
                message=_("Periode ini bertumpang tindih dengan periode lain yang sejenis."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


@pghistory.track()
class ImprovementPlan(models.Model):
    """What a unit does about a weak element (rencana tindak lanjut): action, who, until when, done when."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="improvement_plans", verbose_name=_("unit kerja"))
    element = models.ForeignKey(Element, models.PROTECT, related_name="improvement_plans", verbose_name=_("unsur"))
    action = models.CharField(_("tindakan"), max_length=200)
    responsible = models.CharField(
        _("penanggung jawab"),
        max_length=100,
        help_text=_("Jabatan, misalnya Kepala Seksi Pelayanan; bukan nama orang."),
    )
    starts_on = models.DateField(_("mulai"))
    due_on = models.DateField(_("sampai"))
    done_on = models.DateField(_("selesai"), null=True, blank=True)
    evidence = models.CharField(_("bukti"), max_length=300, blank=True)
    evidence_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("berkas bukti")
    )

    class Meta:
        verbose_name = _("rencana tindak lanjut")
        verbose_name_plural = _("rencana tindak lanjut")
        constraints = [
            models.CheckConstraint(
                name="plan_dates_in_order",
                condition=Q(due_on__gte=F("starts_on")) & (Q(done_on__isnull=True) | Q(done_on__gte=F("starts_on"))),
                violation_error_message=_("Tanggal selesai tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(
                name="plan_done_has_evidence",
                condition=Q(done_on__isnull=True) | ~Q(evidence="") | Q(evidence_file__isnull=False),
                violation_error_message=_("Rencana yang selesai memerlukan bukti: tuliskan atau unggah berkasnya."),
            ),
            models.UniqueConstraint(
                name="plan_action_once",
                fields=["unit", "element", "action"],
                violation_error_message=_("Rencana ini sudah ada."),
            ),
        ]

    def __str__(self) -> str:
        return self.action
