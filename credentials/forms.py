"""Forms of HR's certificate pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevocationForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(
        label=_("Alasan pencabutan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pemegang sertifikat membaca alasan ini."),
    )
