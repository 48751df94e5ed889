"""The form of a letter: whom it names, and what it says."""

from dataclasses import asdict
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from programs.models import Enrollment, LetterKind
from programs.papers.letter_facts import Wording

LONGEST = 1500


class LinesField(forms.CharField):
    """One text a line; empty lines are left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST, "widget": forms.Textarea(attrs={"rows": 4}), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """The lines as the box shows them."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The lines as a list."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class LetterForm(forms.Form):
    """Whom a letter names, and the lines that HR may change."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.CharField(label=_("Tempat"), max_length=200)
    basis = LinesField(label=_("Dasar"), help_text=_("Satu dasar setiap baris."))
    tasks = LinesField(label=_("Untuk"), help_text=_("Satu tugas setiap baris."))
    cost = forms.CharField(label=_("Beban biaya"), max_length=300)
    copies = LinesField(label=_("Tembusan"), required=False, help_text=_("Satu tujuan setiap baris."))
    subject = forms.CharField(label=_("Hal"), max_length=200)
    opening = forms.CharField(label=_("Kalimat pembuka"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    notes = LinesField(label=_("Yang perlu diperhatikan"), required=False, help_text=_("Satu catatan setiap baris."))
    people = forms.MultipleChoiceField(
        label=_("Peserta yang disebut"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu peserta.")},
    )

    FIELDS = {
        LetterKind.ASSIGNMENT: ("key", "place", "basis", "tasks", "cost", "copies", "people"),
        LetterKind.INVITATION: ("key", "place", "subject", "opening", "notes", "people"),
        LetterKind.PARTICIPANT_LIST: ("key", "place"),
    }

    def __init__(self, *args: Any, kind: LetterKind, wording: Wording, people: list[Enrollment], **kwargs: Any) -> None:
        everyone = [str(one.pk) for one in people]
        initial = {**asdict(wording), "key": uuid4(), "people": everyone}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.fields = {name: self.fields[name] for name in self.FIELDS[kind]}
        if "people" in self.fields:
            choices = [(str(one.pk), f"{one.employee.name} · {one.unit.name}") for one in people]
            self.fields["people"].choices = choices  # type: ignore[attr-defined]
        self.helper = fields_only()

    def wording(self) -> Wording:
        """What the letter shall say; only after `is_valid`."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in {"key", "people"}}
        return Wording(**said)

    def chosen(self) -> list[int]:
        """Ids of the enrollments to name; only after `is_valid`."""
        return [int(pk) for pk in self.cleaned_data.get("people", [])]
