"""Forms of a review."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.fields import UploadField
from evaluations.behaviour.evidence import KINDS, MOST_MEGABYTES
from evaluations.models import Verdict
from surveys.content import Question


class WorkForm(forms.Form):
    """What one sees of the participant's work: every question is to be answered."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.name] = forms.TypedChoiceField(
                label=question.text, choices=question.answers, coerce=int, widget=forms.RadioSelect
            )

    def scores(self) -> list[int]:
        """The answers in the order of the questions."""
        return [self.cleaned_data[name] for name in self.fields]


class PlanForm(forms.Form):
    """What the participant does differently, and where that can be seen."""

    action = forms.CharField(label=_("Yang saya lakukan berbeda"), max_length=500, widget=forms.Textarea({"rows": 3}))
    evidence = forms.CharField(
        label=_("Buktinya"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Misalnya nomor surat, tautan, atau di mana dapat dilihat."),
    )


class VerdictForm(forms.Form):
    """What the head says of the plan."""

    verdict = forms.ChoiceField(label=_("Rencana aksi ini"), choices=[("", _("Pilih penilaian")), *Verdict.choices])
    note = forms.CharField(
        label=_("Catatan untuk peserta"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )


class EvidenceForm(forms.Form):
    """A file that shows it."""

    file = UploadField(
        label=_("Foto atau PDF"), most_megabytes=MOST_MEGABYTES, accept=",".join(f".{kind}" for kind in KINDS)
    )
