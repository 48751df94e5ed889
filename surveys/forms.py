"""Forms of this room. They check and carry; use cases write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only


class ReleaseForm(forms.Form):
    """Why answers that were set aside count again."""

    why = forms.CharField(
        label=_("Mengapa jawaban ini jujur?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Misalnya: pelayanan keliling dengan satu tablet. Alasan ini disimpan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
