"""Forms with which others are enrolled."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RosterForm(forms.Form):
    """The list of numbers."""

    file = forms.FileField(
        label=_("Berkas .xlsx atau .csv"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": _("Berkas ini kosong. Pilih berkas yang berisi daftar NIP.")},
    )


class NumberForm(forms.Form):
    """One number, and a reason where the person does not fit the batch's rules."""

    nomor = forms.CharField(
        label=_("NIP / NI PPPK"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("18 angka; spasi boleh."),
    )
    alasan = forms.CharField(label=_("Alasan pengecualian"), max_length=300, required=False)
