"""The office's form of a complaint. It checks and carries; use cases write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from surveys.complaints.handling import MOST_NOTE


class AnswerForm(forms.Form):
    """What was answered."""

    note = forms.CharField(
        label=_("Tanggapan"),
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_(
            "Apa yang disampaikan kepada warga atau diperbaiki. Disimpan tersegel dan ikut dihapus saat selesai."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
