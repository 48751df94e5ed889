"""The form of posters in bulk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from surveys.posters.printing import Paper


class BulkForm(forms.Form):
    """Which posters of all units."""

    paper = forms.ChoiceField(label=_("Ukuran"), choices=Paper.choices, initial=Paper.A4, widget=forms.RadioSelect)
    with_services = forms.BooleanField(
        label=_("Juga satu poster untuk setiap layanan, supaya warga tidak perlu memilihnya"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()
