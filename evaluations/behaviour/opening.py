"""Opening a review when its time has come, and reminding whoever is awaited."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q

from evaluations.behaviour import telling
from evaluations.models import BehaviourRater, BehaviourReview, BehaviourSchedule, RaterRole
from pembinaan.base.dates import city_day
from programs.applications.approvers import Chain, chain_on
from programs.models import BatchState, Enrollment, EnrollmentState, Program
from surveys.models import QuestionnaireVersion

QUESTIONNAIRE = "behaviour"
MONTHS, LEADERSHIP_MONTHS = 3, 6
OPEN_DAYS = 45
REMINDED_AFTER = (7, 14, 21)
"""Days after opening; with the last one the next head up is asked too."""
MISSED_FOR_DAYS = 60
"""A worker that stood still catches up for so long; older trainings are not asked about any more."""


def months_of(program: Program) -> int:
    """How many months after its end a program asks: as set for it, else 3, or 6 for leadership programs."""
    schedule = BehaviourSchedule.objects.filter(program=program).first()
    if schedule:
        return schedule.months
    return LEADERSHIP_MONTHS if program.competency == "manajerial" else MONTHS


def open_due(*, now: datetime) -> int:
    """Open the reviews whose time has come; run twice, it opens nothing more. Returns how many."""
    day, opened = city_day(now), 0
    chain = chain_on(day)
    for program in Program.objects.filter(batches__state=BatchState.CLOSED).distinct().order_by("pk"):
        ended_by = day - relativedelta(months=months_of(program))
        version = _version_of(program)
        if version:
            for enrollment in _due(program, ended_by):
                opened += _open(enrollment, version, chain, now)
    return opened


def remind(*, now: datetime) -> int:
    """Remind whoever is awaited after one, two and three weeks; the third time the next head up is asked too."""
    day, chain = city_day(now), chain_on(city_day(now))
    reminded = 0
    open_ones = BehaviourReview.objects.filter(closes_on__gte=day, reminders__lt=len(REMINDED_AFTER))
    for review in open_ones.select_related("enrollment__employee", "enrollment__batch__program").order_by("pk"):
        due = sum(city_day(review.opened_at) + timedelta(days=after) <= day for after in REMINDED_AFTER)
        if due > review.reminders and _awaited(review):
            reminded += _remind(review, due, chain, now)
    return reminded


def _version_of(program: Program) -> QuestionnaireVersion | None:
    schedule = BehaviourSchedule.objects.filter(program=program, questionnaire__isnull=False).first()
    code = schedule.questionnaire.code if schedule and schedule.questionnaire else QUESTIONNAIRE
    return QuestionnaireVersion.objects.current(code).first()


def _due(program: Program, ended_by: date) -> list[Enrollment]:
    since = ended_by - timedelta(days=MISSED_FOR_DAYS)
    finished = Enrollment.objects.filter(
        batch__program=program,
        batch__state=BatchState.CLOSED,
        batch__ends_on__range=(since, ended_by),
        state=EnrollmentState.FINISHED,
        behaviour_review__isnull=True,
    )
    return list(finished.select_related("employee", "batch__program").order_by("pk"))


def _open(enrollment: Enrollment, version: QuestionnaireVersion, chain: Chain, now: datetime) -> bool:
    with transaction.atomic():
        review, made = BehaviourReview.objects.get_or_create(
            enrollment=enrollment,
            defaults={
                "version": version,
                "agency_id": agency_of(enrollment.unit_id, chain.parents),
                "opened_at": now,
                "closes_on": city_day(now) + timedelta(days=OPEN_DAYS),
            },
        )
        if made:
            heads = chain.deciders(_unit_today(enrollment, city_day(now)), enrollment.employee_id)
            BehaviourRater.objects.bulk_create(
                [
                    BehaviourRater(
                        review=review, role=RaterRole.SELF, employee_id=enrollment.employee_id, asked_at=now
                    ),
                    *(_head(review, head, now) for head in sorted(heads)),
                ]
            )
            telling.ask(review, number=0, now=now)
    return made


def agency_of(unit: int, parents: Mapping[int, int | None]) -> int:
    """The agency (unit id) to which a unit belongs: the unit right below a root, else the unit itself."""
    here, above = unit, parents.get(unit)
    while above is not None and parents.get(above) is not None:
        here, above = above, parents[above]
    return here


def _remind(review: BehaviourReview, number: int, chain: Chain, now: datetime) -> int:
    with transaction.atomic():
        # Conditional: of two workers at once only one may tell people.
        changed = BehaviourReview.objects.filter(pk=review.pk, reminders__lt=number).update(reminders=number)
        if changed and number == len(REMINDED_AFTER) and not _answered_by_head(review):
            unit = _unit_today(review.enrollment, city_day(now))
            above = chain.next_up(unit, review.enrollment.employee_id)
            known = set(review.raters.values_list("employee_id", flat=True))
            BehaviourRater.objects.bulk_create(_head(review, head, now) for head in sorted(above - known))
        if changed:
            telling.ask(review, number=number, now=now)
    return changed


def _head(review: BehaviourReview, employee_id: int, now: datetime) -> BehaviourRater:
    return BehaviourRater(review=review, role=RaterRole.HEAD, employee_id=employee_id, asked_at=now)


def _unit_today(enrollment: Enrollment, day: date) -> int:
    """Where the participant works now: who was trained may have moved, and is judged where the work is done."""
    assignment = enrollment.employee.assignments.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), main=True, starts_on__lte=day
    ).first()
    return assignment.unit_id if assignment else enrollment.unit_id


def _awaited(review: BehaviourReview) -> bool:
    return review.raters.filter(asked_at__isnull=False, answered_at__isnull=True).exists()


def _answered_by_head(review: BehaviourReview) -> bool:
    return review.raters.filter(role=RaterRole.HEAD, answered_at__isnull=False).exists()
