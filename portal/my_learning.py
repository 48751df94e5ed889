"""What an employee is doing now and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from learning.courses import Course
from pembinaan.base.dates import city_day
from programs.models import ENROLLED, SEATED, Enrollment, EnrollmentState, Session
from programs.queries import with_next_place

IN_PROGRESS = (
    *SEATED,
    EnrollmentState.REQUESTED,
    EnrollmentState.APPROVED,
    EnrollmentState.WAITING,
)


@dataclass(frozen=True)
class NextStep:
    """The one thing to do or to know next; `kind` picks its words: offer, session, lesson, waiting or choose."""

    kind: str
    enrollment: Enrollment | None = None
    session: Session | None = None
    course: Course | None = None
    in_days: int | None = None
    sessions_over: bool = False


def enrollments_in_progress(employee_id: int) -> list[Enrollment]:
    """The employee's live enrollments, soonest batch first; with `place` in the queue and `next_place`."""
    ahead: QuerySet[Enrollment] = Enrollment.objects.filter(
        batch=OuterRef("batch"), state=EnrollmentState.WAITING, queue_number__lte=OuterRef("queue_number")
    )
    counted = ahead.order_by().values("batch").annotate(n=Count("pk")).values("n")
    mine = Enrollment.objects.filter(employee_id=employee_id, state__in=IN_PROGRESS)
    listed = mine.select_related("batch__program").annotate(place=Coalesce(Subquery(counted), 0))
    return list(with_next_place(listed).order_by("batch__starts_on", "pk"))


def next_session(employee_id: int, now: datetime) -> Session | None:
    """The next or present session of a batch in which the employee has a seat."""
    seated = Enrollment.objects.filter(employee_id=employee_id, state__in=ENROLLED)
    coming = Session.objects.filter(batch__in=seated.values("batch"), ends_at__gt=now, cancelled=False)
    return coming.select_related("batch__program", "room").order_by("starts_at", "pk").first()


def hours_to_come(enrollments: list[Enrollment]) -> Decimal:
    """JP that the confirmed enrollments will add when they are finished."""
    confirmed = [row for row in enrollments if row.state in ENROLLED]
    return sum((row.batch.program.learning_hours for row in confirmed), Decimal(0))


def next_step(
    *, enrollments: list[Enrollment], session: Session | None, courses: list[Course], now: datetime
) -> NextStep:
    """What comes first: an offer with a deadline, the next session, a lesson, an answer to wait for, a choice."""
    offers = [row for row in enrollments if row.state == EnrollmentState.OFFERED]
    if offers:
        return NextStep("offer", enrollment=min(offers, key=lambda row: row.offer_expires_at or now))
    if session is not None:
        days = (city_day(session.starts_at) - city_day(now)).days
        return NextStep("session", session=session, in_days=max(days, 0))
    unfinished = [course for course in courses if not course.is_complete]
    if unfinished:
        return NextStep("lesson", course=unfinished[0])
    if not enrollments:
        return NextStep("choose")
    # No session is to come (asked above), so a batch that has begun had its last one.
    return NextStep("waiting", enrollment=enrollments[0], sessions_over=enrollments[0].batch.starts_on <= city_day(now))
