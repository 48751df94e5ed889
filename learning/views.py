"""Pages of e-learning."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from learning.courses import LessonLine, courses_of, courses_open_to, lessons_of
from learning.models import Lesson
from learning.progress import ProgressError, complete_lesson, open_lesson
from learning.text import to_html
from people.access import access_of, require
from programs.models import Enrollment


@require_GET
def courses(request: HttpRequest) -> HttpResponse:
    """My courses with progress."""
    access = access_of(request)
    require(access.employee_id is not None)
    return render(request, "learning/courses.html", {"courses": courses_of(access)})


@require_GET
def course(request: HttpRequest, enrollment_id: int) -> HttpResponse:
    """One course: its lessons and how far I am."""
    enrollment = _own(request, enrollment_id)
    lines = lessons_of(enrollment)
    done = sum(line.completed_at is not None for line in lines)
    return render(request, "learning/course.html", {"enrollment": enrollment, "lines": lines, "done": done})


@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, enrollment_id: int, lesson_id: int) -> HttpResponse:
    """Read or watch one lesson; a POST marks it done."""
    enrollment = _own(request, enrollment_id)
    lines = lessons_of(enrollment)
    index = next((i for i, line in enumerate(lines) if line.lesson.pk == lesson_id), None)
    if index is None:
        return redirect("course", enrollment_id=enrollment_id)
    following = lines[index + 1].lesson if index + 1 < len(lines) else None
    if request.method == "POST":
        return _finish(request, enrollment, lines[index].lesson, following)
    open_lesson(enrollment=enrollment, lesson=lines[index].lesson, now=timezone.now())
    return render(request, "learning/lesson.html", _lesson_page(enrollment, lines, index, following))


def _lesson_page(
    enrollment: Enrollment, lines: list[LessonLine], index: int, following: Lesson | None
) -> dict[str, object]:
    return {
        "enrollment": enrollment,
        "line": lines[index],
        "place": index + 1,
        "total": len(lines),
        "following": following,
        "body": mark_safe(to_html(lines[index].lesson.body)),  # noqa: S308  to_html escapes all it is given
    }


def _finish(request: HttpRequest, enrollment: Enrollment, done: Lesson, following: Lesson | None) -> HttpResponse:
    try:
        complete_lesson(enrollment=enrollment, lesson=done, now=timezone.now())
    except ProgressError as refusal:
        messages.warning(request, refusal.message)
        return redirect("lesson", enrollment_id=enrollment.pk, lesson_id=done.pk)
    messages.success(request, _("“%(title)s” selesai.") % {"title": done.title})
    if following is None:
        return redirect("course", enrollment_id=enrollment.pk)
    return redirect("lesson", enrollment_id=enrollment.pk, lesson_id=following.pk)


def _own(request: HttpRequest, enrollment_id: int) -> Enrollment:
    return get_object_or_404(courses_open_to(access_of(request)).select_related("batch__program"), pk=enrollment_id)
