"""Fields that several forms share."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A calendar day: the phone's own date picker, or typed as 31-12-2026."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"], **options)
