"""Programs, batches, sessions, enrollments and attendance: what is. What happens stands beside this file."""

from datetime import datetime
from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from partners.models import Agreement, Institution, Instructor
from people.access import Access
from people.models import Employee, Unit


class LearningPath(models.TextChoices):
    """Path of a form of learning (PerLAN 10/2018)."""

    EDUCATION = "pendidikan", _("Pendidikan")
    CLASSROOM = "klasikal", _("Klasikal")
    NON_CLASSROOM = "nonklasikal", _("Nonklasikal")


class CompetencyKind(models.TextChoices):
    """Kinds of competency (UU 20/2023, PermenPANRB 38/2017)."""

    TECHNICAL = "teknis", _("Teknis")
    MANAGERIAL = "manajerial", _("Manajerial")
    SOCIOCULTURAL = "sosial_kultural", _("Sosial kultural")
    GOVERNMENTAL = "pemerintahan", _("Pemerintahan")


class TrainingType(models.Model):
    """A form of competency development with its SIASN code (jenisDiklat 1-25)."""

    code = models.CharField(_("kode"), max_length=10, unique=True)
    name = models.CharField(_("bentuk"), max_length=100)
    path = models.CharField(_("jalur"), max_length=12, choices=LearningPath)
    siasn_training_type_id = models.PositiveSmallIntegerField(_("jenisDiklat SIASN"), null=True, blank=True)

    class Meta:
        verbose_name = _("bentuk pengembangan kompetensi")
        verbose_name_plural = _("bentuk pengembangan kompetensi")
        constraints = [
            models.CheckConstraint(
                name="siasn_training_type_in_range",
                condition=Q(siasn_training_type_id__isnull=True) | Q(siasn_training_type_id__range=(1, 25)),
                violation_error_message=_("Kode jenisDiklat SIASN antara 1 dan 25."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NeedQuerySet(models.QuerySet["Need"]):
    """Stated gaps."""

    def visible_to(self, access: Access) -> Self:
        """HR sees all; heads those of their units; others their own."""
        if access.is_hr:
            return self
        return self.filter(Q(unit_id__in=access.headed_unit_ids) | Q(employee_id=access.employee_id))


class Need(models.Model):
    """A competency gap that an employee or a head stated (AKPK), by year."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="needs", verbose_name=_("pegawai"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="needs", verbose_name=_("unit kerja"))
    year = models.PositiveSmallIntegerField(_("tahun"))
    kind = models.CharField(_("jenis kompetensi"), max_length=20, choices=CompetencyKind)
    competency = models.CharField(_("kompetensi"), max_length=200)
    gap = models.PositiveSmallIntegerField(_("kesenjangan"), help_text=_("1 kecil, 2 sedang, 3 besar"))
    stated_at = models.DateTimeField(_("dinyatakan"))

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kebutuhan")
        verbose_name_plural = _("kebutuhan")
        constraints = [
            models.CheckConstraint(
                name="need_gap_in_range",
                condition=Q(gap__range=(1, 3)),
                violation_error_message=_("Kesenjangan antara 1 dan 3."),
            ),
            models.UniqueConstraint(
                name="need_stated_once",
                fields=["employee", "year", "competency"],
                violation_error_message=_("Kebutuhan ini sudah dinyatakan untuk tahun tersebut."),
            ),
        ]

    def __str__(self) -> str:
        return self.competency


@pghistory.track()
class Program(models.Model):
    """A training as designed; a batch is one run of it."""

    code = models.SlugField(_("kode"), unique=True)
    title = models.CharField(_("judul"), max_length=200)
    summary = models.TextField(_("ringkasan"), blank=True)
    training_type = models.ForeignKey(TrainingType, models.PROTECT, related_name="programs", verbose_name=_("bentuk"))
    competency = models.CharField(_("jenis kompetensi"), max_length=20, choices=CompetencyKind)
    learning_hours = models.DecimalField(
        _("jam pelajaran (JP)"), max_digits=6, decimal_places=1, help_text=_("1 JP = 45 menit")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="programs", verbose_name=_("mitra")
    )
    # Keys of the survey's elements that the program means to raise, by name (surveys.index.ELEMENTS).
    target_elements = models.JSONField(_("unsur yang dituju"), default=list, blank=True)
    published = models.BooleanField(_("tampil di katalog"), default=False)

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("program")
        constraints = [
            models.CheckConstraint(
                name="program_hours_positive",
                condition=Q(learning_hours__gt=0, learning_hours__lte=2000),
                violation_error_message=_("Jam pelajaran lebih dari 0 dan paling banyak 2.000."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BatchState(models.TextChoices):
    """Where a batch stands."""

    DRAFT = "draft", _("Disiapkan")
    OPEN = "open", _("Pendaftaran dibuka")
    CLOSED = "closed", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


class BatchQuerySet(models.QuerySet["Batch"]):
    """Batches in the domain's words."""

    def open_for_enrollment(self, now: datetime) -> Self:
        """Those that one may apply to at `now`."""
        return self.filter(state=BatchState.OPEN, enrollment_opens_at__lte=now, enrollment_closes_at__gt=now)

    def visible_to(self, access: Access, institution_id: int | None = None) -> Self:
        """HR sees all; a partner's staff that partner's; others what is no longer a draft."""
        if access.is_hr:
            return self
        if institution_id is not None:
            return self.filter(program__institution_id=institution_id)
        return self.exclude(state=BatchState.DRAFT)


@pghistory.track()
class Batch(models.Model):
    """One run of a program: seats, dates, an enrollment window, a rule for finishing."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="batches", verbose_name=_("program"))
    number = models.PositiveSmallIntegerField(_("angkatan"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="batches", verbose_name=_("perjanjian")
    )
    # Copied from program and agreement so that the database can refuse a batch outside its agreement.
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, editable=False, related_name="batches"
    )
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    enrollment_opens_at = models.DateTimeField(_("pendaftaran dibuka"))
    enrollment_closes_at = models.DateTimeField(_("pendaftaran ditutup"))
    seats = models.PositiveSmallIntegerField(_("kursi"))
    attendance_share = models.DecimalField(
        _("kehadiran paling sedikit"), max_digits=3, decimal_places=2, default="0.80", help_text=_("0,80 = 80 % sesi")
    )
    state = models.CharField(_("keadaan"), max_length=10, choices=BatchState, default=BatchState.DRAFT, editable=False)
    closed_at = models.DateTimeField(_("ditutup"), null=True, blank=True, editable=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("angkatan")
        verbose_name_plural = _("angkatan")
        constraints = [
            models.UniqueConstraint(
                name="batch_number_once",
                fields=["program", "number"],
                violation_error_message=_("Nomor angkatan ini sudah dipakai."),
            ),
            models.CheckConstraint(
                name="batch_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Tanggal selesai tidak boleh sebelum tanggal mulai."),
            ),
            models.CheckConstraint(
                name="batch_window_in_order",
                condition=Q(enrollment_closes_at__gt=F("enrollment_opens_at")),
                violation_error_message=_("Pendaftaran harus ditutup setelah dibuka."),
            ),
            models.CheckConstraint(
                name="batch_seats_in_range",
                condition=Q(seats__range=(1, 5000)),
                violation_error_message=_("Kursi antara 1 dan 5.000."),
            ),
            models.CheckConstraint(
                name="batch_attendance_share_in_range",
                condition=Q(attendance_share__gte=0, attendance_share__lte=1),
                violation_error_message=_("Kehadiran paling sedikit antara 0 dan 1."),
            ),
            models.CheckConstraint(
                name="batch_closed_has_time",
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                violation_error_message=_("Angkatan yang selesai mempunyai waktu penutupan; yang lain tidak."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} · {self.number}"


@pghistory.track()
class Session(models.Model):
    """A meeting of a batch, with stored start and end, so that overlaps can be excluded."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="sessions", verbose_name=_("angkatan"))
    title = models.CharField(_("judul"), max_length=200)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    instructor = models.ForeignKey(
        Instructor, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("pengajar")
    )

    class Meta:
        verbose_name = _("sesi")
        verbose_name_plural = _("sesi")
        constraints = [
            models.CheckConstraint(
                name="session_times_in_order",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("Sesi harus selesai setelah mulai."),
            ),
            ExclusionConstraint(
                name="session_instructor_in_one_place",
                expressions=[
                    ("instructor", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            Value("[)"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Pengajar ini sudah mengajar di sesi lain pada waktu itu."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EnrollmentState(models.TextChoices):
    """Where an application stands."""

    REQUESTED = "requested", _("Menunggu persetujuan")
    DECLINED = "declined", _("Ditolak")
    CONFIRMED = "confirmed", _("Terdaftar")
    WAITING = "waiting", _("Daftar tunggu")
    OFFERED = "offered", _("Ditawari kursi")
    LAPSED = "lapsed", _("Tawaran lewat")
    CANCELLED = "cancelled", _("Dibatalkan")
    FINISHED = "finished", _("Selesai")
    NOT_FINISHED = "not_finished", _("Tidak memenuhi syarat")


# States that use up a seat while the batch is not closed.
SEATED = (EnrollmentState.CONFIRMED, EnrollmentState.OFFERED)
# States after which the same person may apply again.
OVER = (EnrollmentState.DECLINED, EnrollmentState.LAPSED, EnrollmentState.CANCELLED)


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    """Applications and seats."""

    def seated(self) -> Self:
        """Those that hold a seat: confirmed or offered."""
        return self.filter(state__in=SEATED)

    def in_queue(self) -> Self:
        """The waiting list in its order."""
        return self.filter(state=EnrollmentState.WAITING).order_by("queue_number")

    def visible_to(self, access: Access) -> Self:
        """HR sees all; heads those of their units; others their own."""
        if access.is_hr:
            return self
        return self.filter(Q(unit_id__in=access.headed_unit_ids) | Q(employee_id=access.employee_id))


class Enrollment(models.Model):
    """One person's application to one batch and what became of it. Its states change by use cases only."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="enrollments", verbose_name=_("angkatan"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="enrollments", verbose_name=_("pegawai"))
    # The unit at the time of applying: whose head approves, and whose service the training may change.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="enrollments", verbose_name=_("unit kerja"))
    state = models.CharField(_("keadaan"), max_length=12, choices=EnrollmentState, default=EnrollmentState.REQUESTED)
    requested_at = models.DateTimeField(_("diajukan"))
    queue_number = models.PositiveIntegerField(_("nomor antrean"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("tawaran berlaku sampai"), null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("pendaftaran")
        verbose_name_plural = _("pendaftaran")
        constraints = [
            models.UniqueConstraint(
                name="enrollment_one_live_per_person",
                fields=["batch", "employee"],
                condition=~Q(state__in=["declined", "lapsed", "cancelled"]),
                violation_error_message=_("Anda sudah mendaftar pada angkatan ini."),
            ),
            models.UniqueConstraint(
                name="enrollment_queue_number_once",
                fields=["batch", "queue_number"],
                violation_error_message=_("Nomor antrean sudah dipakai."),
            ),
            models.CheckConstraint(
                name="enrollment_waiting_has_queue_number",
                condition=~Q(state__in=["waiting", "offered", "lapsed"]) | Q(queue_number__isnull=False),
                violation_error_message=_("Daftar tunggu memerlukan nomor antrean."),
            ),
            models.CheckConstraint(
                name="enrollment_offer_has_deadline",
                condition=Q(state="offered", offer_expires_at__isnull=False)
                | (~Q(state="offered") & Q(offer_expires_at__isnull=True)),
                violation_error_message=_("Tawaran kursi, dan hanya itu, mempunyai batas waktu."),
            ),
            models.CheckConstraint(
                name="enrollment_refusal_has_reason",
                condition=~Q(state__in=["declined", "cancelled", "not_finished"]) | ~Q(reason=""),
                violation_error_message=_("Penolakan atau pembatalan memerlukan alasan."),
            ),
        ]
        indexes = [models.Index(name="enrollment_batch_state", fields=["batch", "state"])]

    def __str__(self) -> str:
        return f"{self.employee} · {self.batch}"


class EnrollmentChange(models.Model):
    """Who changed an enrollment's state, when and why; append-only."""

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="changes")
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, choices=EnrollmentState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("perubahan pendaftaran")
        verbose_name_plural = _("perubahan pendaftaran")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Attendance(models.Model):
    """Whether a participant was at a session, and who says so."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="attendances")
    present = models.BooleanField(_("hadir"))
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kehadiran")
        verbose_name_plural = _("kehadiran")
        constraints = [
            models.UniqueConstraint(
                name="attendance_once", fields=["session", "enrollment"], violation_error_message=_("Sudah dicatat.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment} · {self.session}"
