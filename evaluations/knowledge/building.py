"""Making a program's test: its questions with their answers and the right one, published for good, in versions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from evaluations.models import KnowledgeKey, KnowledgeTest
from pembinaan.base.constraints import refusing_with
from pembinaan.base.dates import city_day
from pembinaan.base.errors import DomainError
from people.models import Account
from programs.models import Program
from surveys.models import Item, Questionnaire, QuestionnaireVersion, Scale
from surveys.models.questionnaires import ANSWER_COUNT, MOST_ITEMS, RESERVED
from surveys.publishing import PublishError, publish
from surveys.questionnaires import drafts
from surveys.questionnaires.drafts import DraftError, Wording
from surveys.questionnaires.trail import Change, note

LEAST_QUESTIONS = 5
MOST_TOPIC, MOST_TEXT, MOST_ANSWER = 100, 200, 80
"""Letters; what the survey engine keeps of an element, a question and an answer."""


class BuildingError(DomainError):
    """The test can't be changed so; the message says what to do."""


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question as it is typed: its topic, its words, four answers, and which of them (1 to 4) is right."""

    topic: str
    text: str
    answers: tuple[str, ...]
    right: int

    @property
    def problem(self) -> str:
        """What stands in the way of keeping it, in words; empty when nothing does."""
        if not (self.topic and self.text and all(self.answers)) or len(self.answers) != ANSWER_COUNT:
            return _("Isi topik, soal, dan keempat jawabannya.")
        if len({answer.casefold() for answer in self.answers}) < ANSWER_COUNT:
            return _("Keempat jawaban harus berbeda.")
        if self.right not in range(1, ANSWER_COUNT + 1):
            return _("Pilih jawaban yang benar.")
        if len(self.topic) > MOST_TOPIC or len(self.text) > MOST_TEXT or max(map(len, self.answers)) > MOST_ANSWER:
            return _("Topik paling panjang 100 huruf, soal 200 huruf, dan jawaban 80 huruf. Persingkat.")
        return ""


def open_test(*, program: Program, by: Account | None, now: datetime) -> KnowledgeTest:
    """The program's test: the one there is, or a new one without any question."""
    with transaction.atomic(), refusing_with(BuildingError):
        # Two who press at once must get the same test.
        held = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
        known = KnowledgeTest.objects.filter(program=held).first()
        if known:
            return known
        questionnaire = Questionnaire.objects.create(
            code=f"{RESERVED}{slugify(held.code)}"[:50],
            name=(_("Tes %(program)s") % {"program": held.title})[:100],
            scale=Scale.MEAN,
            starts_on=city_day(now),
        )
        note(Change.CREATED, of=questionnaire, by=by, now=now)
        drafts.open_draft(questionnaire=questionnaire, by=by, now=now)
        return KnowledgeTest.objects.create(program=held, questionnaire=questionnaire)


def draft_of(test: KnowledgeTest) -> QuestionnaireVersion | None:
    """The version that is being written, if any."""
    return QuestionnaireVersion.objects.filter(questionnaire=test.questionnaire_id, published_at__isnull=True).first()


def version_of(test: KnowledgeTest) -> QuestionnaireVersion | None:
    """The newest published version: what batches to come are asked."""
    published = QuestionnaireVersion.objects.filter(questionnaire=test.questionnaire_id, published_at__isnull=False)
    return published.order_by("-number").first()


def new_version(*, test: KnowledgeTest, by: Account | None, now: datetime) -> QuestionnaireVersion:
    """A draft with the questions and right answers of the newest version; the one there is when there is one."""
    with transaction.atomic(), _refusing():
        newest = version_of(test)
        draft = drafts.open_draft(questionnaire=test.questionnaire, by=by, now=now)
        rights = dict(
            KnowledgeKey.objects.filter(item__version=newest).values_list("item__position", "right") if newest else ()
        )
        bare = draft.items.filter(knowledge_key__isnull=True).order_by("position")
        KnowledgeKey.objects.bulk_create(
            KnowledgeKey(item=item, right=rights[item.position]) for item in bare if item.position in rights
        )
        return draft


def write_question(
    *, test: KnowledgeTest, item: Item | None, question: QuestionText, by: Account | None, now: datetime
) -> Item:
    """Keep a question of the draft: a new one at its end (`item` None), or `item` in other words.

    Raises BuildingError for a question that is not whole, without a draft, or when the draft is full.
    """
    if question.problem:
        raise BuildingError(question.problem)
    with transaction.atomic(), _refusing():
        draft = _draft(test)
        if item is None:
            item = drafts.add_item(version=draft, element=None, name=question.topic, by=by, now=now)
        elif item.element.name != question.topic:
            _rename(item, question.topic)
        wording = Wording(question.text, question.answers)
        drafts.word_item(item=item, wordings={"id": wording}, by=by, now=now)
        KnowledgeKey.objects.update_or_create(item=item, defaults={"right": question.right})
        return item


def replace_questions(
    *, test: KnowledgeTest, questions: Sequence[QuestionText], by: Account | None, now: datetime
) -> int:
    """Let the draft ask exactly these questions; all of them or none. Returns how many.

    Raises BuildingError when one is not whole, or there are none or more than sixty.
    """
    if not 1 <= len(questions) <= MOST_ITEMS:
        raise BuildingError(_("Satu tes berisi 1 sampai 60 soal."))
    with transaction.atomic(), _refusing():
        draft = _draft(test)
        for item in draft.items.select_related("element", "version__questionnaire").order_by("-position"):
            drafts.remove_item(item=item, by=by, now=now)
        _forget_unused(draft.questionnaire)
        for question in questions:
            write_question(test=test, item=None, question=question, by=by, now=now)
        return len(questions)


def remove_question(*, item: Item, by: Account | None, now: datetime) -> None:
    """Take a question out of the draft. Raises BuildingError once it is published."""
    with transaction.atomic(), _refusing():
        drafts.remove_item(item=item, by=by, now=now)
        _forget_unused(item.version.questionnaire)


def move_question(*, item: Item, up: bool, by: Account | None, now: datetime) -> None:
    """Let a question change places with its neighbour. Raises BuildingError once it is published."""
    with transaction.atomic(), _refusing():
        drafts.move_item(item=item, up=up, by=by, now=now)


def discard(*, test: KnowledgeTest, by: Account | None, now: datetime) -> None:
    """Throw the draft away; the published version goes on being asked. Raises BuildingError without a draft."""
    with transaction.atomic(), _refusing():
        drafts.discard_draft(version=_draft(test), by=by, now=now)
        _forget_unused(test.questionnaire)


def publish_test(*, test: KnowledgeTest, by: Account | None, now: datetime) -> QuestionnaireVersion:
    """Publish the draft: from now on batches to come are asked it, and it never changes.

    Raises BuildingError with fewer than five questions, or one without a right answer.
    """
    with transaction.atomic(), _refusing():
        draft = _draft(test)
        count = draft.items.count()
        if count < LEAST_QUESTIONS:
            raise BuildingError(_("Tulis paling sedikit lima soal; dengan kurang dari itu nilainya kebetulan."))
        if KnowledgeKey.objects.filter(item__version=draft).count() < count:
            raise BuildingError(_("Ada soal tanpa jawaban benar. Buka soal itu dan pilih jawabannya."))
        return publish(version=draft, by=by, now=now)


def set_asked(*, test: KnowledgeTest, is_asked: bool) -> None:
    """Ask the test in batches to come, or no longer; batches that have begun it finish it."""
    KnowledgeTest.objects.filter(pk=test.pk).update(is_asked=is_asked)


def _draft(test: KnowledgeTest) -> QuestionnaireVersion:
    draft = draft_of(test)
    if draft is None:
        raise BuildingError(_("Tes ini tidak mempunyai draf. Buat versi baru dahulu."))
    return draft


def _rename(item: Item, topic: str) -> None:
    """Only where no published question goes by the old topic; else the question gets a topic of its own."""
    element = item.element
    if element.items.exclude(pk=item.pk).exists():
        item.element = drafts.new_element(item.version.questionnaire, topic)
        item.save(update_fields=["element"])
    else:
        element.name, element.short_name = topic, topic[:40]
        element.save(update_fields=["name", "short_name"])


def _forget_unused(questionnaire: Questionnaire) -> None:
    """Topics that no question of any version goes by."""
    questionnaire.elements.filter(items__isnull=True).delete()


@contextmanager
def _refusing() -> Iterator[None]:
    """What the survey engine refuses, in this file's own error."""
    try:
        with refusing_with(BuildingError):
            yield
    except (DraftError, PublishError) as refusal:
        raise BuildingError(refusal.message) from refusal
