"""What is estimated of training's effect on citizens' satisfaction: a run over all programs, and its results."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.impact.verdict import Verdict
from programs.models import Program


class ImpactRunQuerySet(models.QuerySet["ImpactRun"]):
    """Which results are shown."""

    def latest_finished(self) -> "ImpactRun | None":
        """The run whose results pages show."""
        return self.filter(finished_at__isnull=False).order_by("-until", "-finished_at", "-pk").first()


class RunState(models.TextChoices):
    """Where a run stands; said by its columns."""

    RUNNING = "running", _("Sedang dihitung")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Belum berhasil")


class ImpactRun(models.Model):
    """One estimation of every program, from the same data by the same code: made once, whoever asks."""

    data_digest = models.CharField(_("sidik data"), max_length=64)
    code_version = models.CharField(_("versi metode"), max_length=40)
    seed = models.BigIntegerField(_("benih acak"))
    first = models.DateField(_("bulan pertama"))
    until = models.DateField(_("sampai sebelum"))
    claimed_at = models.DateTimeField(_("mulai dihitung"))
    finished_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    failure = models.CharField(_("sebab belum berhasil"), max_length=300, blank=True)

    objects = ImpactRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("perhitungan dampak")
        verbose_name_plural = _("perhitungan dampak")
        constraints = [
            models.UniqueConstraint(
                name="impact_run_once",
                fields=["data_digest", "code_version"],
                violation_error_message=_("Perhitungan dari data ini sudah ada."),
            ),
            models.CheckConstraint(
                name="impact_run_digest_is_sha256",
                condition=Q(data_digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Sidik data harus SHA-256."),
            ),
            models.CheckConstraint(
                name="impact_run_times_in_order",
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("claimed_at")),
                violation_error_message=_("Perhitungan tidak dapat selesai sebelum dimulai."),
            ),
            models.CheckConstraint(
                name="impact_run_finished_or_failed",
                condition=Q(finished_at__isnull=True) | Q(failure=""),
                violation_error_message=_("Perhitungan yang selesai tidak mempunyai sebab kegagalan."),
            ),
            models.CheckConstraint(
                name="impact_run_months_in_order",
                condition=Q(first__lt=F("until")),
                violation_error_message=_("Bulan pertama harus sebelum bulan terakhir."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.until} · {self.code_version}"

    @property
    def state(self) -> RunState:
        """Whether it is done, failed, or still going on."""
        if self.finished_at is not None:
            return RunState.DONE
        return RunState.FAILED if self.failure else RunState.RUNNING


class ImpactEstimateQuerySet(models.QuerySet["ImpactEstimate"]):
    """Whose results."""

    def shown_for(self, program: Program) -> Self:
        """The results of a program in the latest finished run, the index first."""
        run = ImpactRun.objects.latest_finished()
        if run is None:
            return self.none()
        return self.filter(run=run, program=program).order_by("position")

    def latest_of(self, programs: Iterable[Program], outcome: str) -> Self:
        """What the latest finished run says of these programs and one outcome."""
        run = ImpactRun.objects.latest_finished()
        if run is None:
            return self.none()
        return self.filter(run=run, program__in=[program.pk for program in programs], outcome=outcome)


class ImpactEstimate(models.Model):
    """What one run says about one program and one outcome (the index or an element)."""

    run = models.ForeignKey(ImpactRun, models.CASCADE, related_name="estimates", verbose_name=_("perhitungan"))
    program = models.ForeignKey(Program, models.PROTECT, related_name="+", verbose_name=_("program"))
    outcome = models.CharField(_("ukuran"), max_length=40)
    position = models.PositiveSmallIntegerField(_("urutan"))
    verdict = models.CharField(_("kesimpulan"), max_length=20)
    result = models.JSONField(_("hasil"))

    objects = ImpactEstimateQuerySet.as_manager()

    class Meta:
        verbose_name = _("hasil dampak")
        verbose_name_plural = _("hasil dampak")
        constraints = [
            models.UniqueConstraint(
                name="impact_estimate_once",
                fields=["run", "program", "outcome"],
                violation_error_message=_("Hasil program ini sudah ada dalam perhitungan itu."),
            ),
            models.CheckConstraint(
                name="impact_estimate_verdict_known",
                condition=Q(verdict__in=[each.value for each in Verdict]),
                violation_error_message=_("Kesimpulan tidak dikenal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} · {self.outcome}"
