"""Forms of the devices. They check and carry; use cases write."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pembinaan.base.forms import fields_only
from people.models import Unit
from surveys.devices.registry import CODE_LENGTH
from surveys.models import DeviceKind, Revocation, Service


class RegisterForm(forms.Form):
    """A new device of a unit."""

    name = forms.CharField(
        label=_("Nama perangkat"),
        max_length=60,
        help_text=_("Misalnya: Layar loket 2."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Jenis perangkat"), choices=DeviceKind, widget=forms.RadioSelect)
    service = forms.ModelChoiceField(
        label=_("Jenis layanan"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("Pelayanan unit secara umum"),
    )

    def __init__(self, *args: Any, unit: Unit, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services: Any = self.fields["service"]
        services.queryset = Service.objects.on(day).filter(unit=unit).order_by("name")
        self.helper = fields_only()


class RenameForm(forms.Form):
    """Another name for a device."""

    name = forms.CharField(
        label=_("Nama perangkat"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()


class RevokeForm(forms.Form):
    """Why a device is revoked."""

    why = forms.ChoiceField(label=_("Mengapa dicabut?"), choices=Revocation, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = fields_only()


class PairingForm(forms.Form):
    """The code that the officer sees."""

    code = forms.CharField(
        label=_("Kode pemasangan"),
        max_length=CODE_LENGTH * 2,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "id": "kode",
                "class": "form-control",
            }
        ),
    )
