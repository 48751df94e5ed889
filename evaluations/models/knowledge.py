"""What participants know (level 2): a program's test, the rounds of a batch before and after, and who answered what.

The questions are a questionnaire of the survey engine; which answer is right is kept here and never leaves this room.
"""

from datetime import datetime
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from partners.access import partner_institution_id
from people.access import Access
from programs.models import Batch, Enrollment, Program
from programs.transitions import ENROLLED, PARTICIPANTS, BatchState, EnrollmentState
from surveys.models import Item, Questionnaire, QuestionnaireVersion
from surveys.models.questionnaires import ANSWER_COUNT, kept_once_published

LEFT_OUT = 0
"""Stands in an attempt's answers for a question without an answer."""
ANSWERS = [LEFT_OUT, *range(1, ANSWER_COUNT + 1)]


class KnowledgeTest(models.Model):
    """The test of a program, through its versions; while it is not asked, batches to come have none."""

    program = models.OneToOneField(Program, models.PROTECT, related_name="knowledge_test", verbose_name=_("program"))
    questionnaire = models.OneToOneField(Questionnaire, models.PROTECT, related_name="+", verbose_name=_("kuesioner"))
    is_asked = models.BooleanField(_("ditanyakan"), default=True)

    class Meta:
        verbose_name = _("tes program")
        verbose_name_plural = _("tes program")

    def __str__(self) -> str:
        return str(self.program)


class KnowledgeKey(models.Model):
    """Which of a question's four answers is right."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="knowledge_key", verbose_name=_("soal"))
    right = models.PositiveSmallIntegerField(_("jawaban benar"))

    class Meta:
        verbose_name = _("kunci jawaban")
        verbose_name_plural = _("kunci jawaban")
        constraints = [
            models.CheckConstraint(
                name="knowledge_key_one_of_four",
                condition=Q(right__range=(1, ANSWER_COUNT)),
                violation_error_message=_("Jawaban benar adalah satu dari empat jawaban."),
            ),
        ]
        triggers = [
            kept_once_published("knowledge_key_kept", "(SELECT version_id FROM surveys_item WHERE id = OLD.item_id)")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.right}"


class RoundKind(models.TextChoices):
    """Before the training, or after it."""

    BEFORE = "before", _("Tes awal")
    AFTER = "after", _("Tes akhir")


class KnowledgeRoundQuerySet(models.QuerySet["KnowledgeRound"]):
    """Which rounds are open, over, or to be read."""

    def open_at(self, now: datetime) -> Self:
        """Those that take answers at `now`; none of a cancelled batch."""
        window = Q(opens_at__lte=now) & (Q(closes_at__isnull=True) | Q(closes_at__gt=now))
        return self.filter(window).exclude(batch__state=BatchState.CANCELLED)

    def awaited_from(self, employee_id: int, now: datetime) -> Self:
        """Those that an employee with a seat may still answer at `now`, the most urgent first."""
        mine = Enrollment.objects.filter(employee=employee_id)
        answered = KnowledgeAttempt.objects.filter(enrollment__employee=employee_id)
        before = Q(kind=RoundKind.BEFORE, batch__in=mine.filter(state__in=ENROLLED).values("batch"))
        there = mine.filter(state__in=PARTICIPANTS).exclude(state=EnrollmentState.ABSENT)
        after = Q(kind=RoundKind.AFTER, batch__in=there.values("batch"))
        waiting = self.open_at(now).filter(before | after).exclude(pk__in=answered.values("round"))
        return waiting.select_related("batch__program").order_by(F("closes_at").asc(nulls_last=True), "pk")

    def over(self) -> Self:
        """The rounds after the training that take no more answers: results may be shown."""
        return self.filter(kind=RoundKind.AFTER, closes_at__lte=Now())

    def visible_to(self, access: Access) -> Self:
        """BKPSDM and leadership all; a partner its own batches; an employee who teaches, the batches taught in."""
        if access.is_hr or access.is_leadership:
            return self
        taught = Q(
            batch__sessions__instructor__employee_id=access.employee_id,
            batch__sessions__instructor__employee__isnull=False,
            batch__sessions__cancelled=False,
        )
        partners = Q(batch__institution_id=partner_institution_id(access), batch__institution__isnull=False)
        return self.filter(pk__in=self.model.objects.filter(taught | partners).values("pk"))


OF_PROGRAM = """
IF NOT EXISTS (
    SELECT 1 FROM evaluations_knowledgetest t
    JOIN programs_batch b ON b.program_id = t.program_id
    JOIN surveys_questionnaireversion v ON v.questionnaire_id = t.questionnaire_id
    WHERE b.id = NEW.batch_id AND v.id = NEW.version_id
) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'knowledge_round_of_program',
        MESSAGE = 'Tes ini milik program lain.';
END IF;
IF (SELECT count(*) FROM evaluations_knowledgekey k JOIN surveys_item i ON i.id = k.item_id
    WHERE i.version_id = NEW.version_id) <> NEW.item_count THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'knowledge_round_has_key',
        MESSAGE = 'Setiap soal memerlukan kunci jawaban.';
END IF;
RETURN NEW;
"""


class KnowledgeRound(models.Model):
    """One of a batch's two rounds: both ask the same version, each in its own window.

    The first takes answers until the first session ends; the second from the last day on, and its end is only known
    once the batch was closed.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="knowledge_rounds", verbose_name=_("angkatan"))
    kind = models.CharField(_("tes"), max_length=6, choices=RoundKind)
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+", db_constraint=False)
    item_count = models.PositiveSmallIntegerField(_("jumlah soal"))
    opens_at = models.DateTimeField(_("dibuka"))
    closes_at = models.DateTimeField(_("ditutup"), null=True)

    objects = KnowledgeRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("tes angkatan")
        verbose_name_plural = _("tes angkatan")
        constraints = [
            models.UniqueConstraint(name="knowledge_round_once", fields=["batch", "kind"]),
            # What an attempt refers to (composite key, migration): its version never changes under answers.
            models.UniqueConstraint(name="knowledge_round_with_version", fields=["id", "version", "item_count"]),
            models.CheckConstraint(
                name="knowledge_round_kind_known",
                condition=Q(kind__in=RoundKind.values),
                violation_error_message=_("Tes awal atau tes akhir."),
            ),
            models.CheckConstraint(
                name="knowledge_round_window_in_order",
                condition=Q(closes_at__isnull=True, kind="after")
                | Q(closes_at__isnull=False, closes_at__gt=F("opens_at")),
                violation_error_message=_("Tes harus ditutup setelah dibuka."),
            ),
            # Paired scores mean nothing unless both tests are the same.
            ExclusionConstraint(
                name="knowledge_rounds_ask_the_same",
                expressions=[("batch", RangeOperators.EQUAL), ("version", RangeOperators.NOT_EQUAL)],
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=_("Tes awal dan tes akhir sebuah angkatan memakai soal yang sama."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="knowledge_round_of_program",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=OF_PROGRAM,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.batch}"


TAKES_PART = f"""
IF NOT EXISTS (
    SELECT 1 FROM evaluations_knowledgeround r JOIN programs_enrollment e ON e.batch_id = r.batch_id
    WHERE r.id = NEW.round_id AND e.id = NEW.enrollment_id
        AND e.state IN ({", ".join(f"'{state.value}'" for state in PARTICIPANTS)})
) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'knowledge_only_participants',
        MESSAGE = 'Hanya peserta angkatan ini yang mengerjakan tesnya.';
END IF;
RETURN NEW;
"""  # noqa: S608  the states come from our own list


class KnowledgeAttempt(models.Model):
    """What one participant answered in one round: once, and kept as it is."""

    round = models.ForeignKey(KnowledgeRound, models.PROTECT, related_name="attempts", verbose_name=_("tes"))
    enrollment = models.ForeignKey(
        Enrollment, models.PROTECT, related_name="knowledge_attempts", verbose_name=_("peserta")
    )
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+", db_constraint=False)
    item_count = models.PositiveSmallIntegerField(_("jumlah soal"))
    answers = ArrayField(models.SmallIntegerField(), verbose_name=_("jawaban"))
    sent_at = models.DateTimeField(_("dikirim"))

    class Meta:
        verbose_name = _("jawaban tes")
        verbose_name_plural = _("jawaban tes")
        constraints = [
            models.UniqueConstraint(
                name="knowledge_attempt_once",
                fields=["round", "enrollment"],
                violation_error_message=_("Jawaban tes Anda sudah diterima."),
            ),
            models.CheckConstraint(
                name="knowledge_answers_whole",
                condition=Q(answers__contained_by=ANSWERS, answers__len=F("item_count")),
                violation_error_message=_("Setiap soal mempunyai satu jawaban, atau dilewati."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="knowledge_attempts_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="knowledge_only_participants", operation=pgtrigger.Insert, when=pgtrigger.Before, func=TAKES_PART
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)
