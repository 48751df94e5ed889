"""When a program asks about behaviour, and about which competencies: set by BKPSDM for each program."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.models import BehaviourSchedule
from evaluations.reference import HOW_OFTEN
from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Account
from programs.models import Program
from surveys.content import questions_of
from surveys.models import Item, Questionnaire, QuestionnaireVersion, Scale
from surveys.publishing import publish
from surveys.questionnaires.drafts import Wording, add_item, open_draft, remove_item, word_item
from surveys.questionnaires.settings import Settings, create_questionnaire

LEAST_COMPETENCIES: Final = 3
"""With fewer, what two colleagues answered could be told from their mean (views_of_work)."""
MOST_COMPETENCIES: Final = 6
LONGEST_COMPETENCY: Final = 100
"""Letters: a short statement of what one sees at work, such as “Menyusun rencana perawatan pasien”."""


class ScheduleError(DomainError):
    """The schedule can't be kept; the message says what to do."""


def schedule_program(
    *, program: Program, months: int, leadership: bool, competencies: Sequence[str], by: Account | None, now: datetime
) -> BehaviourSchedule:
    """Keep after how many months (3 to 6, for leadership programs 6 to 12) a program asks, and about what.

    The competencies, three to six short statements, are published as a new version of the program's questionnaire when
    they have changed; with none the general questions are asked. Reviews that are open keep what they asked. Raises
    ScheduleError for too few or many, a statement twice, or months outside the range.
    """
    wanted = [text.strip() for text in competencies if text.strip()]
    if len(wanted) > MOST_COMPETENCIES or max(map(len, wanted), default=0) > LONGEST_COMPETENCY:
        raise ScheduleError(_("Paling banyak enam kompetensi, masing-masing paling panjang 100 huruf."))
    if 0 < len(wanted) < LEAST_COMPETENCIES:
        raise ScheduleError(_("Tulis tiga sampai enam kompetensi: dengan lebih sedikit, jawaban rekan dapat ditebak."))
    if len({text.casefold() for text in wanted}) < len(wanted):
        raise ScheduleError(_("Kompetensi yang sama tertulis dua kali. Hapus salah satunya."))
    with transaction.atomic(), refusing_with(ScheduleError):
        # Locked, or two who save at once would each make the program's questionnaire.
        Program.objects.select_for_update(no_key=True, of=("self",)).get(pk=program.pk)
        questionnaire = _published(program, wanted, by, now) if wanted else None
        values = {"months": months, "is_leadership": leadership, "questionnaire": questionnaire}
        schedule, _made = BehaviourSchedule.objects.update_or_create(program=program, defaults=values)
        return schedule


def competencies_of(schedule: BehaviourSchedule | None) -> list[str]:
    """The statements that a program asks about now; none: the general questions."""
    if schedule is None or schedule.questionnaire is None:
        return []
    version = QuestionnaireVersion.objects.current(schedule.questionnaire.code).first()
    return [question.text for question in questions_of(version, "id")] if version else []


def _published(program: Program, wanted: list[str], by: Account | None, now: datetime) -> Questionnaire:
    code = f"behaviour-program-{program.pk}"
    questionnaire = Questionnaire.objects.filter(code=code).first()
    if questionnaire is None:
        settings = Settings(
            name=f"Perilaku: {program.title}"[:100], name_en="", name_ms="", scale=Scale.MEAN, grade_scheme="",
            asked_everywhere=False, units=(), starts_on=city_day(now), ends_on=None,
        )  # fmt: skip
        questionnaire = create_questionnaire(code=code, settings=settings, by=by, now=now)
    current = QuestionnaireVersion.objects.current(code).first()
    if current is None or [question.text for question in questions_of(current, "id")] != wanted:
        _publish(questionnaire, wanted, by, now)
    return questionnaire


def _publish(questionnaire: Questionnaire, wanted: list[str], by: Account | None, now: datetime) -> None:
    draft = open_draft(questionnaire=questionnaire, by=by, now=now)
    for item in Item.objects.filter(version=draft).select_related("version", "element").order_by("-position"):
        remove_item(item=item, by=by, now=now)
    known = {element.name: element for element in questionnaire.elements.order_by("pk")}
    for text in wanted:
        item = add_item(version=draft, element=known.get(text), name=text, by=by, now=now)
        wordings = {"id": Wording(text, tuple(HOW_OFTEN["id"])), "en": Wording(text, tuple(HOW_OFTEN["en"]))}
        word_item(item=item, wordings=wordings, by=by, now=now)
    publish(version=draft, now=now, by=by)
