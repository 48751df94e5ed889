"""Form of a head who is away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.fields import DayField
from people.models import AbsenceReason, Employee


class AbsenceForm(forms.Form):
    """From when to when, why, and who decides meanwhile."""

    starts_on = DayField(label=_("Mulai"))
    ends_on = DayField(label=_("Sampai"))
    reason = forms.ChoiceField(label=_("Keperluan"), choices=AbsenceReason.choices)
    deputy = forms.ModelChoiceField(
        label=_("Wakil"),
        queryset=Employee.objects.none(),
        required=False,
        empty_label=_("Tanpa wakil"),
        help_text=_(
            "Pegawai unit Anda, atau kepala unit tepat di bawahnya. Wakil dan Anda sama-sama dapat memutuskan."
        ),
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = candidates  # type: ignore[attr-defined]

    def clean_reason(self) -> AbsenceReason:
        """The reason as the domain names it."""
        return AbsenceReason(self.cleaned_data["reason"])
