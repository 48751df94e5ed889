"""The form of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.models import Pace


class PreferenceForm(forms.Form):
    """How soon one wants to be written to."""

    pace = forms.ChoiceField(
        label=_("Surel untuk Anda"), choices=Pace.choices, widget=forms.RadioSelect(attrs={"class": "form-check-input"})
    )
