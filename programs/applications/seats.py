"""How full a batch is: counted under its lock to decide, without it to tell people what to expect."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Max, Q
from django.utils import timezone

from programs.models import HOLDING, Batch, Enrollment, EnrollmentState


@dataclass(frozen=True)
class Seats:
    """Seats of one batch, people in its queue, and the number that the next in the queue gets.

    total = enrolled + offered + free. Outside the sum: who waits, is not decided, or is approved and waits for the lot.
    """

    total: int
    taken: int
    waiting: int
    next_number: int
    offered: int = 0
    undecided: int = 0
    approved: int = 0

    @property
    def enrolled(self) -> int:
        """Seats that somebody holds for good."""
        return self.taken - self.offered

    @property
    def free(self) -> int:
        """Seats that nobody holds and nobody was offered."""
        return max(self.total - self.taken, 0)

    @property
    def next_place(self) -> int:
        """The place in the queue of someone who were approved now; 0: a seat at once."""
        return 0 if self.free and not self.waiting else self.waiting + 1


def seats_of(batch: Batch) -> Seats:
    """Count; exact only while the caller holds the batch's lock."""
    counts = Enrollment.objects.filter(batch=batch).aggregate(
        taken=Count("pk", filter=Q(state__in=HOLDING)),
        offered=Count("pk", filter=Q(state=EnrollmentState.OFFERED)),
        waiting=Count("pk", filter=Q(state=EnrollmentState.WAITING)),
        undecided=Count("pk", filter=Q(state=EnrollmentState.REQUESTED)),
        approved=Count("pk", filter=Q(state=EnrollmentState.APPROVED)),
        last_number=Max("queue_number"),
    )
    return Seats(
        total=batch.seats,
        taken=counts["taken"],
        waiting=counts["waiting"],
        next_number=(counts["last_number"] or 0) + 1,
        offered=counts["offered"],
        undecided=counts["undecided"],
        approved=counts["approved"],
    )


def place_in_queue(enrollment: Enrollment) -> int:
    """How many wait before this one, plus one."""
    ahead = Enrollment.objects.in_queue().filter(batch_id=enrollment.batch_id)
    return ahead.filter(queue_number__lt=enrollment.queue_number).count() + 1


def seats_move_until(batch: Batch) -> datetime:
    """Until when seats change hands: until the first day, or for as long as people may still apply.

    HR may leave enrollment open while a batch runs; then a freed seat goes to the queue all the same.
    """
    first_day = timezone.make_aware(datetime.combine(batch.starts_on, time()), timezone.get_default_timezone())
    return max(first_day, batch.enrollment_closes_at)


def passes_on(enrollment: Enrollment, now: datetime) -> bool:
    """Whether a seat given back now is offered to someone: it holds one, seats still move, and somebody waits."""
    if enrollment.state not in HOLDING or now >= seats_move_until(enrollment.batch):
        return False
    return Enrollment.objects.in_queue().filter(batch_id=enrollment.batch_id).exists()
