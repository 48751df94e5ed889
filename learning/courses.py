"""What a participant sees of the lessons: own courses with progress, one course with its lessons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from learning.models import Lesson, LessonCompletion
from learning.progress import LEARNING_STATES
from people.access import Access
from programs.models import Enrollment


@dataclass(frozen=True)
class Course:
    """One enrollment with how far it is."""

    enrollment: Enrollment
    lessons: int
    done: int

    @property
    def is_complete(self) -> bool:
        """Whether no lesson is left."""
        return self.done >= self.lessons


@dataclass(frozen=True)
class LessonLine:
    """A lesson of a course and when it was finished, if so."""

    lesson: Lesson
    completed_at: datetime | None


def courses_open_to(access: Access) -> QuerySet[Enrollment]:
    """Enrollments through which the visitor may learn: an own seat, or an own finished batch."""
    if access.employee_id is None:
        return Enrollment.objects.none()
    return Enrollment.objects.filter(employee_id=access.employee_id, state__in=LEARNING_STATES)


def courses_of(access: Access) -> list[Course]:
    """The visitor's courses that have lessons, unfinished first, newest first; one query."""
    rows = (
        courses_open_to(access)
        .select_related("batch__program")
        .annotate(lessons=_count(Lesson.objects.required().filter(program=OuterRef("batch__program")), "program"))
        .annotate(done=_count(_done(), "enrollment"))
        .filter(lessons__gt=0)
        .order_by("-batch__starts_on", "-pk")
    )
    courses = [Course(row, row.lessons, row.done) for row in rows]
    return sorted(courses, key=lambda course: course.is_complete)


def lessons_of(enrollment: Enrollment) -> list[LessonLine]:
    """The course's lessons in order, each with its completion; two queries."""
    done = dict(LessonCompletion.objects.filter(enrollment=enrollment).values_list("lesson_id", "completed_at"))
    lessons = Lesson.objects.required().filter(program=enrollment.batch.program_id).order_by("position")
    return [LessonLine(lesson, done.get(lesson.pk)) for lesson in lessons]


def _done() -> QuerySet[LessonCompletion]:
    return LessonCompletion.objects.filter(enrollment=OuterRef("pk"), lesson__published=True)


def _count(rows: QuerySet[Any], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
