"""What participants do differently at work months later (level 3): who was asked, and what they saw."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from people.access import Access
from people.models import Employee, Unit
from programs.models import Enrollment, Program
from surveys.models import Questionnaire, QuestionnaireVersion

MOST_NAMED, MOST_PICKED = 4, 2
MONTHS_RANGE, LEADERSHIP_RANGE = (3, 6), (6, 12)
MOST_FILES = 5
"""Files of evidence for one plan."""


class BehaviourSchedule(models.Model):
    """When a program asks about behaviour, and with which questions; a program without a row follows the default."""

    program = models.OneToOneField(
        Program, models.CASCADE, related_name="behaviour_schedule", verbose_name=_("program")
    )
    is_leadership = models.BooleanField(_("pelatihan kepemimpinan"), default=False)
    months = models.PositiveSmallIntegerField(
        _("bulan setelah selesai"), help_text=_("3 sampai 6; pelatihan kepemimpinan 6 sampai 12.")
    )
    questionnaire = models.ForeignKey(
        Questionnaire,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kuesioner"),
        help_text=_("Kosong: kuesioner perilaku yang umum."),
    )

    class Meta:
        verbose_name = _("jadwal evaluasi pascapelatihan")
        verbose_name_plural = _("jadwal evaluasi pascapelatihan")
        constraints = [
            models.CheckConstraint(
                name="behaviour_months_in_range",
                condition=Q(is_leadership=False, months__range=MONTHS_RANGE)
                | Q(is_leadership=True, months__range=LEADERSHIP_RANGE),
                violation_error_message=_("3 sampai 6 bulan setelah pelatihan; pelatihan kepemimpinan 6 sampai 12."),
            )
        ]

    def __str__(self) -> str:
        return str(self.program)


class Verdict(models.TextChoices):
    """What the head says of the action plan."""

    DONE = "done", _("Terlaksana")
    PARTLY = "partly", _("Terlaksana sebagian")
    NOT_YET = "not_yet", _("Belum terlaksana")


class BehaviourReviewQuerySet(models.QuerySet["BehaviourReview"]):
    """Whose review one may open: nobody's but one's own and those that one was asked about."""

    def visible_to(self, access: Access) -> Self:
        """Participants their own; whoever was asked, those. Results serve development: HR reads only totals."""
        return self.filter(raters__employee_id=access.employee_id, raters__asked_at__isnull=False).distinct()

    def awaited_from(self, employee_id: int, day: date) -> Self:
        """Open on the city's day `day`, and this employee was asked and has yet to answer.

        Of several heads nobody is awaited once one has answered.
        """
        silent = BehaviourRater.objects.filter(employee=employee_id, asked_at__isnull=False, answered_at__isnull=True)
        head = BehaviourRater.objects.filter(review=OuterRef("review"), role=RaterRole.HEAD, answered_at__isnull=False)
        needed = silent.exclude(Q(role=RaterRole.HEAD) & Exists(head))
        return self.filter(closes_on__gte=day, pk__in=needed.values("review"))


class BehaviourReview(models.Model):
    """One participant's behaviour at work some months after a program, with the action plan and the head's verdict."""

    enrollment = models.OneToOneField(
        Enrollment, models.PROTECT, related_name="behaviour_review", verbose_name=_("peserta")
    )
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+")
    # As it was when the review opened: totals by agency are made of groups that never change afterwards.
    agency = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("perangkat daerah")
    )
    opened_at = models.DateTimeField(_("dibuka"))
    closes_on = models.DateField(_("sampai"))
    reminders = models.PositiveSmallIntegerField(_("pengingat terkirim"), default=0)
    action = models.CharField(_("rencana aksi"), max_length=500, blank=True)
    evidence = models.CharField(_("bukti"), max_length=500, blank=True)
    verdict = models.CharField(_("penilaian atasan"), max_length=8, choices=Verdict, blank=True)
    verdict_note = models.CharField(_("catatan atasan"), max_length=300, blank=True)

    objects = BehaviourReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluasi pascapelatihan")
        verbose_name_plural = _("evaluasi pascapelatihan")
        constraints = [
            models.CheckConstraint(
                name="behaviour_verdict_of_a_plan",
                condition=Q(verdict="") | (Q(verdict__in=Verdict.values) & ~Q(action="")),
                violation_error_message=_("Penilaian atasan memerlukan rencana aksi."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.enrollment)


NOT_YET_JUDGED = """
IF (SELECT verdict FROM evaluations_behaviourreview WHERE id = {row}.review_id FOR SHARE) <> '' THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'behaviour_evidence_until_verdict',
        MESSAGE = 'Atasan sudah menilai rencana ini; buktinya tidak dapat diubah lagi.';
END IF;
RETURN {row};
"""


class BehaviourEvidence(models.Model):
    """A photo or PDF that shows what the participant does differently; read by the participant and the head only."""

    review = models.ForeignKey(BehaviourReview, models.PROTECT, related_name="evidence_files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("berkas"))
    place = models.PositiveSmallIntegerField(_("urutan"))

    class Meta:
        verbose_name = _("bukti rencana aksi")
        verbose_name_plural = _("bukti rencana aksi")
        constraints = [
            models.UniqueConstraint(
                name="behaviour_evidence_place_once",
                fields=["review", "place"],
                violation_error_message=_("Bukti lain baru saja ditambahkan. Coba sekali lagi."),
            ),
            models.CheckConstraint(
                name="behaviour_evidence_at_most_five",
                condition=Q(place__range=(1, MOST_FILES)),
                violation_error_message=_("Paling banyak lima berkas. Hapus satu dahulu."),
            ),
        ]
        triggers = [
            # FOR SHARE: no file may come or go while the head's verdict is being kept.
            pgtrigger.Trigger(
                name="behaviour_evidence_added",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=NOT_YET_JUDGED.format(row="NEW"),
            ),
            pgtrigger.Trigger(
                name="behaviour_evidence_removed",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=NOT_YET_JUDGED.format(row="OLD"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)


class RaterRole(models.TextChoices):
    """From where someone sees the participant's work."""

    SELF = "self", _("Diri sendiri")
    HEAD = "head", _("Atasan")
    COLLEAGUE = "colleague", _("Rekan")


class BehaviourRater(models.Model):
    """Someone who sees the participant's work: named, asked, and once what they saw.

    A participant names up to four colleagues (`place`), the head picks two of them (`pick`), and only these are asked.
    """

    review = models.ForeignKey(BehaviourReview, models.PROTECT, related_name="raters")
    role = models.CharField(_("sebagai"), max_length=9, choices=RaterRole)
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("pegawai"))
    place = models.PositiveSmallIntegerField(_("urutan"), null=True)
    pick = models.PositiveSmallIntegerField(_("dipilih"), null=True)
    asked_at = models.DateTimeField(_("diminta"), null=True)
    answered_at = models.DateTimeField(_("dijawab"), null=True)
    item_count = models.PositiveSmallIntegerField(_("jumlah butir"), null=True)
    scores = ArrayField(models.SmallIntegerField(), null=True, verbose_name=_("jawaban"))

    class Meta:
        verbose_name = _("penilai")
        verbose_name_plural = _("penilai")
        constraints = [
            models.UniqueConstraint(
                name="behaviour_rater_once",
                fields=["review", "employee"],
                violation_error_message=_("Orang ini sudah dipilih."),
            ),
            models.UniqueConstraint(name="behaviour_one_self", fields=["review"], condition=Q(role="self")),
            models.UniqueConstraint(name="behaviour_place_once", fields=["review", "place"]),
            models.UniqueConstraint(name="behaviour_pick_once", fields=["review", "pick"]),
            models.CheckConstraint(
                name="behaviour_four_named_two_picked",
                condition=Q(role="colleague", place__range=(1, MOST_NAMED))
                & (Q(pick__isnull=True, asked_at__isnull=True) | Q(pick__range=(1, MOST_PICKED)))
                | (~Q(role="colleague") & Q(place__isnull=True, pick__isnull=True)),
                violation_error_message=_("Sebutkan paling banyak empat rekan; atasan memilih dua."),
            ),
            models.CheckConstraint(
                name="behaviour_answer_whole",
                condition=Q(answered_at__isnull=True, scores__isnull=True, item_count__isnull=True)
                | Q(
                    asked_at__isnull=False,
                    answered_at__isnull=False,
                    scores__contained_by=[1, 2, 3, 4],
                    scores__len=F("item_count"),
                ),
                violation_error_message=_("Setiap jawaban bernilai 1, 2, 3, atau 4."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="behaviour_answer_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.answered_at IS NOT NULL"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.employee}"
