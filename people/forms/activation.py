"""The form with which a person sets the first password."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ActivationForm(forms.Form):
    """Name, code from the letter, and the new password twice."""

    username = forms.CharField(
        label=_("NIP, NI PPPK, atau nama akun"),
        max_length=150,
        help_text=_("Seperti tertulis di surat Anda; spasi boleh ada."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Kode aktivasi"),
        max_length=30,
        help_text=_("Sepuluh huruf dan angka dari surat, dengan atau tanpa tanda hubung."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Kata sandi baru"),
        max_length=200,
        strip=False,
        help_text=_("Paling sedikit 10 karakter, dan bukan kata yang mudah ditebak."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("Ulangi kata sandi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "repeated" in values and values.get("password") != values["repeated"]:
            self.add_error("repeated", _("Kedua kata sandi berbeda. Ketik ulang."))
        return values
