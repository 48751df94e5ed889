"""Opening a review when its time has come: the participant and the head are asked."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q

from evaluations.behaviour import telling
from evaluations.models import BehaviourRater, BehaviourReview, BehaviourSchedule, RaterRole
from evaluations.models.behaviour import LEADERSHIP_RANGE, MONTHS_RANGE
from pembinaan.base.dates import city_day
from programs.applications.approvers import Chain, chain_on
from programs.models import BatchState, CompetencyKind, Enrollment, EnrollmentState, Program
from surveys.models import QuestionnaireVersion

QUESTIONNAIRE = "behaviour"
OPEN_DAYS = 45
MISSED_FOR_DAYS = 60
"""A worker that stood still catches up for so long; older trainings are not asked about any more."""


def is_leadership(program: Program) -> bool:
    """Whether a program is asked about later unless it says otherwise: those that raise managerial competency."""
    return program.competency == CompetencyKind.MANAGERIAL


def default_months(*, leadership: bool) -> int:
    """How many months after its end a program asks that has not set its own."""
    return LEADERSHIP_RANGE[0] if leadership else MONTHS_RANGE[0]


def open_due(*, now: datetime) -> int:
    """Open the reviews whose time has come; run twice, it opens nothing more. Returns how many."""
    day, opened = city_day(now), 0
    chain = chain_on(day)
    schedules = {
        one.program_id: one for one in BehaviourSchedule.objects.select_related("questionnaire").order_by("pk")
    }
    for program in Program.objects.filter(batches__state=BatchState.CLOSED).distinct().order_by("pk"):
        schedule = schedules.get(program.pk)
        months = schedule.months if schedule else default_months(leadership=is_leadership(program))
        version = _version_of(schedule)
        if version:
            for enrollment in _due(program, day - relativedelta(months=months)):
                opened += open_review(enrollment=enrollment, version=version, chain=chain, now=now)
    return opened


def _version_of(schedule: BehaviourSchedule | None) -> QuestionnaireVersion | None:
    """The version that names the program's competencies, else the general questions."""
    current = QuestionnaireVersion.objects.current
    own = current(schedule.questionnaire.code).first() if schedule and schedule.questionnaire else None
    return own or current(QUESTIONNAIRE).first()


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


def open_review(*, enrollment: Enrollment, version: QuestionnaireVersion, chain: Chain, now: datetime) -> bool:
    """Open one participant's review and ask them and their head; False where it was open already."""
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
            own = enrollment.employee_id
            heads = sorted(chain.deciders(unit_today(enrollment, city_day(now)), own))
            asked = BehaviourRater(review=review, role=RaterRole.SELF, employee_id=own, asked_at=now)
            BehaviourRater.objects.bulk_create([asked, *(head_of(review, head, now) for head in heads)])
            telling.ask(review, to=[own, *heads], occasion="0", now=now)
    return made


def head_of(review: BehaviourReview, employee_id: int, now: datetime) -> BehaviourRater:
    """A head who is asked now."""
    return BehaviourRater(review=review, role=RaterRole.HEAD, employee_id=employee_id, asked_at=now)


def unit_today(enrollment: Enrollment, day: date) -> int:
    """Where the participant works now: who was trained may have moved, and is judged where the work is done."""
    assignment = enrollment.employee.assignments.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), main=True, starts_on__lte=day
    ).first()
    return assignment.unit_id if assignment else enrollment.unit_id


def agency_of(unit: int, parents: Mapping[int, int | None]) -> int:
    """The agency (unit id) to which a unit belongs: the unit right below a root, else the unit itself."""
    here, above = unit, parents.get(unit)
    while above is not None and parents.get(above) is not None:
        here, above = above, parents[above]
    return here
