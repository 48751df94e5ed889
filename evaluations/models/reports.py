"""Evaluation reports: the versions that were made, the runs that make them, and who wants which without asking."""

from typing import Self, TypeVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from documents.models import Job, JobState, RunTask, StoredFile, TaskState
from documents.models.runs import state_has_its_columns, waiting_first
from evaluations.access import visible_scopes
from evaluations.reporting.scopes import LONGEST_CODE, Scope, ScopeKind
from people.access import Access


class Occasion(models.TextChoices):
    """Why reports are made."""

    BY_HAND = "hand", _("Diminta")
    MONTH = "month", _("Akhir bulan")
    BATCH = "batch", _("Angkatan selesai")
    YEAR = "year", _("Akhir tahun")


class Scoped(models.Model):
    """Something about a scope; its kind and key stand beside its code, so that rows can be found by them."""

    scope = models.CharField(_("kode cakupan"), max_length=LONGEST_CODE)
    kind = models.CharField(_("jenis"), max_length=10, choices=ScopeKind)
    key = models.CharField(_("kode"), max_length=80)
    label = models.CharField(_("cakupan"), max_length=300)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Scoped)


class ScopedQuerySet(QuerySet[Row]):
    """Rows that are about a scope."""

    def visible_to(self, access: Access) -> Self:
        """What `access.visible_scopes` says: BKPSDM and leadership all, heads their units', partners their own."""
        readable = visible_scopes(access)
        if readable is None:
            return self
        allowed = Q(pk__in=[])
        for kind, keys in readable.items():
            allowed |= Q(kind=kind, key__in=keys)
        return self.filter(allowed)


def about(scope: Scope) -> dict[str, str]:
    """The columns of `Scoped` for a scope."""
    return {"scope": scope.code, "kind": scope.kind.value, "key": scope.key, "label": scope.label[:300]}


def names_its_scope(name: str) -> models.CheckConstraint:
    """The constraint that kind and key are those of the scope's code."""
    return models.CheckConstraint(
        name=name,
        condition=Q(scope__startswith=Concat(F("kind"), Value("."), F("key"), Value("."))),
        violation_error_message=_("Jenis dan kode harus sesuai dengan kode cakupan."),
    )


class EvaluationReportQuerySet(ScopedQuerySet["EvaluationReport"]):
    """The reports' own questions."""

    def newest(self) -> Self:
        """The newest version of each scope."""
        later = EvaluationReport.objects.filter(scope=OuterRef("scope"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))

    def of(self, scope: Scope) -> Self:
        """The versions of a scope's report, the newest first."""
        return self.filter(scope=scope.code).order_by("-version")


class EvaluationReport(Scoped):
    """One version of a report, kept as it was made: the paper and its workbook."""

    version = models.PositiveSmallIntegerField(_("versi"))
    digest = models.CharField(_("sidik isi"), max_length=64)
    code_version = models.CharField(_("versi metode"), max_length=80)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("laporan"))
    workbook = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("buku kerja"))
    made_at = models.DateTimeField(_("dibuat"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("diminta oleh"),
        help_text=_("Kosong: dibuat menurut jadwal."),
    )

    objects = EvaluationReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("laporan evaluasi")
        verbose_name_plural = _("laporan evaluasi")
        constraints = [
            models.UniqueConstraint(
                name="evaluation_report_version_once",
                fields=["scope", "version"],
                violation_error_message=_("Versi laporan ini sudah ada."),
            ),
            models.UniqueConstraint(
                name="evaluation_report_content_once",
                fields=["scope", "digest"],
                violation_error_message=_("Laporan dengan isi yang sama sudah dibuat."),
            ),
            models.CheckConstraint(
                name="evaluation_report_has_digest",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Sidik isi terdiri atas 64 angka heksadesimal."),
            ),
            models.CheckConstraint(
                name="evaluation_report_version_from_one",
                condition=Q(version__gte=1),
                violation_error_message=_("Versi laporan mulai dari 1."),
            ),
            models.CheckConstraint(
                name="evaluation_report_kind_known",
                condition=Q(kind__in=ScopeKind.values),
                violation_error_message=_("Pilih jenis laporan dari daftar."),
            ),
            names_its_scope("evaluation_report_names_its_scope"),
        ]
        indexes = [models.Index(name="evaluation_report_of", fields=["kind", "key"])]
        triggers = [pgtrigger.Protect(name="evaluation_report_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.label} · v{self.version}"


class EvaluationReportRunQuerySet(models.QuerySet["EvaluationReportRun"]):
    """The runs' own questions."""

    def visible_to(self, access: Access) -> Self:
        """BKPSDM sees all runs, others what they asked for themselves."""
        if access.is_hr:
            return self
        return self.filter(requested_by=access.account, requested_by__isnull=False)

    def going_on(self) -> Self:
        """Those whose job has not ended."""
        return self.filter(job__state__in=[JobState.WAITING, JobState.RUNNING])


class EvaluationReportRun(models.Model):
    """Reports asked for at once, by somebody or by the calendar; `cause` says for what, so that nothing asks twice."""

    occasion = models.CharField(_("sebab dibuat"), max_length=6, choices=Occasion)
    title = models.CharField(_("judul"), max_length=200)
    cause = models.CharField(_("penyebab"), max_length=160)
    job = models.ForeignKey(Job, models.PROTECT, related_name="+", verbose_name=_("pekerjaan"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("diminta oleh")
    )
    requested_at = models.DateTimeField(_("diminta"))

    objects = EvaluationReportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("pembuatan laporan evaluasi")
        verbose_name_plural = _("pembuatan laporan evaluasi")
        constraints = [
            models.UniqueConstraint(
                name="evaluation_run_cause_once",
                fields=["cause"],
                violation_error_message=_("Laporan ini sudah diminta."),
            ),
            models.CheckConstraint(
                name="evaluation_run_by_hand_has_somebody",
                condition=Q(occasion="hand", requested_by__isnull=False)
                | Q(occasion__in=["month", "batch", "year"], requested_by__isnull=True),
                violation_error_message=_("Yang diminta mempunyai peminta; yang terjadwal tidak."),
            ),
        ]
        indexes = [models.Index(name="evaluation_run_of", fields=["requested_by", "-id"])]

    def __str__(self) -> str:
        return self.title


class EvaluationReportTaskQuerySet(ScopedQuerySet["EvaluationReportTask"]):
    """The tasks' own questions."""

    def to_tell_of(self) -> Self:
        """Those that came to an end of which nobody was told."""
        return self.filter(told=False).exclude(state=TaskState.WAITING)


class EvaluationReportTask(RunTask, Scoped):
    """One report of a run: waiting, made, passed over because there is nothing to tell, or failed with its reason."""

    run = models.ForeignKey(EvaluationReportRun, models.CASCADE, related_name="tasks", verbose_name=_("pembuatan"))
    report = models.ForeignKey(
        EvaluationReport, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("laporan")
    )
    told = models.BooleanField(_("sudah dikabarkan"), default=False)

    objects = EvaluationReportTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("laporan evaluasi dalam pembuatan")
        verbose_name_plural = _("laporan evaluasi dalam pembuatan")
        constraints = [
            models.UniqueConstraint(
                name="evaluation_task_scope_once",
                fields=["run", "scope"],
                violation_error_message=_("Laporan ini sudah ada dalam daftar."),
            ),
            state_has_its_columns("evaluation_task_state_has_its_columns"),
            names_its_scope("evaluation_task_names_its_scope"),
        ]
        indexes = [waiting_first("evaluation_task_waiting")]

    def __str__(self) -> str:
        return self.label


class ReportSubscription(models.Model):
    """That somebody wants reports of a kind on an occasion, or wants no more of those that their office brings."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="report_subscriptions", verbose_name=_("akun")
    )
    occasion = models.CharField(
        _("kapan"), max_length=6, choices=[choice for choice in Occasion.choices if choice[0] != Occasion.BY_HAND]
    )
    kind = models.CharField(_("jenis"), max_length=10, choices=ScopeKind)
    key = models.CharField(_("kode"), max_length=80, blank=True, help_text=_("Kosong: semua yang boleh dibaca."))
    wanted = models.BooleanField(_("dikirim"))
    changed_at = models.DateTimeField(_("diubah"))

    class Meta:
        verbose_name = _("langganan laporan evaluasi")
        verbose_name_plural = _("langganan laporan evaluasi")
        constraints = [
            models.UniqueConstraint(
                name="report_subscription_once",
                fields=["account", "occasion", "kind", "key"],
                violation_error_message=_("Langganan ini sudah tercatat."),
            ),
            models.CheckConstraint(
                name="report_subscription_by_calendar",
                condition=Q(occasion__in=["month", "batch", "year"]) & Q(kind__in=ScopeKind.values),
                violation_error_message=_("Pilih jenis laporan dan saat pengirimannya dari daftar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.occasion} · {self.kind} {self.key}"
