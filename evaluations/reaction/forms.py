"""The reaction form: one field for each question about the batch and about each instructor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from evaluations.reaction.answering import Opinion
from partners.models import Instructor
from surveys.content import Question

MOST_COMMENT = 1_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form: about an instructor, or about the batch (None)."""

    key: str
    instructor: Instructor | None
    questions: Sequence[Question]


class ReactionAnswerForm(forms.Form):
    """All questions about the batch are to be answered; an instructor's are answered wholly or left alone."""

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
                    required=part.instructor is None,
                    widget=forms.RadioSelect,
                )
            self.fields[f"{part.key}-comment"] = forms.CharField(
                label=_("Saran"),
                required=False,
                max_length=MOST_COMMENT,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "maxlength": MOST_COMMENT}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse an instructor's part that is half filled."""
        cleaned = super().clean() or {}
        sentence = _("Jawab juga yang ini, atau kosongkan semua tentang pengajar ini.")
        for part in self.parts:
            names = [f"{part.key}-{question.name}" for question in part.questions]
            missing = [name for name in names if not cleaned.get(name)]
            if part.instructor and 0 < len(missing) < len(names):
                for name in missing:
                    self.add_error(name, sentence)
        return cleaned

    def opinions(self) -> dict[Instructor | None, Opinion]:
        """What was filled in, by instructor; None stands for the batch."""
        filled = {}
        for part in self.parts:
            scores = [self.cleaned_data[f"{part.key}-{question.name}"] for question in part.questions]
            if all(scores):
                filled[part.instructor] = Opinion(scores, self.cleaned_data[f"{part.key}-comment"])
        return filled

    def shown(self) -> list[tuple[Part, list[BoundField], BoundField]]:
        """Each part with its questions and its comment, as the page shows them."""
        return [
            (part, [self[f"{part.key}-{question.name}"] for question in part.questions], self[f"{part.key}-comment"])
            for part in self.parts
        ]


def parts_of(
    batch_questions: Sequence[Question], instructor_questions: Sequence[Question], instructors: Sequence[Instructor]
) -> list[Part]:
    """The parts of a form: the batch first, then each instructor."""
    parts = [Part("batch", None, batch_questions)]
    return parts + [Part(f"instructor-{one.pk}", one, instructor_questions) for one in instructors]
