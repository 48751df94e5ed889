"""Forms of a review."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.fields import UploadField
from documents.uploads import Upload, UploadError, check
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

    action = forms.CharField(
        label=_("Yang saya lakukan berbeda"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Tuliskan apa yang Anda lakukan berbeda.")},
    )
    evidence = forms.CharField(
        label=_("Buktinya"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Misalnya nomor surat, tautan, atau di mana dapat dilihat."),
    )
    upload = UploadField(
        label=_("Foto atau PDF (boleh dilewati)"),
        required=False,
        most_megabytes=MOST_MEGABYTES,
        accept=",".join(f".{kind}" for kind in KINDS),
        help_text=_(
            "JPG, PNG, atau PDF, paling besar 5 MB, paling banyak lima. Hanya Anda dan atasan Anda yang dapat "
            "membukanya. Jangan menyertakan data pribadi warga."
        ),
    )

    def clean_upload(self) -> Upload | None:
        """Looked into here as well, so that a wrong file is told at its field and what was typed stays."""
        upload: Upload | None = self.cleaned_data["upload"]
        if upload is not None:
            try:
                check(upload=upload, kinds=KINDS, most_megabytes=MOST_MEGABYTES)
            except UploadError as refusal:
                raise forms.ValidationError(refusal.message) from refusal
        return upload


class VerdictForm(forms.Form):
    """What the head says of the plan."""

    verdict = forms.ChoiceField(label=_("Rencana aksi ini"), choices=[("", _("Pilih penilaian")), *Verdict.choices])
    note = forms.CharField(
        label=_("Catatan untuk peserta"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
