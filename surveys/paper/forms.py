"""What is typed beside the nine answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from surveys.models import Service


class SheetForm(forms.Form):
    """Number, day and service of a sheet, and the entry's own id."""

    number = forms.IntegerField(label=_("Nomor lembar"), min_value=1, max_value=1_000_000)
    day = forms.DateField(label=_("Tanggal lembar"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    service = forms.ChoiceField(
        label=_("Jenis layanan"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, services: list[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tidak disebut")), *((service.code, service.name) for service in services)]
        self.fields["service"].choices = choices  # type: ignore[attr-defined]
        self.helper = fields_only()

    def problem(self) -> str:
        """The first thing to mend, in words; empty when there is none."""
        for name, sentences in self.errors.items():
            return f"{self.fields[name].label}: {sentences[0]}"
        return ""


class WhyForm(forms.Form):
    """Why a sheet is corrected or withdrawn."""

    why = forms.CharField(
        label=_("Sebab"),
        max_length=300,
        help_text=_("Misalnya: salah baca jawaban nomor 4. Sebab ini disimpan bersama nama Anda."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
