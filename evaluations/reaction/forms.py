"""The reaction form: one field for each question about the batch, each instructor, and the partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from evaluations.reaction.answering import Opinion
from partners.models import Institution, Instructor
from surveys.content import Question

MOST_COMMENT = 1_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form: about an instructor, the partner, or the batch (neither)."""

    key: str
    questions: Sequence[Question]
    instructor: Instructor | None = None
    partner: Institution | None = None

    @property
    def is_whole(self) -> bool:
        """Whether every participant answers it: an instructor may have been missed, a partner not met."""
        return self.instructor is None and self.partner is None


@dataclass(frozen=True, slots=True)
class Opinions:
    """What one participant filled in."""

    batch: Opinion
    instructors: dict[Instructor, Opinion]
    partner: Opinion | None


class ReactionAnswerForm(forms.Form):
    """All questions about the batch are to be answered; the other parts are answered wholly or left alone."""

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            for question in part.questions:
                self.fields[f"{part.key}-{question.name}"] = forms.TypedChoiceField(
                    label=question.text,
                    choices=[(value, label) for value, label in question.answers],
                    coerce=int,
                    empty_value=None,
                    required=part.is_whole,
                    widget=forms.RadioSelect,
                )
            self.fields[f"{part.key}-comment"] = forms.CharField(
                label=_("Saran"),
                required=False,
                max_length=MOST_COMMENT,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "maxlength": MOST_COMMENT}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a part that is half filled."""
        cleaned = super().clean() or {}
        for part in self.parts:
            names = [f"{part.key}-{question.name}" for question in part.questions]
            missing = [name for name in names if not cleaned.get(name)]
            if not part.is_whole and 0 < len(missing) < len(names):
                for name in missing:
                    self.add_error(name, _half_filled(part))
        return cleaned

    def opinions(self) -> Opinions:
        """What was filled in."""
        filled = [(part, self._opinion(part)) for part in self.parts]
        return Opinions(
            batch=next(opinion for part, opinion in filled if part.is_whole and opinion),
            instructors={part.instructor: opinion for part, opinion in filled if part.instructor and opinion},
            partner=next((opinion for part, opinion in filled if part.partner), None),
        )

    def _opinion(self, part: Part) -> Opinion | None:
        scores = [self.cleaned_data[f"{part.key}-{question.name}"] for question in part.questions]
        return Opinion(scores, self.cleaned_data[f"{part.key}-comment"]) if all(scores) else None

    def shown(self) -> list[tuple[Part, list[BoundField], BoundField]]:
        """Each part with its questions and its comment, as the page shows them."""
        return [
            (part, [self[f"{part.key}-{question.name}"] for question in part.questions], self[f"{part.key}-comment"])
            for part in self.parts
        ]


def _half_filled(part: Part) -> str:
    if part.partner:
        return _("Jawab juga yang ini, atau kosongkan semua tentang mitra ini.")
    return _("Jawab juga yang ini, atau kosongkan semua tentang pengajar ini.")


def parts_of(
    batch_questions: Sequence[Question],
    instructor_questions: Sequence[Question],
    instructors: Sequence[Instructor],
    partner: Part | None = None,
) -> list[Part]:
    """The parts of a form: the batch first, then each instructor, then the partner."""
    about = [Part(f"instructor-{one.pk}", instructor_questions, instructor=one) for one in instructors]
    return [Part("batch", batch_questions), *about, *([partner] if partner else [])]
