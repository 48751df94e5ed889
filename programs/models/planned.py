"""Planned programs: what is proposed for a plan or stands in one, with its needs and cost lines."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import Institution
from people.access import Access
from people.models import Unit
from programs import triggers
from programs.models.need import Need
from programs.models.plan import Plan
from programs.models.program import CompetencyKind, Program, TrainingType
from programs.transitions import PLANNED_TRANSITIONS, PlannedState
from programs.triggers import append_only, moves_along, plan_is_frozen, stays


class Origin(models.TextChoices):
    """Where a planned program comes from."""

    HR = "hr", _("BKPSDM")
    PARTNER = "partner", _("Mitra")
    EVALUATION = "evaluation", _("Hasil evaluasi")


class Quarter(models.IntegerChoices):
    """Quarters of a year."""

    FIRST = 1, _("Triwulan I")
    SECOND = 2, _("Triwulan II")
    THIRD = 3, _("Triwulan III")
    FOURTH = 4, _("Triwulan IV")


class PlannedQuerySet(models.QuerySet["PlannedProgram"]):
    """Proposals and planned programs."""

    def visible_to(self, access: Access, institution_id: int | None = None) -> Self:
        """HR and leadership see all; a partner's staff what their institution proposed; others nothing."""
        if access.is_hr or access.is_leadership:
            return self
        if institution_id is None:
            return self.none()
        return self.filter(origin=Origin.PARTNER, institution_id=institution_id)

    def planned(self) -> Self:
        """Those that stand in a plan."""
        return self.filter(state=PlannedState.PLANNED)


# What a plan fixes of a program; whether and how it is realised is not among it.
CONTENT = (
    "title",
    "training_type",
    "competency",
    "learning_hours",
    "target_group",
    "people",
    "agency",
    "quarter",
    "institution",
    "target_elements",
    "rationale",
)
_FROZEN_COLUMNS = (
    *(f"{name}_id" if name in {"training_type", "agency", "institution"} else name for name in CONTENT),
    "state",
    "plan_id",
)


@pghistory.track()
class PlannedProgram(models.Model):
    """A training that somebody proposes, or that a plan contains."""

    state = models.CharField(_("keadaan"), max_length=10, choices=PlannedState, editable=False)
    origin = models.CharField(_("asal"), max_length=10, choices=Origin, editable=False)
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="planned", verbose_name=_("rencana"), editable=False
    )
    title = models.CharField(_("judul"), max_length=200)
    training_type = models.ForeignKey(TrainingType, models.PROTECT, related_name="planned", verbose_name=_("bentuk"))
    competency = models.CharField(_("jenis kompetensi"), max_length=20, choices=CompetencyKind)
    learning_hours = models.DecimalField(
        _("jam pelajaran (JP)"), max_digits=6, decimal_places=1, help_text=_("1 JP = 45 menit")
    )
    target_group = models.CharField(_("sasaran peserta"), max_length=300)
    people = models.PositiveIntegerField(_("jumlah peserta"))
    agency = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="planned", verbose_name=_("perangkat daerah sasaran")
    )
    quarter = models.PositiveSmallIntegerField(_("triwulan"), choices=Quarter, null=True, blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="planned", verbose_name=_("mitra")
    )
    # What the proposer says it takes; the plan's own cost lines are HR's.
    days = models.PositiveSmallIntegerField(_("jumlah hari"), null=True, blank=True)
    estimated_cost = models.PositiveBigIntegerField(_("perkiraan biaya (Rp)"), null=True, blank=True)
    # Keys of the survey's elements that it means to raise (surveys.index.ELEMENTS), as with programs.
    target_elements = models.JSONField(_("unsur yang dituju"), default=list, blank=True)
    rationale = models.TextField(_("alasan usulan"), blank=True, max_length=2000)
    needs = models.ManyToManyField(
        Need, through="PlannedNeed", related_name="planned", verbose_name=_("kebutuhan yang dijawab")
    )
    # The program whose batches of the plan's year realise it.
    program = models.ForeignKey(
        Program, models.PROTECT, null=True, blank=True, related_name="planned", verbose_name=_("program pelaksana")
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    proposed_at = models.DateTimeField(_("diusulkan"), editable=False)
    # Why it was declined or dropped; its latest line of the trail says the same.
    reason = models.CharField(_("alasan"), max_length=300, blank=True, editable=False)

    objects = PlannedQuerySet.as_manager()

    class Meta:
        verbose_name = _("program rencana")
        verbose_name_plural = _("program rencana")
        constraints = [
            models.CheckConstraint(
                name="planned_hours_positive",
                condition=Q(learning_hours__gt=0, learning_hours__lte=2000),
                violation_error_message=_("Jam pelajaran lebih dari 0 dan paling banyak 2.000."),
            ),
            models.CheckConstraint(
                name="planned_people_in_range",
                condition=Q(people__range=(1, 20000)),
                violation_error_message=_("Jumlah peserta antara 1 dan 20.000."),
            ),
            models.CheckConstraint(
                name="planned_days_in_range",
                condition=Q(days__isnull=True) | Q(days__range=(1, 366)),
                violation_error_message=_("Jumlah hari antara 1 dan 366."),
            ),
            models.CheckConstraint(
                name="planned_quarter_in_range",
                condition=Q(quarter__isnull=True) | Q(quarter__range=(1, 4)),
                violation_error_message=_("Triwulan antara 1 dan 4."),
            ),
            models.CheckConstraint(
                name="planned_stands_in_a_plan",
                condition=Q(state__in=["planned", "dropped"], plan__isnull=False, quarter__isnull=False)
                | Q(state__in=["proposed", "declined"], plan__isnull=True),
                violation_error_message=_("Program rencana, dan hanya itu, mempunyai tahun rencana dan triwulan."),
            ),
            models.CheckConstraint(
                name="planned_refusal_has_reason",
                condition=(Q(state__in=["declined", "dropped"]) & ~Q(reason=""))
                | (Q(state__in=["proposed", "planned"]) & Q(reason="")),
                violation_error_message=_("Tuliskan alasannya; pengusul membacanya."),
            ),
            models.CheckConstraint(
                name="planned_partner_names_institution",
                condition=~Q(origin="partner") | Q(institution__isnull=False),
                violation_error_message=_("Usulan mitra menyebut lembaganya."),
            ),
            models.CheckConstraint(
                name="planned_realised_inside_a_plan",
                condition=Q(program__isnull=True) | Q(state__in=["planned", "dropped"]),
                violation_error_message=_("Hanya program dalam rencana yang dapat dihubungkan dengan pelaksanaannya."),
            ),
            models.UniqueConstraint(
                name="planned_proposal_once",
                fields=["origin", "institution", "title"],
                condition=Q(state="proposed"),
                nulls_distinct=False,
                violation_error_message=_("Usulan dengan judul ini sudah ada dan belum dijawab."),
            ),
            models.UniqueConstraint(
                name="planned_title_once",
                fields=["plan", "title"],
                condition=Q(state="planned"),
                violation_error_message=_("Rencana tahun ini sudah memuat program dengan judul ini."),
            ),
            # Its batches of the year would be counted twice.
            models.UniqueConstraint(
                name="planned_realised_once",
                fields=["plan", "program"],
                condition=Q(state="planned"),
                violation_error_message=_("Program ini sudah melaksanakan butir lain dari rencana yang sama."),
            ),
        ]
        triggers = [
            moves_along(PLANNED_TRANSITIONS, "planned_moves_along_its_states"),
            triggers.PLANNED_HAS_TRAIL,
            stays("planned_keeps_its_origin", "origin", "proposed_by_id", "proposed_at"),
            plan_is_frozen("planned_frozen_with_its_plan", "OLD.plan_id, NEW.plan_id", *_FROZEN_COLUMNS),
        ]

    def __str__(self) -> str:
        return self.title


class PlannedChange(models.Model):
    """Who proposed, declined, planned or dropped a program, when and why; append-only."""

    planned = models.ForeignKey(PlannedProgram, models.PROTECT, related_name="changes")
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10, choices=PlannedState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("perubahan program rencana")
        verbose_name_plural = _("perubahan program rencana")
        triggers = [append_only("planned_change_append_only")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class PlannedNeed(models.Model):
    """A stated need that a planned program answers."""

    planned = models.ForeignKey(PlannedProgram, models.PROTECT, related_name="answers")
    need = models.ForeignKey(Need, models.PROTECT, related_name="answered_by")

    class Meta:
        verbose_name = _("kebutuhan yang dijawab")
        verbose_name_plural = _("kebutuhan yang dijawab")
        constraints = [
            models.UniqueConstraint(
                name="planned_need_once",
                fields=["planned", "need"],
                violation_error_message=_("Kebutuhan ini sudah dijawab program itu."),
            ),
        ]
        triggers = [plan_is_frozen("planned_need_frozen_with_its_plan", triggers.PLANS_OF_PARTS)]

    def __str__(self) -> str:
        return f"{self.planned} · {self.need}"
