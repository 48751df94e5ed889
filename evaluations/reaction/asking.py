"""Asking the participants of a closed batch what they thought, and reminding them twice."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.models import ReactionForm, ReactionInvitation
from notifications.outbox import enqueue
from pembinaan.base.dates import city_day, days_in_words
from pembinaan.base.language import in_city_language
from people.models import Account
from programs.models import Batch, Enrollment, EnrollmentState
from programs.telling import about_batch
from surveys.models import QuestionnaireVersion

QUESTIONNAIRE, INSTRUCTOR_QUESTIONNAIRE, PARTNER_QUESTIONNAIRE = "reaction", "reaction-instructor", "reaction-partner"
ATTENDED = (EnrollmentState.FINISHED, EnrollmentState.NOT_FINISHED)
OPEN_DAYS = 14
REMINDED_AFTER = (3, 7)
"""Days after the batch was closed; nobody is asked more often."""


def ask(*, batch: Batch, now: datetime) -> ReactionForm | None:
    """Open the form of a closed batch and ask everyone who was in it; run again, it asks only whom it has not asked.

    None without anyone who came, or while no questionnaire is published.
    """
    came = Enrollment.objects.filter(batch=batch, state__in=ATTENDED).order_by("pk")
    version = QuestionnaireVersion.objects.current(QUESTIONNAIRE).first()
    about_instructors = QuestionnaireVersion.objects.current(INSTRUCTOR_QUESTIONNAIRE).first()
    if version is None or about_instructors is None or not came.exists():
        return None
    with transaction.atomic():
        form, _made = ReactionForm.objects.get_or_create(
            batch=batch,
            defaults={
                "version": version,
                "instructor_version": about_instructors,
                "partner_version": _about_partner(batch),
                "opened_at": now,
                "closes_on": city_day(now) + timedelta(days=OPEN_DAYS),
            },
        )
        ReactionInvitation.objects.bulk_create(
            [ReactionInvitation(form=form, enrollment=one) for one in came], ignore_conflicts=True
        )
        _tell(form, number=0, now=now)
    return form


def _about_partner(batch: Batch) -> QuestionnaireVersion | None:
    if batch.program.institution_id is None:
        return None
    return QuestionnaireVersion.objects.current(PARTNER_QUESTIONNAIRE).first()


def remind(*, now: datetime) -> int:
    """Remind whoever has not answered, after three and after seven days; return how many forms were due.

    A worker that stood still for a week sends one reminder, not two at once.
    """
    day = city_day(now)
    forms = ReactionForm.objects.filter(closes_on__gte=day, reminders__lt=len(REMINDED_AFTER))
    reminded = 0
    for form in forms.select_related("batch__program").order_by("pk"):
        due = sum(city_day(form.opened_at) + timedelta(days=after) <= day for after in REMINDED_AFTER)
        reminded += _remind(form, due, now) if due > form.reminders else 0
    return reminded


def _remind(form: ReactionForm, number: int, now: datetime) -> int:
    with transaction.atomic():
        # Conditional: of two workers at once only one may tell people.
        changed = ReactionForm.objects.filter(pk=form.pk, reminders__lt=number).update(reminders=number)
        if changed:
            _tell(form, number=number, now=now)
    return changed


@in_city_language()
def _tell(form: ReactionForm, *, number: int, now: datetime) -> None:
    silent = form.invitations.filter(answered=False).values("enrollment__employee_id")
    words = {"batch": str(form.batch), "day": days_in_words(form.closes_on, form.closes_on)}
    subject = _("Bagaimana %(batch)s?") if number == 0 else _("Tanggapan Anda masih ditunggu: %(batch)s")
    body = _(
        "Beri tanggapan tentang %(batch)s sebelum %(day)s: dua menit, tanpa nama. "
        "Pengajar baru melihat hasilnya bila sudah ada lima tanggapan."
    )
    for account in Account.objects.filter(employee_id__in=silent, is_active=True).order_by("pk"):
        enqueue(
            to=account,
            kind="reaction.asked",
            subject=subject % words,
            body=body % words,
            cause=f"reaction:{form.pk}:{number}:{account.pk}",
            link=reverse("reaction", args=[form.batch_id]),
            about=about_batch(form.batch_id),
            now=now,
        )
