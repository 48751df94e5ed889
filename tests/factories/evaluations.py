"""Reaction forms and reviews of behaviour for tests."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from evaluations.behaviour.opening import open_due
from evaluations.impact.analysis import Result, Size
from evaluations.impact.inference import Estimate, quantile
from evaluations.impact.record import as_record
from evaluations.impact.verdict import Verdict
from evaluations.models import (
    BehaviourRater,
    BehaviourReview,
    ImpactEstimate,
    ImpactRun,
    ReactionForm,
    ReactionInvitation,
)
from evaluations.panel import INDEX
from evaluations.reaction.answering import Opinion, answer
from evaluations.reaction.asking import ask
from partners.models import Instructor
from people.models import Account, Employee, Unit
from programs.models import Batch, Program
from tests.factories.credentials import enrollment_of, make_settled
from tests.factories.people import make_account, make_employee
from tests.factories.programs import make_session

ASKED_AT = datetime(2026, 4, 1, 3, tzinfo=UTC)
# The tests' batches end on 24 March 2026: three months later.
REVIEWED_AT = datetime(2026, 6, 24, 3, tzinfo=UTC)


def make_reaction(
    unit: Unit,
    people: int = 5,
    *,
    instructor: Instructor | None = None,
    program: Program | None = None,
    now: datetime = ASKED_AT,
) -> ReactionForm:
    """The form, opened `now`, of a closed batch with so many participants, each with an account."""
    accounts = [make_account(make_employee(f"Peserta {number}", unit=unit)) for number in range(people)]
    batch = make_settled([account.employee for account in accounts if account.employee], program=program)
    if instructor:
        teach(batch, instructor, hour=6)
    form = ask(batch=batch, now=now)
    assert form is not None
    return form


def teach(batch: Batch, instructor: Instructor, *, hour: int) -> None:
    """A session of an hour on the batch's first day, beginning at `hour` UTC."""
    starts_at = datetime.combine(batch.starts_on, time(hour), UTC)
    make_session(batch, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), instructor=instructor)


def participant_of(form: ReactionForm, place: int = 0) -> tuple[ReactionInvitation, Account]:
    """An invitation in the order of asking, and the account of whoever was asked."""
    invitation = form.invitations.order_by("pk")[place]
    return invitation, Account.objects.get(employee=invitation.enrollment.employee_id)


def react(
    form: ReactionForm, scores: Sequence[Sequence[int]], about: dict[Instructor, Sequence[int]] | None = None
) -> None:
    """Answers about the batch, one for each participant in the order of asking, and the same about instructors."""
    for invitation, given in zip(form.invitations.order_by("pk"), scores, strict=False):
        opinions = {instructor: Opinion(points) for instructor, points in (about or {}).items()}
        answer(invitation=invitation, batch=Opinion(given), instructors=opinions, now=ASKED_AT)


def make_review(employee: Employee, *, now: datetime = REVIEWED_AT) -> BehaviourReview:
    """The review of someone who finished a program three months before, with the head asked beside them."""
    enrollment = enrollment_of(make_settled([employee]), employee)
    open_due(now=now)
    return BehaviourReview.objects.get(enrollment=enrollment)


def rater_of(review: BehaviourReview, role: str) -> BehaviourRater:
    """The first rater of a role."""
    rater = review.raters.filter(role=role).order_by("pk").first()
    assert rater is not None
    return rater


def keep_estimate(program: Program, verdict: Verdict, *, outcome: str = INDEX, **facts: Any) -> ImpactEstimate:
    """A finished run's estimate of a program: 0.5 points, from −0.3 to 1.3, with other `facts` of its record."""
    run, _made = ImpactRun.objects.get_or_create(
        data_digest="0" * 64,
        code_version="1",
        defaults={
            "seed": 1,
            "first": date(2025, 1, 1),
            "until": date(2026, 3, 1),
            "claimed_at": ASKED_AT,
            "finished_at": ASKED_AT,
        },
    )
    found = Result(verdict, Size(10, 20, 90, 500), effect=Estimate(0.5, 0.8 / quantile(9), 9))
    record = as_record(found) | facts
    return ImpactEstimate.objects.create(
        run=run, program=program, outcome=outcome, position=0, verdict=verdict, result=record
    )
