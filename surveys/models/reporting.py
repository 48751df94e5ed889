"""The official report: how it is laid out, which were made, and the runs that make many."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import Job, RunTask, StoredFile
from documents.models.runs import state_has_its_columns, waiting_first
from pembinaan.base.models import Dated, DatedQuerySet, dates_in_order, never_overlapping
from people.access import Access
from people.models import Sector, Unit


class ReportChapter(models.TextChoices):
    """The chapters of a report; their order is a setting."""

    INTRODUCTION = "introduction", _("Pendahuluan")
    COLLECTION = "collection", _("Pengumpulan data")
    RESULTS = "results", _("Hasil pengolahan data")
    ANALYSIS = "analysis", _("Analisis dan tindak lanjut")
    CONCLUSION = "conclusion", _("Kesimpulan")


class ElementNumbering(models.TextChoices):
    """Which elements a report calls U8 and U9."""

    REGULATION = "regulation", _("U8 pengaduan, U9 sarana (urutan peraturan)")
    FACILITIES_FIRST = "facilities-first", _("U8 sarana, U9 pengaduan")


def all_chapters() -> list[str]:
    """The chapters in the usual order."""
    return list(ReportChapter.values)


class ReportLayout(Dated):
    """How reports look from a day on: order of chapters, numbering of elements, lengths, further legal bases."""

    chapters = ArrayField(
        models.CharField(max_length=12, choices=ReportChapter),
        verbose_name=_("urutan bab"),
        default=all_chapters,
        help_text=_("Kelima bab, masing-masing sekali: introduction, collection, results, analysis, conclusion."),
    )
    element_numbering = models.CharField(
        _("nomor unsur"), max_length=16, choices=ElementNumbering, default=ElementNumbering.REGULATION
    )
    recap_rows = models.PositiveSmallIntegerField(
        _("baris rekap dalam PDF"),
        default=200,
        validators=[MaxValueValidator(5000)],
        help_text=_("Responden selebihnya hanya ada dalam berkas XLSX, dan laporan menyebutkannya."),
    )
    comment_samples = models.PositiveSmallIntegerField(
        _("contoh saran"), default=8, validators=[MaxValueValidator(50)], help_text=_("0: tanpa contoh saran.")
    )
    legal_bases = ArrayField(
        models.CharField(max_length=300),
        verbose_name=_("dasar hukum tambahan"),
        default=list,
        blank=True,
        help_text=_("Misalnya peraturan wali kota, dipisahkan koma."),
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("susunan laporan SKM")
        verbose_name_plural = _("susunan laporan SKM")
        constraints = [
            dates_in_order("report_layout_dates_in_order"),
            never_overlapping(
                "report_layout_one_at_a_time",
                message=_("Sudah ada susunan laporan pada tanggal ini. Akhiri dahulu yang lama."),
            ),
            models.CheckConstraint(
                name="report_layout_has_every_chapter",
                condition=Q(chapters__len=len(ReportChapter.values), chapters__contains=ReportChapter.values),
                violation_error_message=_("Sebut kelima bab, masing-masing sekali."),
            ),
            models.CheckConstraint(
                name="report_layout_known_numbering",
                condition=Q(element_numbering__in=ElementNumbering.values),
                violation_error_message=_("Pilih nomor unsur dari daftar."),
            ),
            models.CheckConstraint(
                name="report_layout_lengths_bounded",
                condition=Q(recap_rows__lte=5000, comment_samples__lte=50),
                violation_error_message=_("Paling banyak 5.000 baris rekap dan 50 contoh saran."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.starts_on}"


class UnitReportQuerySet(models.QuerySet["UnitReport"]):
    """The reports' own questions."""

    def visible_to(self, access: Access) -> Self:
        """HR and leadership see all reports; officers and heads those of their own units."""
        if access.is_hr or access.is_leadership:
            return self
        return self.filter(unit_id__in={*access.officer_unit_ids, *access.headed_unit_ids})

    def latest_first(self) -> Self:
        """By version, the newest first."""
        return self.order_by("-version")


class UnitReport(models.Model):
    """One version of a unit's report of a period, kept as it was made: the paper and its workbook."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="survey_reports", verbose_name=_("unit kerja"))
    period = models.CharField(_("periode"), max_length=10)
    version = models.PositiveSmallIntegerField(_("versi"))
    digest = models.CharField(_("sidik isi"), max_length=64)
    number = models.CharField(_("nomor"), max_length=120, blank=True)
    publication = models.CharField(
        _("versi terbitan"), max_length=80, blank=True, help_text=_("Kosong: laporan sementara.")
    )
    answer_count = models.PositiveIntegerField(_("jumlah jawaban"))
    index = models.DecimalField(_("IKM"), max_digits=5, decimal_places=2)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("laporan"))
    workbook = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("buku kerja"))
    made_at = models.DateTimeField(_("dibuat"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("diminta oleh")
    )

    objects = UnitReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("laporan SKM")
        verbose_name_plural = _("laporan SKM")
        constraints = [
            models.UniqueConstraint(
                name="unit_report_version_once",
                fields=["unit", "period", "version"],
                violation_error_message=_("Versi laporan ini sudah ada."),
            ),
            models.UniqueConstraint(
                name="unit_report_content_once",
                fields=["unit", "period", "digest"],
                violation_error_message=_("Laporan dengan isi yang sama sudah dibuat."),
            ),
            models.CheckConstraint(
                name="unit_report_has_digest",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Sidik isi terdiri atas 64 angka heksadesimal."),
            ),
            models.CheckConstraint(
                name="unit_report_version_from_one",
                condition=Q(version__gte=1),
                violation_error_message=_("Versi laporan mulai dari 1."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="unit_report_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.unit} · {self.period} · v{self.version}"

    @property
    def is_provisional(self) -> bool:
        """Whether its figures were not published yet when it was made."""
        return not self.publication


class ReportRunQuerySet(models.QuerySet["ReportRun"]):
    """The runs' own questions."""

    def visible_to(self, access: Access) -> Self:
        """HR and leadership see all runs; officers and heads those of one unit of their own."""
        if access.is_hr or access.is_leadership:
            return self
        return self.filter(unit_id__in={*access.officer_unit_ids, *access.headed_unit_ids})


class ReportRun(models.Model):
    """Reports of one period asked for at once: of one unit, of a sector, or of all units."""

    period = models.CharField(_("periode"), max_length=10)
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sektor")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="report_runs", verbose_name=_("unit kerja")
    )
    job = models.ForeignKey(Job, models.PROTECT, related_name="report_runs", verbose_name=_("pekerjaan"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("diminta oleh")
    )
    requested_at = models.DateTimeField(_("diminta"))

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("pembuatan laporan")
        verbose_name_plural = _("pembuatan laporan")
        constraints = [
            models.CheckConstraint(
                name="report_run_unit_or_sector",
                condition=Q(sector__isnull=True) | Q(unit__isnull=True),
                violation_error_message=_("Pilih satu unit atau satu sektor, bukan keduanya."),
            ),
        ]
        indexes = [models.Index(name="report_run_unit_period", fields=["unit", "period"])]

    def __str__(self) -> str:
        return f"{self.period} · {self.unit or self.sector or '–'}"


class ReportTask(RunTask):
    """One unit of a run: waiting, made, passed over because nothing may be shown, or failed with its reason."""

    run = models.ForeignKey(ReportRun, models.CASCADE, related_name="tasks", verbose_name=_("pembuatan"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit kerja"))
    report = models.ForeignKey(
        UnitReport, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("laporan")
    )

    class Meta:
        verbose_name = _("laporan dalam pembuatan")
        verbose_name_plural = _("laporan dalam pembuatan")
        constraints = [
            models.UniqueConstraint(
                name="report_task_unit_once",
                fields=["run", "unit"],
                violation_error_message=_("Unit ini sudah ada dalam daftar."),
            ),
            state_has_its_columns("report_task_state_has_its_columns"),
        ]
        indexes = [waiting_first("report_task_waiting")]

    def __str__(self) -> str:
        return self.unit.name
