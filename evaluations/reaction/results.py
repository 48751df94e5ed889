"""What participants thought: of one batch as its readers may see it, and of many batches together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from evaluations.models import ReactionAnswer, ReactionForm, ReactionInvitation
from evaluations.reaction.answering import instructors_of
from evaluations.reaction.opinions import LEAST_ANSWERS, PartResult, result_of
from partners.access import partner_institution_id
from partners.models import Instructor
from people.access import Access
from surveys.content import Question, questions_of
from surveys.models import QuestionnaireVersion


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """One question: of how many answers, mean and standard deviation on its scale of 1 to 4."""

    text: str
    count: int
    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class ReactionSummary:
    """What was thought of batches as such: asked and answered, and of `shown` answers the mean and spread.

    Answers are released five at a time for each batch, so any sum over batches grows by five or more. With none
    released mean and deviation are None and there are no questions.
    """

    asked: int = 0
    answered: int = 0
    shown: int = 0
    mean: float | None = None
    deviation: float | None = None
    questions: tuple[QuestionSummary, ...] = ()


def reaction_of(*, batches: Iterable[int]) -> ReactionSummary:
    """The summary of batches (their ids)."""
    keys = list(batches)
    answers = ReactionAnswer.objects.filter(
        form__batch__in=keys, released=True, instructor__isnull=True, institution__isnull=True
    )
    invited = ReactionInvitation.objects.filter(form__batch__in=keys).aggregate(
        asked=Count("pk"), answered=Count("pk", filter=Q(answered=True))
    )
    return summary_of(answers, asked=invited["asked"], answered=invited["answered"])


def summary_of(answers: QuerySet[ReactionAnswer], *, asked: int, answered: int) -> ReactionSummary:
    """Sum up released answers to one questionnaire, whatever its versions: an element is one question through all."""
    rows = list(answers.order_by("pk").values_list("version_id", "scores"))
    if len(rows) < LEAST_ANSWERS:
        return ReactionSummary(asked, answered)
    means = [fmean(scores) for _version, scores in rows]
    by_question: defaultdict[str, list[int]] = defaultdict(list)
    texts: dict[str, str] = {}
    questions = _questions({version for version, _scores in rows})
    for version, scores in rows:
        for question, score in zip(questions[version], scores, strict=True):
            by_question[question.element].append(score)
            texts[question.element] = question.text
    lines = tuple(
        QuestionSummary(texts[element], len(given), fmean(given), stdev(given))
        for element, given in by_question.items()
    )
    return ReactionSummary(asked, answered, len(rows), fmean(means), stdev(means), lines)


def _questions(versions: Iterable[int]) -> Mapping[int, Sequence[Question]]:
    language = get_language() or "id"
    found = QuestionnaireVersion.objects.filter(pk__in=versions).order_by("pk")
    return {version.pk: questions_of(version, language) for version in found}


@dataclass(frozen=True, slots=True)
class Reactions:
    """A form's results: of how many asked, what was thought of the batch, and of whom else one may read about."""

    asked: int
    answered: int
    batch: PartResult
    instructors: tuple[PartResult, ...]
    partner: PartResult | None


def reactions_of(form: ReactionForm, access: Access) -> Reactions:
    """The results of a form that the visitor may see; instructor and partner read about the batch and themselves."""
    answers: defaultdict[tuple[int | None, int | None], list[ReactionAnswer]] = defaultdict(list)
    for answer in ReactionAnswer.objects.filter(form=form, released=True).order_by("pk"):
        answers[answer.instructor_id, answer.institution_id].append(answer)
    read = [one for one in instructors_of(form) if _reads_about(form, one, access)]
    about = _texts(form.instructor_version) if read else []
    partner = None
    if form.partner_version and form.batch.institution and _reads_about_partner(form, access):
        title, key = form.batch.institution.name, (None, form.batch.institution_id)
        partner = _part(title, _texts(form.partner_version), answers[key])
    return Reactions(
        asked=form.invitations.count(),
        answered=form.invitations.filter(answered=True).count(),
        batch=_part("", _texts(form.version), answers[None, None]),
        instructors=tuple(_part(one.name, about, answers[one.pk, None]) for one in read),
        partner=partner,
    )


def _texts(version: QuestionnaireVersion) -> list[str]:
    return [question.text for question in questions_of(version, get_language() or "id")]


def _reads_about(form: ReactionForm, instructor: Instructor, access: Access) -> bool:
    if access.is_hr or access.is_leadership:
        return True
    if instructor.employee_id is not None and instructor.employee_id == access.employee_id:
        return True
    institution = partner_institution_id(access)
    return institution is not None and institution == instructor.institution_id == form.batch.institution_id


def _reads_about_partner(form: ReactionForm, access: Access) -> bool:
    return access.is_hr or access.is_leadership or partner_institution_id(access) == form.batch.institution_id


def _part(title: str, questions: list[str], answers: list[ReactionAnswer]) -> PartResult:
    return result_of(title, questions, [one.scores for one in answers], [one.comment for one in answers])
