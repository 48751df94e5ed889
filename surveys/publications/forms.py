"""Forms of publishing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only


class ReasonForm(forms.Form):
    """Why a published figure changes."""

    reason = forms.CharField(
        label=_("Mengapa angkanya berubah?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Misalnya: 24 lembar kertas dari Penyengat tiba setelah masa tunggu. Alasan ini ikut diumumkan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
