"""What participants thought of a batch (level 1): who was asked, and answers that nobody can trace back to them."""

from datetime import date
from typing import Self
from uuid import uuid4

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.access import partner_institution_id
from partners.models import Institution, Instructor
from people.access import Access
from programs.models import Batch, Enrollment
from surveys.models import QuestionnaireVersion


class ReactionFormQuerySet(models.QuerySet["ReactionForm"]):
    """Whose results one may read."""

    def visible_to(self, access: Access) -> Self:
        """BKPSDM and leadership all; a partner its own batches; an employee who teaches, the batches taught in."""
        if access.is_hr or access.is_leadership:
            return self
        taught = Q(batch__sessions__instructor__employee_id=access.employee_id, batch__sessions__cancelled=False)
        partners = Q(batch__institution_id=partner_institution_id(access), batch__institution__isnull=False)
        return self.filter((taught & Q(batch__sessions__instructor__employee__isnull=False)) | partners).distinct()


class ReactionForm(models.Model):
    """The reaction form of one batch: which versions of the questionnaire it asks, until when (included)."""

    batch = models.OneToOneField(Batch, models.PROTECT, related_name="reaction_form", verbose_name=_("angkatan"))
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+")
    instructor_version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+")
    # Empty for a batch without a partner.
    partner_version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(_("dibuka"))
    closes_on = models.DateField(_("sampai"))
    reminders = models.PositiveSmallIntegerField(_("pengingat terkirim"), default=0)

    objects = ReactionFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("formulir tanggapan")
        verbose_name_plural = _("formulir tanggapan")

    def __str__(self) -> str:
        return str(self.batch)


class ReactionInvitationQuerySet(models.QuerySet["ReactionInvitation"]):
    """What is still awaited."""

    def awaited_from(self, employee_id: int, day: date) -> Self:
        """The forms that an employee may still answer on the city's day `day`, the most urgent first."""
        mine = self.filter(enrollment__employee=employee_id, answered=False, form__closes_on__gte=day)
        return mine.select_related("form__batch__program").order_by("form__closes_on", "pk")


class ReactionInvitation(models.Model):
    """That someone was asked, and whether they answered; not when, and not what."""

    form = models.ForeignKey(ReactionForm, models.PROTECT, related_name="invitations")
    enrollment = models.OneToOneField(Enrollment, models.PROTECT, related_name="reaction_invitation")
    answered = models.BooleanField(_("sudah menanggapi"), default=False)

    objects = ReactionInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("undangan menanggapi")
        verbose_name_plural = _("undangan menanggapi")
        triggers = [
            pgtrigger.Protect(
                name="reaction_answered_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.answered"),
            )
        ]

    def __str__(self) -> str:
        return str(self.enrollment)


MORE_THAN_ASKED = """
IF (SELECT count(*) FROM evaluations_reactionanswer WHERE form_id = NEW.form_id
        AND instructor_id IS NOT DISTINCT FROM NEW.instructor_id
        AND institution_id IS NOT DISTINCT FROM NEW.institution_id)
    > (SELECT count(*) FROM evaluations_reactioninvitation WHERE form_id = NEW.form_id AND answered) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'reaction_only_from_participants',
        MESSAGE = 'Tanggapan hanya dari peserta, masing-masing satu kali.';
END IF;
RETURN NULL;
"""


class ReactionAnswerQuerySet(models.QuerySet["ReactionAnswer"]):
    """Whose answers one may read."""

    def visible_to(self, access: Access) -> Self:
        """Of the forms one reads: about the batch; about oneself; and a partner about itself and its instructors."""
        if access.is_hr or access.is_leadership:
            return self
        about = Q(instructor__isnull=True, institution__isnull=True)
        if access.employee_id is not None:
            about |= Q(instructor__employee=access.employee_id)
        institution = partner_institution_id(access)
        if institution is not None:
            own = Q(instructor__institution=institution, form__batch__institution=institution)
            about |= Q(institution=institution) | own
        forms = ReactionForm.objects.visible_to(access).order_by()
        return self.filter(about, form__in=forms.values("pk"))


class ReactionAnswer(models.Model):
    """One participant's answers about the batch, one of its instructors, or its partner; no person, no time, no order.

    The key is random and no moment is kept: neither can be set beside the invitations.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    form = models.ForeignKey(ReactionForm, models.PROTECT, related_name="answers")
    instructor = models.ForeignKey(
        Instructor, models.PROTECT, null=True, related_name="reactions", verbose_name=_("pengajar")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, related_name="reactions", verbose_name=_("mitra")
    )
    version = models.ForeignKey(QuestionnaireVersion, models.PROTECT, related_name="+", db_constraint=False)
    item_count = models.PositiveSmallIntegerField(_("jumlah butir"))
    scores = ArrayField(models.SmallIntegerField(), verbose_name=_("jawaban"))
    comment = models.CharField(_("saran"), max_length=1000, blank=True)
    # Answers are shown in groups of five: who looks after each new one would else read a single person's.
    released = models.BooleanField(_("ditampilkan"), default=False)

    objects = ReactionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("tanggapan")
        verbose_name_plural = _("tanggapan")
        constraints = [
            models.CheckConstraint(
                name="reaction_scores_one_to_four",
                condition=Q(scores__contained_by=[1, 2, 3, 4], scores__len=F("item_count")),
                violation_error_message=_("Setiap jawaban bernilai 1, 2, 3, atau 4."),
            ),
            models.CheckConstraint(
                name="reaction_about_one_thing",
                condition=Q(instructor__isnull=True) | Q(institution__isnull=True),
                violation_error_message=_("Satu tanggapan tentang pengajar atau tentang mitra, tidak keduanya."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="reactions_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="reactions_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["released"]),
            ),
            pgtrigger.Protect(
                name="release_of_reaction_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.released AND NOT NEW.released"),
            ),
            pgtrigger.Trigger(
                name="reaction_only_from_participants",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=MORE_THAN_ASKED,
            ),
        ]

    def __str__(self) -> str:
        return str(self.form)
