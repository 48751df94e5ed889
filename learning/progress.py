"""Working through the lessons of a batch: opening one, finishing one, and who has finished all."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.models import Lesson, LessonCompletion, LessonOpening
from pembinaan.base.errors import DomainError
from pembinaan.base.events import emit
from programs.models import ENROLLED, Batch, Enrollment, EnrollmentState

LEARNING_COMPLETED = "learning.completed"
# Who may learn: those with a seat, and those who finished and look again.
LEARNING_STATES = (*ENROLLED, EnrollmentState.FINISHED)


class ProgressError(DomainError):
    """A lesson cannot be opened or finished now."""


@transaction.atomic
def open_lesson(*, enrollment: Enrollment, lesson: Lesson, now: datetime) -> LessonOpening:
    """Note when the participant first opened the lesson; later visits change nothing.

    Raises:
        ProgressError: no seat in the batch, or the lesson belongs to another program.
    """
    _require_may_learn(enrollment, lesson)
    return LessonOpening.objects.get_or_create(enrollment=enrollment, lesson=lesson, defaults={"opened_at": now})[0]


@transaction.atomic
def complete_lesson(*, enrollment: Enrollment, lesson: Lesson, now: datetime) -> LessonCompletion:
    """Note that the participant finished the lesson; the last one emits `learning.completed`. Twice is once.

    Raises:
        ProgressError: no seat, a lesson of another program, or opened for less than its minimum time.
    """
    _require_may_learn(enrollment, lesson)
    known = LessonCompletion.objects.filter(enrollment=enrollment, lesson=lesson).first()
    if known is not None:
        return known
    _require_minimum_time(enrollment, lesson, now)
    # Two last lessons finished at once in two windows: without the lock each sees the other still open.
    Enrollment.objects.select_for_update(no_key=True).get(pk=enrollment.pk)
    completion, created = LessonCompletion.objects.get_or_create(
        enrollment=enrollment, lesson=lesson, defaults={"completed_at": now}
    )
    if created and is_complete(enrollment=enrollment):
        emit(kind=LEARNING_COMPLETED, subject_id=enrollment.pk, now=now)
    return completion


def is_complete(*, enrollment: Enrollment) -> bool:
    """Whether no required lesson of the program is left; true for a program without lessons."""
    done = LessonCompletion.objects.filter(enrollment=enrollment, lesson=OuterRef("pk"))
    return not Lesson.objects.required().filter(~Exists(done), program=enrollment.batch.program_id).exists()


def incomplete_enrollment_ids(*, batch: Batch) -> set[int]:
    """Ids of the batch's enrollments for which a required lesson is left; one query."""
    done = LessonCompletion.objects.filter(enrollment=OuterRef(OuterRef("pk")), lesson=OuterRef("pk"))
    left = Lesson.objects.required().filter(~Exists(done), program=batch.program_id)
    return set(Enrollment.objects.filter(Exists(left), batch=batch).values_list("pk", flat=True))


def _require_may_learn(enrollment: Enrollment, lesson: Lesson) -> None:
    if enrollment.state not in LEARNING_STATES:
        raise ProgressError(_("Materi terbuka bagi peserta yang terdaftar. Periksa pendaftaran Anda di katalog."))
    if lesson.program_id != enrollment.batch.program_id or not lesson.published:
        raise ProgressError(_("Materi ini bukan bagian dari program Anda. Kembali ke daftar materi."))


def _require_minimum_time(enrollment: Enrollment, lesson: Lesson, now: datetime) -> None:
    if not lesson.minimum_minutes:
        return
    opening = LessonOpening.objects.filter(enrollment=enrollment, lesson=lesson).first()
    if opening is None:
        raise ProgressError(_("Buka dahulu materinya, lalu tandai selesai."))
    ready = opening.opened_at + timedelta(minutes=lesson.minimum_minutes)
    if now < ready:
        moment = date_format(timezone.localtime(ready), "H.i")
        raise ProgressError(
            _("Materi ini perlu paling sedikit %(minutes)s menit. Tandai selesai mulai pukul %(time)s WIB.")
            % {"minutes": lesson.minimum_minutes, "time": moment}
        )
