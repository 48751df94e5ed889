"""What a batch's participants thought, as its readers may see it."""

from dataclasses import dataclass

from django.utils.translation import get_language

from evaluations.models import ReactionAnswer, ReactionForm
from evaluations.reaction.answering import instructors_of
from evaluations.reaction.opinions import PartResult, result_of
from partners.access import partner_institution_id
from partners.models import Instructor
from people.access import Access
from surveys.content import questions_of


@dataclass(frozen=True, slots=True)
class Reactions:
    """A form's results: of how many asked, what was thought of the batch and of the instructors one may read about."""

    asked: int
    answered: int
    batch: PartResult
    instructors: tuple[PartResult, ...]


def reactions_of(form: ReactionForm, access: Access) -> Reactions:
    """The results of a form that the visitor may see; an instructor reads about the batch and about themself."""
    questions = [question.text for question in questions_of(form.version, get_language() or "id")]
    about = [question.text for question in questions_of(form.instructor_version, get_language() or "id")]
    answers: dict[int | None, list[ReactionAnswer]] = {}
    for answer in ReactionAnswer.objects.filter(form=form, released=True).order_by("pk"):
        answers.setdefault(answer.instructor_id, []).append(answer)
    read = [one for one in instructors_of(form) if _reads_about(form, one, access)]
    return Reactions(
        asked=form.invitations.count(),
        answered=form.invitations.filter(answered=True).count(),
        batch=_part("", questions, answers.get(None, [])),
        instructors=tuple(_part(one.name, about, answers.get(one.pk, [])) for one in read),
    )


def _reads_about(form: ReactionForm, instructor: Instructor, access: Access) -> bool:
    if access.is_hr or access.is_leadership:
        return True
    if instructor.employee_id is not None and instructor.employee_id == access.employee_id:
        return True
    institution = partner_institution_id(access)
    return institution is not None and institution == instructor.institution_id == form.batch.institution_id


def _part(title: str, questions: list[str], answers: list[ReactionAnswer]) -> PartResult:
    return result_of(title, questions, [one.scores for one in answers], [one.comment for one in answers])
