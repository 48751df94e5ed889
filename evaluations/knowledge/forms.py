"""Forms of tests: a question as HR types it, the sheet, and the test as a participant takes it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from documents.fields import UploadField
from evaluations.knowledge.building import MOST_ANSWER, MOST_TEXT, MOST_TOPIC, QuestionText
from evaluations.knowledge.sheet import LETTERS
from evaluations.models import KnowledgeKey
from evaluations.models.knowledge import LEFT_OUT
from pembinaan.base.forms import fields_only
from surveys.content import Question
from surveys.models import Item


class QuestionForm(forms.Form):
    """A question, its four answers, and the right one."""

    topic = forms.CharField(
        label=_("Topik"), max_length=MOST_TOPIC, help_text=_("Peserta melihat hasilnya menurut topik.")
    )
    text = forms.CharField(label=_("Soal"), max_length=MOST_TEXT, widget=forms.Textarea({"rows": 2}))
    right = forms.TypedChoiceField(
        label=_("Jawaban yang benar"), choices=[(place, letter) for place, letter in enumerate(LETTERS, 1)], coerce=int
    )
    field_order = ("topic", "text", *(f"answer{place}" for place in range(1, len(LETTERS) + 1)), "right")

    def __init__(self, *args: Any, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
        for place, letter in enumerate(LETTERS, 1):
            self.fields[f"answer{place}"] = forms.CharField(
                label=_("Jawaban %(letter)s") % {"letter": letter}, max_length=MOST_ANSWER
            )
        self.order_fields(self.field_order)
        if item:
            self.initial = _initial(item)

    def clean(self) -> dict[str, Any]:
        """What the whole question lacks stands above it."""
        cleaned = super().clean() or {}
        if not self.errors and self.question().problem:
            self.add_error(None, self.question().problem)
        return cleaned

    def question(self) -> QuestionText:
        """What was typed, in single lines."""
        answers = (self.cleaned_data[f"answer{place}"] for place in range(1, len(LETTERS) + 1))
        return QuestionText(
            self.cleaned_data["topic"],
            " ".join(self.cleaned_data["text"].split()),
            tuple(" ".join(answer.split()) for answer in answers),
            self.cleaned_data["right"],
        )


class SheetForm(forms.Form):
    """The table with all questions."""

    file = UploadField(label=_("Berkas .xlsx atau .csv"), most_megabytes=2, accept=".xlsx,.csv")


class TakingForm(forms.Form):
    """The test as a participant takes it: a question may be left out, after a second thought."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    leave_out = forms.BooleanField(
        label=_("Kirim saja; soal yang kosong saya lewati."),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, version: int, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"version": version}, **kwargs})
        self.questions = questions
        for question in questions:
            self.fields[question.name] = forms.TypedChoiceField(
                label=question.text,
                choices=question.answers,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        """Ask once more about questions without an answer."""
        cleaned = super().clean() or {}
        missing = [question.name for question in self.questions if not cleaned.get(question.name)]
        if not cleaned.get("leave_out"):
            for name in missing:
                self.add_error(name, _("Soal ini belum dijawab."))
        return cleaned

    @property
    def missing(self) -> int:
        """How many questions were sent without an answer."""
        return sum(name in self.errors for name in (question.name for question in self.questions))

    def answers(self) -> list[int]:
        """The answers in the order of the questions, 0 for one left out."""
        return [self.cleaned_data[question.name] or LEFT_OUT for question in self.questions]

    def shown(self) -> list[BoundField]:
        """The questions as the page shows them."""
        return [self[question.name] for question in self.questions]


def _initial(item: Item) -> dict[str, Any]:
    wording = item.wordings.filter(language="id").first()
    labels = wording.labels if wording else [""] * len(LETTERS)
    right = KnowledgeKey.objects.filter(item=item).values_list("right", flat=True).first()
    answers = {f"answer{place}": label for place, label in enumerate(labels, 1)}
    return {"topic": item.element.name, "text": wording.question if wording else "", "right": right, **answers}
